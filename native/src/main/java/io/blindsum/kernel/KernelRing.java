package io.blindsum.kernel;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FixedBase;
import io.blindsum.arith.Roots;
import io.blindsum.arith.SignedProduct;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;

/** The ring modulo {@code n^2} on a kernel: one call a batch. */
final class KernelRing implements SquareRing {
  /** The smallest root that the kernels take, in bits. */
  static final int MIN_BITS = 128;

  private final KernelLibrary library;
  private final BigInteger root;
  private final BigInteger modulus;
  private final int secret;
  private final Handle handle;

  /**
   * Opens the ring.
   *
   * @param root odd, {@value #MIN_BITS} to 8192 bits
   * @param secret whether root and exponents are secret: the time then does not depend on them
   */
  KernelRing(KernelLibrary library, Kernel kernel, BigInteger root, boolean secret) {
    this.library = library;
    this.root = Roots.requireOdd(root);
    this.modulus = root.multiply(root);
    this.secret = secret ? 1 : 0;
    try (NativeBlocks n = NativeBlocks.number(root)) {
      this.handle =
          Handle.make(
              ring ->
                  library.bs_ring_new(kernel.number(), n.address(), n.width(), this.secret, ring),
              library::bs_ring_free);
      n.wipe();
    }
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
    int count = out.count();
    try (NativeBlocks as = NativeBlocks.in(a, count, elementBytes());
        NativeBlocks bs = NativeBlocks.in(b, count, elementBytes());
        NativeBlocks outs = NativeBlocks.out(out, elementBytes())) {
      call(ring -> library.bs_multiply(ring, as.address(), bs.address(), outs.address(), count));
    }
  }

  @Override
  public void multiplyLifted(BlockArray residues, BlockArray units, BlockArray out) {
    int count = out.count();
    try (NativeBlocks ms = NativeBlocks.in(residues, count, rootBytes());
        NativeBlocks us = NativeBlocks.in(units, count, elementBytes());
        NativeBlocks outs = NativeBlocks.out(out, elementBytes())) {
      call(
          ring ->
              library.bs_multiply_lifted(ring, ms.address(), us.address(), outs.address(), count));
    }
  }

  @Override
  public void residues(BlockArray elements, BlockArray out) {
    int count = out.count();
    try (NativeBlocks as = NativeBlocks.in(elements, count, elementBytes());
        NativeBlocks outs = NativeBlocks.out(out, rootBytes())) {
      call(ring -> library.bs_residue(ring, as.address(), outs.address(), count));
    }
  }

  @Override
  public BigInteger product(BlockArray elements) {
    try (NativeBlocks as = NativeBlocks.in(elements, elements.count(), elementBytes());
        NativeBlocks product = NativeBlocks.allocate(1, elementBytes())) {
      call(ring -> library.bs_product(ring, as.address(), elements.count(), 1, product.address()));
      return product.get(0);
    }
  }

  @Override
  public void power(BlockArray elements, BigInteger exponent, BlockArray out) {
    int count = out.count();
    try (NativeBlocks as = NativeBlocks.in(elements, count, elementBytes());
        NativeBlocks e = NativeBlocks.number(Roots.requireNonNegative(exponent));
        NativeBlocks outs = NativeBlocks.out(out, elementBytes())) {
      call(
          ring ->
              library.bs_power(
                  ring, as.address(), e.address(), e.width(), secret, outs.address(), count));
      e.wipe();
    }
  }

  @Override
  public SignedProduct weightedProduct(BlockArray elements, long[] weights) {
    int count = elements.count();
    if (weights.length != count) {
      throw new IllegalArgumentException(weights.length + " weights for " + count + " elements");
    }
    try (NativeBlocks as = NativeBlocks.in(elements, count, elementBytes());
        NativeBlocks ws = NativeBlocks.allocate(count, Long.BYTES);
        NativeBlocks products = NativeBlocks.allocate(2, elementBytes())) {
      ws.putLongs(weights);
      long positive = products.address();
      call(
          ring ->
              library.bs_weighted_product(
                  ring, as.address(), ws.address(), count, positive, positive + elementBytes(), 0));
      return new SignedProduct(products.get(0), products.get(1));
    }
  }

  @Override
  public FixedBase fixedBase(BigInteger base, int exponentBits, int window) {
    return new KernelFixedBase(library, this, base, inverse(base), exponentBits, window);
  }

  /**
   * Returns the inverse modulo the root; of a secret one, which is a prime, by Fermat's theorem.
   */
  private BigInteger inverse(BigInteger base) {
    if (secret != 0) {
      BigInteger inverse = power(base, root.subtract(BigInteger.TWO)).mod(root);
      if (!inverse.multiply(base).mod(root).equals(BigInteger.ONE)) {
        throw new IllegalArgumentException(
            "a ring for secret powers makes tables for a prime only");
      }
      return inverse;
    }
    if (!root.gcd(base).equals(BigInteger.ONE)) {
      throw new IllegalArgumentException("the base of a table shares a factor with the modulus");
    }
    return base.modInverse(root);
  }

  @Override
  public long fixedBaseBytes(int exponentBits, int window) {
    long bytes =
        NativeCall.status(handle, ring -> library.bs_fixed_base_size(ring, exponentBits, window));
    Status.check(Math.min(bytes, 0));
    return bytes;
  }

  /** Returns all that there is: the library has its tables outside of Java's memory. */
  @Override
  public long fixedBaseRoom() {
    return Long.MAX_VALUE;
  }

  /** Returns what frees the ring, for objects of the library that need it to live. */
  Handle handle() {
    return handle;
  }

  private void call(NativeCall call) {
    NativeCall.on(handle, call);
  }

  @Override
  public void close() {
    handle.close();
  }
}
