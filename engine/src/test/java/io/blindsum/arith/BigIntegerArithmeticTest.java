package io.blindsum.arith;

class BigIntegerArithmeticTest extends ModularArithmeticContract {
  BigIntegerArithmeticTest() {
    super(Arithmetics.pure());
  }
}
