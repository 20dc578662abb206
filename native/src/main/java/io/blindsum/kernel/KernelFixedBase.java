package io.blindsum.kernel;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FixedBase;
import java.math.BigInteger;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/** A fixed-base table in the memory of the library. */
final class KernelFixedBase implements FixedBase {
  /** The row of a digit is read alone, not found by a scan of all rows. */
  private static final int DIRECT = 0;

  private final KernelLibrary library;
  private final int exponentBits;
  private final int rootBytes;
  private final int elementBytes;
  private final Handle table;

  /**
   * Makes the table.
   *
   * @param inverse the inverse of the base modulo the ring's root
   */
  KernelFixedBase(
      KernelLibrary library,
      KernelRing ring,
      BigInteger base,
      BigInteger inverse,
      int exponentBits,
      int window) {
    this.library = library;
    this.exponentBits = exponentBits;
    this.rootBytes = ring.rootBytes();
    this.elementBytes = ring.elementBytes();
    Handle owner = ring.handle();
    // the table points to the ring, which it holds until it is freed itself
    long pointer = owner.acquire();
    try (NativeBlocks g = NativeBlocks.in(BlockArray.of(elementBytes, base), 1, elementBytes);
        NativeBlocks i = NativeBlocks.in(BlockArray.of(rootBytes, inverse), 1, rootBytes)) {
      this.table =
          Handle.make(
              made ->
                  library.bs_fixed_base_new(
                      pointer, g.address(), i.address(), exponentBits, window, threads(), made),
              made -> {
                library.bs_fixed_base_free(made);
                owner.release();
              });
      g.wipe();
      i.wipe();
    } catch (RuntimeException e) {
      owner.release();
      throw e;
    }
  }

  /** Returns the threads that the caller's pool computes with, or the common pool and he. */
  private static int threads() {
    ForkJoinPool pool = ForkJoinTask.getPool();
    int all = pool == null ? ForkJoinPool.getCommonPoolParallelism() + 1 : pool.getParallelism();
    return Math.min(all, KernelLibrary.MAX_THREADS);
  }

  @Override
  public int exponentBits() {
    return exponentBits;
  }

  @Override
  public void power(BlockArray exponents, BlockArray out) {
    int count = out.count();
    int width = exponentBytes();
    try (NativeBlocks es = NativeBlocks.in(exponents, count, width);
        NativeBlocks outs = NativeBlocks.out(out, elementBytes)) {
      NativeCall.on(
          table,
          pointer ->
              library.bs_fixed_base_power(
                  pointer, es.address(), width, DIRECT, outs.address(), count, 0));
    }
  }

  @Override
  public void encrypt(BlockArray residues, BlockArray exponents, BlockArray out) {
    int count = out.count();
    int width = exponentBytes();
    try (NativeBlocks ms = NativeBlocks.in(residues, count, rootBytes);
        NativeBlocks es = NativeBlocks.in(exponents, count, width);
        NativeBlocks outs = NativeBlocks.out(out, elementBytes)) {
      NativeCall.on(
          table,
          pointer ->
              library.bs_fixed_base_encrypt(
                  pointer, ms.address(), es.address(), width, DIRECT, outs.address(), count));
    }
  }

  @Override
  public void close() {
    table.close();
  }
}
