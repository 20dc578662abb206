package io.blindsum.arith;

import java.math.BigInteger;

/** The factored ring of any backend, made of its rings modulo {@code p^2} and {@code q^2}. */
public final class CrtRing implements FactoredRing {
  private final Half p;
  private final Half q;
  private final BigInteger root;
  private final BigInteger modulus;
  private final BigInteger pInverseModQ;
  private final BigInteger pSquaredInverseModQSquared;

  /**
   * Joins two rings.
   *
   * @param pRing the ring modulo {@code p^2}, secret, closed with this
   * @param qRing the ring modulo {@code q^2}, secret, closed with this
   */
  public CrtRing(SquareRing pRing, SquareRing qRing) {
    BigInteger pRoot = pRing.root();
    BigInteger qRoot = qRing.root();
    if (!pRoot.gcd(qRoot).equals(BigInteger.ONE)) {
      throw new IllegalArgumentException("p and q share a factor");
    }
    this.p = new Half(pRing, qRoot);
    this.q = new Half(qRing, pRoot);
    this.root = pRoot.multiply(qRoot);
    this.modulus = root.multiply(root);
    this.pInverseModQ = pRoot.modInverse(qRoot);
    this.pSquaredInverseModQSquared = pRing.modulus().modInverse(qRing.modulus());
  }

  @Override
  public BigInteger root() {
    return root;
  }

  @Override
  public void residuosityClasses(BlockArray elements, BlockArray residues) {
    BlockArray mp = p.residuosityClasses(elements);
    BlockArray mq = q.residuosityClasses(elements);
    for (int i = 0; i < elements.count(); i++) {
      // m = mp + p ((mq - mp) p^-1 mod q)
      BigInteger low = mp.get(i);
      BigInteger high = mq.get(i).subtract(low).multiply(pInverseModQ).mod(q.root());
      residues.set(i, low.add(p.root().multiply(high)));
    }
    mp.wipe();
    mq.wipe();
  }

  @Override
  public void nthResidues(BlockArray basesModP, BlockArray basesModQ, BlockArray out) {
    BlockArray up = p.rootPowers(basesModP);
    BlockArray uq = q.rootPowers(basesModQ);
    BigInteger pSquared = p.ring.modulus();
    for (int i = 0; i < out.count(); i++) {
      BigInteger low = up.get(i);
      BigInteger high =
          uq.get(i).subtract(low).multiply(pSquaredInverseModQSquared).mod(q.ring.modulus());
      out.set(i, low.add(pSquared.multiply(high)).mod(modulus));
    }
    up.wipe();
    uq.wipe();
  }

  @Override
  public void close() {
    p.ring.close();
    q.ring.close();
  }

  /** The part modulo one factor. */
  private static final class Half {
    private final SquareRing ring;
    private final BigInteger h;

    /**
     * Prepares what is fixed for a factor.
     *
     * @param cofactor the other factor
     */
    Half(SquareRing ring, BigInteger cofactor) {
      this.ring = ring;
      // (1 + n)^(p-1) = 1 + (p-1) n = 1 - q p (mod p^2), so h = L_p((1+n)^(p-1))^-1 = (-q)^-1
      this.h = cofactor.negate().modInverse(ring.root());
    }

    BigInteger root() {
      return ring.root();
    }

    BlockArray residuosityClasses(BlockArray elements) {
      BlockArray powers = BlockArray.allocate(elements.count(), ring.elementBytes());
      for (int i = 0; i < elements.count(); i++) {
        powers.set(i, elements.get(i).mod(ring.modulus()));
      }
      ring.power(powers, root().subtract(BigInteger.ONE), powers);
      BlockArray classes = BlockArray.allocate(elements.count(), ring.rootBytes());
      for (int i = 0; i < elements.count(); i++) {
        BigInteger[] quotientAndRest = powers.get(i).divideAndRemainder(root());
        if (!quotientAndRest[1].equals(BigInteger.ONE)) {
          throw new ArithmeticException("an element's power is not 1 modulo a factor of n");
        }
        // L_p(x) = (x - 1) / p, which is the quotient as x = 1 mod p
        classes.set(i, quotientAndRest[0].multiply(h).mod(root()));
      }
      powers.wipe();
      return classes;
    }

    BlockArray rootPowers(BlockArray bases) {
      BlockArray powers = BlockArray.allocate(bases.count(), ring.elementBytes());
      for (int i = 0; i < bases.count(); i++) {
        powers.set(i, bases.get(i));
      }
      ring.power(powers, root(), powers);
      return powers;
    }
  }
}
