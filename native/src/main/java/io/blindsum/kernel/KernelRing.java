package io.blindsum.kernel;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FixedBase;
import io.blindsum.arith.Roots;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;
import java.util.Arrays;

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
  public BigInteger weightedProduct(BlockArray elements, long[] weights) {
    if (weights.length != elements.count()) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + elements.count() + " elements");
    }
    if (Arrays.stream(weights).allMatch(weight -> weight >= 0)) {
      return positiveProduct(elements, weights);
    }
    // the kernel reads weights as signed: cut the unsigned ones into halves
    long[] high = Arrays.stream(weights).map(weight -> weight >>> Integer.SIZE).toArray();
    long[] low = Arrays.stream(weights).map(weight -> weight & 0xffff_ffffL).toArray();
    BigInteger shift = BigInteger.ONE.shiftLeft(Integer.SIZE);
    return multiply(power(positiveProduct(elements, high), shift), positiveProduct(elements, low));
  }

  private BigInteger positiveProduct(BlockArray elements, long[] weights) {
    int count = weights.length;
    try (NativeBlocks as = NativeBlocks.in(elements, count, elementBytes());
        NativeBlocks ws = NativeBlocks.allocate(count, Long.BYTES);
        NativeBlocks products = NativeBlocks.allocate(2, elementBytes())) {
      for (int i = 0; i < count; i++) {
        ws.putLong(i, weights[i]);
      }
      long positive = products.address();
      call(
          ring ->
              library.bs_weighted_product(
                  ring, as.address(), ws.address(), count, positive, positive + elementBytes(), 0));
      return products.get(0);
    }
  }

  @Override
  public FixedBase fixedBase(BigInteger base, int exponentBits, int window) {
    return new KernelFixedBase(library, this, base, exponentBits, window);
  }

  @Override
  public long fixedBaseBytes(int exponentBits, int window) {
    long bytes =
        NativeCall.status(handle, ring -> library.bs_fixed_base_size(ring, exponentBits, window));
    Status.check(Math.min(bytes, 0));
    return bytes;
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
