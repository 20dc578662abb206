package io.blindsum.gmp;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.Roots;
import io.blindsum.arith.SquareRing;
import io.blindsum.arith.Users;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * The ring modulo {@code n^2} on GMP, one call an operation. Operands are moved from the blocks to
 * limbs and back by 64-bit loads, and never pass through an object of the heap.
 */
final class GmpRing implements SquareRing {
  private final GmpLibrary gmp;
  private final BigInteger root;
  private final BigInteger modulus;
  private final boolean secret;
  private final Limbs modulusLimbs;
  private final Limbs rootLimbs;
  private final Deque<Scratch> idle = new ArrayDeque<>();
  private final List<Scratch> all = new ArrayList<>();
  private final Users users = new Users(this::wipe);

  /**
   * Opens the ring.
   *
   * @param secret whether root and exponents are secret: powers then take the same time for all
   *     values of the same length
   */
  GmpRing(GmpLibrary gmp, BigInteger root, boolean secret) {
    this.gmp = gmp;
    this.root = Roots.requireOdd(root);
    this.modulus = root.multiply(root);
    this.secret = secret;
    this.modulusLimbs = Limbs.of(modulus, Limbs.forBytes((modulus.bitLength() + 7) / 8));
    this.rootLimbs = Limbs.of(root, Limbs.forBytes(rootBytes()));
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
    withScratch(
        scratch -> {
          ByteBuffer as = a.bytes();
          ByteBuffer bs = b.bytes();
          ByteBuffer outs = out.bytes();
          int width = elementBytes();
          for (int offset = 0; offset < out.count() * width; offset += width) {
            scratch.a.set(as, offset, width);
            scratch.b.set(bs, offset, width);
            multiplyInto(scratch.a, scratch);
            scratch.a.get(outs, offset, width);
          }
          return out;
        });
  }

  @Override
  public void multiplyLifted(BlockArray residues, BlockArray units, BlockArray out) {
    withScratch(
        scratch -> {
          ByteBuffer ms = residues.bytes();
          ByteBuffer us = units.bytes();
          ByteBuffer outs = out.bytes();
          int width = elementBytes();
          for (int i = 0; i < out.count(); i++) {
            scratch.m.set(ms, i * rootBytes(), rootBytes());
            lift(scratch);
            scratch.b.set(us, i * width, width);
            multiplyInto(scratch.a, scratch);
            scratch.a.get(outs, i * width, width);
          }
          return out;
        });
  }

  @Override
  public void residues(BlockArray elements, BlockArray out) {
    withScratch(
        scratch -> {
          ByteBuffer as = elements.bytes();
          ByteBuffer outs = out.bytes();
          for (int i = 0; i < out.count(); i++) {
            scratch.a.set(as, i * elementBytes(), elementBytes());
            gmp.__gmpn_tdiv_qr(
                scratch.quotient.address(),
                scratch.m.address(),
                0,
                scratch.a.address(),
                modulusLimbs.count(),
                rootLimbs.address(),
                rootLimbs.count());
            scratch.m.get(outs, i * rootBytes(), rootBytes());
          }
          return out;
        });
  }

  @Override
  public BigInteger product(BlockArray elements) {
    return withScratch(
        scratch -> {
          ByteBuffer bytes = elements.bytes();
          int width = elementBytes();
          scratch.a.wipe();
          scratch.a.put(0, 1);
          for (int i = 0; i < elements.count(); i++) {
            scratch.b.set(bytes, i * width, width);
            multiplyInto(scratch.a, scratch);
          }
          return scratch.a.toBigInteger();
        });
  }

  @Override
  public void power(BlockArray elements, BigInteger exponent, BlockArray out) {
    if (Roots.requireNonNegative(exponent).signum() == 0) {
      withScratch(scratch -> ones(out));
      return;
    }
    Limbs e = Limbs.of(exponent, Limbs.forBytes((exponent.bitLength() + 7) / 8));
    withScratch(
        scratch -> {
          PowerOperation power =
              secret
                  ? new SecretPower(gmp, modulusLimbs, e, exponent.bitLength())
                  : new PublicPower(gmp, modulusLimbs, e);
          try (power) {
            int width = elementBytes();
            for (int i = 0; i < out.count(); i++) {
              scratch.b.set(elements.bytes(), i * width, width);
              power.compute(scratch.b, scratch.a);
              scratch.a.get(out.bytes(), i * width, width);
            }
          }
          return out;
        });
    e.wipe();
  }

  private static BlockArray ones(BlockArray out) {
    for (int i = 0; i < out.count(); i++) {
      out.set(i, BigInteger.ONE);
    }
    return out;
  }

  /** Computes a = a b mod n^2. */
  private void multiplyInto(Limbs a, Scratch scratch) {
    int limbs = modulusLimbs.count();
    gmp.__gmpn_mul_n(scratch.product.address(), a.address(), scratch.b.address(), limbs);
    gmp.__gmpn_tdiv_qr(
        scratch.quotient.address(),
        a.address(),
        0,
        scratch.product.address(),
        2L * limbs,
        modulusLimbs.address(),
        limbs);
  }

  /** Computes a = 1 + m n, which is below n^2 as m is below n. */
  private void lift(Scratch scratch) {
    int limbs = rootLimbs.count();
    gmp.__gmpn_mul_n(scratch.product.address(), scratch.m.address(), rootLimbs.address(), limbs);
    for (int i = 0; i < modulusLimbs.count(); i++) {
      scratch.a.put(i, scratch.product.get(i));
    }
    long carry = 1;
    for (int i = 0; carry != 0 && i < modulusLimbs.count(); i++) {
      long sum = scratch.a.get(i) + carry;
      scratch.a.put(i, sum);
      carry = sum == 0 ? 1 : 0;
    }
  }

  private <T> T withScratch(Function<Scratch, T> work) {
    return users.during(
        () -> {
          Scratch scratch = take();
          try {
            return work.apply(scratch);
          } finally {
            giveBack(scratch);
          }
        });
  }

  private Scratch take() {
    synchronized (idle) {
      Scratch scratch = idle.poll();
      if (scratch == null) {
        scratch = new Scratch(modulusLimbs.count(), rootLimbs.count());
        all.add(scratch);
      }
      return scratch;
    }
  }

  private void giveBack(Scratch scratch) {
    synchronized (idle) {
      idle.push(scratch);
    }
  }

  @Override
  public void close() {
    users.close();
  }

  /** Not before the last call is over: GMP ends the process where it divides by zero. */
  private void wipe() {
    synchronized (idle) {
      all.forEach(Scratch::wipe);
      if (secret) {
        modulusLimbs.wipe();
        rootLimbs.wipe();
      }
    }
  }

  /** The numbers that one batch call works on; as many as threads ever worked at once. */
  private static final class Scratch {
    final Limbs a;
    final Limbs b;
    final Limbs m;
    final Limbs product;
    final Limbs quotient;

    Scratch(int modulusLimbs, int rootLimbs) {
      a = Limbs.allocate(modulusLimbs);
      b = Limbs.allocate(modulusLimbs);
      m = Limbs.allocate(rootLimbs);
      product = Limbs.allocate(2 * Math.max(modulusLimbs, rootLimbs));
      quotient = Limbs.allocate(modulusLimbs + 1);
    }

    void wipe() {
      a.wipe();
      b.wipe();
      m.wipe();
      product.wipe();
      quotient.wipe();
    }
  }
}
