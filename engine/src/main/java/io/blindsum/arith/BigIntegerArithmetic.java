package io.blindsum.arith;

import java.math.BigInteger;
import java.util.function.IntFunction;

/** The backend that is always there: {@link BigInteger}. Its time depends on the operands. */
final class BigIntegerArithmetic implements ModularArithmetic {

  @Override
  public String name() {
    return "java";
  }

  @Override
  public SquareRing squareRing(BigInteger root) {
    return new BigIntegerRing(Roots.requireOdd(root));
  }

  @Override
  public SquareRing secretPowerRing(BigInteger root) {
    return squareRing(root);
  }

  @Override
  public FactoredRing factoredRing(BigInteger p, BigInteger q) {
    return new CrtRing(squareRing(p), squareRing(q));
  }

  @Override
  public BigInteger power(BigInteger base, BigInteger exponent, BigInteger modulus) {
    return Roots.requireNonNegative(base)
        .modPow(Roots.requireNonNegative(exponent), Roots.requireOdd(modulus));
  }

  @Override
  public boolean isProbablePrime(BigInteger candidate) {
    // a certainty of 128 never lowers the number of rounds below what the size asks for
    return Roots.requireNonNegative(candidate).isProbablePrime(128);
  }

  private static final class BigIntegerRing implements SquareRing {
    private final BigInteger root;
    private final BigInteger modulus;
    private final Users users = new Users(() -> {});

    BigIntegerRing(BigInteger root) {
      this.root = root;
      this.modulus = root.multiply(root);
    }

    @Override
    public BigInteger root() {
      return root;
    }

    @Override
    public BigInteger modulus() {
      return modulus;
    }

    @Override
    public void multiply(BlockArray a, BlockArray b, BlockArray out) {
      each(out, i -> a.get(i).multiply(b.get(i)).mod(modulus));
    }

    @Override
    public void multiplyLifted(BlockArray residues, BlockArray units, BlockArray out) {
      each(
          out,
          i -> {
            BigInteger lifted = residues.get(i).multiply(root).add(BigInteger.ONE);
            return lifted.multiply(units.get(i)).mod(modulus);
          });
    }

    @Override
    public void residues(BlockArray elements, BlockArray out) {
      each(out, i -> elements.get(i).mod(root));
    }

    @Override
    public BigInteger product(BlockArray elements) {
      return users.during(
          () -> {
            BigInteger product = BigInteger.ONE;
            for (int i = 0; i < elements.count(); i++) {
              product = product.multiply(elements.get(i)).mod(modulus);
            }
            return product;
          });
    }

    @Override
    public void power(BlockArray elements, BigInteger exponent, BlockArray out) {
      Roots.requireNonNegative(exponent);
      each(out, i -> elements.get(i).modPow(exponent, modulus));
    }

    /** Computes each element of a result, as one use of the ring. */
    private void each(BlockArray out, IntFunction<BigInteger> element) {
      users.acquire();
      try {
        for (int i = 0; i < out.count(); i++) {
          out.set(i, element.apply(i));
        }
      } finally {
        users.release();
      }
    }

    @Override
    public void close() {
      users.close();
    }
  }
}
