package io.blindsum.arith;

/** Offers {@link BigIntegerArithmetic}, the slowest and the last. */
public final class BigIntegerProvider implements ArithmeticProvider {

  @Override
  public String name() {
    return "java";
  }

  @Override
  public int speed() {
    return 0;
  }

  @Override
  public ModularArithmetic load() {
    return new BigIntegerArithmetic();
  }
}
