package io.blindsum.arith;

import java.math.BigInteger;
import java.util.function.IntFunction;

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
    for (int i = 0; i < out.count(); i++) {
      out.set(i, join(up.get(i), uq.get(i)));
    }
    up.wipe();
    uq.wipe();
  }

  @Override
  public FixedBase fixedBase(BigInteger base, int exponentBits, int window) {
    return new Table(
        p.ring.fixedBase(base.mod(p.ring.modulus()), exponentBits, window),
        q.ring.fixedBase(base.mod(q.ring.modulus()), exponentBits, window));
  }

  /** Returns the number below {@code n^2} that is {@code up mod p^2} and {@code uq mod q^2}. */
  private BigInteger join(BigInteger up, BigInteger uq) {
    BigInteger high = uq.subtract(up).multiply(pSquaredInverseModQSquared).mod(q.ring.modulus());
    return up.add(p.ring.modulus().multiply(high));
  }

  @Override
  public void close() {
    p.ring.close();
    q.ring.close();
  }

  /** The table modulo {@code p^2} beside that modulo {@code q^2}. */
  private final class Table implements FixedBase {
    private final FixedBase modP;
    private final FixedBase modQ;

    Table(FixedBase modP, FixedBase modQ) {
      this.modP = modP;
      this.modQ = modQ;
    }

    @Override
    public int exponentBits() {
      return modP.exponentBits();
    }

    @Override
    public void power(BlockArray exponents, BlockArray out) {
      compute(exponents, out, i -> BigInteger.ONE);
    }

    @Override
    public void encrypt(BlockArray residues, BlockArray exponents, BlockArray out) {
      compute(exponents, out, i -> residues.get(i).multiply(root).add(BigInteger.ONE));
    }

    private void compute(BlockArray exponents, BlockArray out, IntFunction<BigInteger> lifted) {
      BlockArray up = BlockArray.allocate(out.count(), p.ring.elementBytes());
      BlockArray uq = BlockArray.allocate(out.count(), q.ring.elementBytes());
      modP.power(exponents, up);
      modQ.power(exponents, uq);
      for (int i = 0; i < out.count(); i++) {
        out.set(i, join(up.get(i), uq.get(i)).multiply(lifted.apply(i)).mod(modulus));
      }
      up.wipe();
      uq.wipe();
    }

    @Override
    public void close() {
      modP.close();
      modQ.close();
    }
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
