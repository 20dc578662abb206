package io.blindsum.kernel;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FactoredRing;
import io.blindsum.arith.FixedBase;
import java.math.BigInteger;

/** The ring modulo {@code (p q)^2} on a kernel: one call a batch, in constant time. */
final class KernelFactoredRing implements FactoredRing {
  private final KernelLibrary library;
  private final BigInteger root;
  private final KernelRing ring;
  private final KernelRing pRing;
  private final KernelRing qRing;
  private final Handle key;

  /**
   * Opens the ring.
   *
   * @throws IllegalArgumentException if the kernel does not take primes of such sizes
   */
  KernelFactoredRing(KernelLibrary library, Kernel kernel, BigInteger p, BigInteger q) {
    this.library = library;
    this.root = p.multiply(q);
    try (NativeBlocks ps = NativeBlocks.number(p);
        NativeBlocks qs = NativeBlocks.number(q)) {
      this.key =
          Handle.make(
              made ->
                  library.bs_private_key_new(
                      kernel.number(), ps.address(), ps.width(), qs.address(), qs.width(), made, 0),
              library::bs_private_key_free);
      ps.wipe();
      qs.wipe();
    }
    this.ring = new KernelRing(library, kernel, root, false);
    this.pRing = new KernelRing(library, kernel, p, true);
    this.qRing = new KernelRing(library, kernel, q, true);
  }

  @Override
  public BigInteger root() {
    return root;
  }

  @Override
  public void residuosityClasses(BlockArray elements, BlockArray residues) {
    int count = elements.count();
    long status;
    try (NativeBlocks cs = NativeBlocks.in(elements, count, ring.elementBytes());
        NativeBlocks ms = NativeBlocks.out(residues, ring.rootBytes())) {
      if (residues.count() != count) {
        throw new IllegalArgumentException(residues.count() + " residues for " + count);
      }
      status =
          NativeCall.status(
              key,
              pointer -> library.bs_private_decrypt(pointer, cs.address(), ms.address(), count));
    }
    if (status > 0) {
      throw new ArithmeticException("element " + (status - 1) + " is not a unit modulo n^2");
    }
    Status.check(status);
  }

  @Override
  public void nthResidues(BlockArray basesModP, BlockArray basesModQ, BlockArray out) {
    int count = out.count();
    try (NativeBlocks yp = NativeBlocks.in(basesModP, count, pRing.rootBytes());
        NativeBlocks yq = NativeBlocks.in(basesModQ, count, qRing.rootBytes());
        NativeBlocks outs = NativeBlocks.out(out, ring.elementBytes())) {
      NativeCall.on(
          key,
          pointer ->
              library.bs_private_blind(pointer, yp.address(), yq.address(), outs.address(), count));
    }
  }

  @Override
  public FixedBase fixedBase(BigInteger base, int exponentBits, int window) {
    return new Table(
        pRing.fixedBase(base.mod(pRing.modulus()), exponentBits, window),
        qRing.fixedBase(base.mod(qRing.modulus()), exponentBits, window));
  }

  @Override
  public void close() {
    key.close();
    ring.close();
    pRing.close();
    qRing.close();
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
      int count = out.count();
      BlockArray up = BlockArray.allocate(count, pRing.elementBytes());
      BlockArray uq = BlockArray.allocate(count, qRing.elementBytes());
      modP.power(exponents, up);
      modQ.power(exponents, uq);
      try (NativeBlocks xp = NativeBlocks.in(up, count, pRing.elementBytes());
          NativeBlocks xq = NativeBlocks.in(uq, count, qRing.elementBytes());
          NativeBlocks outs = NativeBlocks.out(out, ring.elementBytes())) {
        NativeCall.on(
            key,
            pointer ->
                library.bs_private_combine(
                    pointer, xp.address(), xq.address(), outs.address(), count));
      }
      up.wipe();
      uq.wipe();
    }

    @Override
    public void encrypt(BlockArray residues, BlockArray exponents, BlockArray out) {
      power(exponents, out);
      ring.multiplyLifted(residues, out, out);
    }

    @Override
    public void close() {
      modP.close();
      modQ.close();
    }
  }
}
