package io.blindsum.kernel;

import io.blindsum.arith.FactoredRing;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.Roots;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;

/**
 * Arithmetic by a batch kernel. What is not done in batches, and moduli of a size that the kernel
 * does not take, are left to another backend.
 */
final class KernelArithmetic implements ModularArithmetic {
  /** The kernel joins primes whose lengths differ by no more than this. */
  private static final int MAX_LENGTH_DIFFERENCE = 2;

  private final KernelLibrary library;
  private final Kernel kernel;
  private final ModularArithmetic other;

  KernelArithmetic(KernelLibrary library, Kernel kernel, ModularArithmetic other) {
    this.library = library;
    this.kernel = kernel;
    this.other = other;
  }

  @Override
  public String name() {
    return kernel.backend();
  }

  @Override
  public SquareRing squareRing(BigInteger root) {
    return Roots.requireOdd(root).bitLength() < KernelRing.MIN_BITS
        ? other.squareRing(root)
        : new KernelRing(library, kernel, root, false);
  }

  @Override
  public SquareRing secretPowerRing(BigInteger root) {
    return Roots.requireOdd(root).bitLength() < KernelRing.MIN_BITS
        ? other.secretPowerRing(root)
        : new KernelRing(library, kernel, root, true);
  }

  @Override
  public FactoredRing factoredRing(BigInteger p, BigInteger q) {
    int pBits = Roots.requireOdd(p).bitLength();
    int qBits = Roots.requireOdd(q).bitLength();
    boolean usual =
        Math.min(pBits, qBits) >= KernelRing.MIN_BITS
            && Math.abs(pBits - qBits) <= MAX_LENGTH_DIFFERENCE;
    return usual ? new KernelFactoredRing(library, kernel, p, q) : other.factoredRing(p, q);
  }

  @Override
  public BigInteger power(BigInteger base, BigInteger exponent, BigInteger modulus) {
    return other.power(base, exponent, modulus);
  }

  @Override
  public boolean isProbablePrime(BigInteger candidate) {
    return other.isProbablePrime(candidate);
  }
}
