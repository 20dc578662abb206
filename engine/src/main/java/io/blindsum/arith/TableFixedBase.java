package io.blindsum.arith;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The fixed-base table of any ring: with the digits {@code d_i} of the exponent in radix {@code
 * 2^window}, {@code base^e} is the product of {@code base^(d_i 2^(window i))}, and row {@code i}
 * holds that factor for each digit.
 */
final class TableFixedBase implements FixedBase {
  private static final int MAX_WINDOW = 16;
  private static final int MAX_EXPONENT_BITS = 32768;

  private final SquareRing ring;
  private final int exponentBits;
  private final int window;
  private final BlockArray[] rows;
  private final Users users = new Users(this::wipe);

  TableFixedBase(SquareRing ring, BigInteger base, int exponentBits, int window) {
    this.ring = ring;
    this.exponentBits = 1 + Objects.checkIndex(exponentBits - 1, MAX_EXPONENT_BITS);
    this.window = 1 + Objects.checkIndex(window - 1, MAX_WINDOW);
    int positions = (exponentBits + window - 1) / window;
    BlockArray steps = steps(base, positions);
    this.rows =
        Stream.generate(() -> BlockArray.allocate(1 << window, ring.elementBytes()))
            .limit(positions)
            .toArray(BlockArray[]::new);
    Chunks.forEach(
        positions,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            fill(rows[i], steps, i);
          }
        });
    steps.wipe();
  }

  /** Returns {@code base^(2^(window i))} for each position. */
  private BlockArray steps(BigInteger base, int positions) {
    BlockArray steps = BlockArray.allocate(positions, ring.elementBytes());
    BigInteger radix = BigInteger.ONE.shiftLeft(window);
    BigInteger step = base;
    for (int i = 0; i < positions; i++) {
      steps.set(i, step);
      step = ring.power(step, radix);
    }
    return steps;
  }

  /** Writes the powers {@code step^d} for all digits, each time doubling what is there. */
  private void fill(BlockArray row, BlockArray steps, int position) {
    row.set(0, BigInteger.ONE);
    row.copy(1, steps, position);
    BlockArray factor = BlockArray.allocate(row.count() / 2, row.blockBytes());
    for (int known = 2; known < row.count(); known *= 2) {
      BlockArray middle = row.slice(known / 2, known / 2 + 1);
      ring.multiply(middle, middle, factor.slice(0, 1));
      for (int i = 1; i < known; i++) {
        factor.copy(i, factor, 0);
      }
      ring.multiply(row.slice(0, known), factor.slice(0, known), row.slice(known, 2 * known));
    }
    factor.wipe();
  }

  @Override
  public int exponentBits() {
    return exponentBits;
  }

  @Override
  public void power(BlockArray exponents, BlockArray out) {
    if (exponents.blockBytes() != exponentBytes() || exponents.count() != out.count()) {
      throw new IllegalArgumentException(
          "one exponent of " + exponentBytes() + " bytes expected for each result");
    }
    int wide = exponents.firstNotBelow(BigInteger.ONE.shiftLeft(exponentBits));
    if (wide >= 0) {
      throw new IllegalArgumentException(
          "exponent " + wide + " has more than " + exponentBits + " bits");
    }
    users.acquire();
    try {
      look(exponents.bytes(), out);
    } finally {
      users.release();
    }
  }

  /** Multiplies what the table has for each digit of the exponents. */
  private void look(ByteBuffer exponents, BlockArray out) {
    BlockArray factors = BlockArray.allocate(out.count(), out.blockBytes());
    for (int position = 0; position < rows.length; position++) {
      BlockArray target = position == 0 ? out : factors;
      for (int i = 0; i < out.count(); i++) {
        target.copy(i, rows[position], digit(exponents, i, position * window));
      }
      if (position > 0) {
        ring.multiply(out, factors, out);
      }
    }
    factors.wipe();
  }

  /** Returns the {@code window} bits from bit {@code shift} on of the exponent at an index. */
  private int digit(ByteBuffer exponents, int index, int shift) {
    int lowest = (index + 1) * exponentBytes() - 1 - shift / 8;
    int digit = 0;
    // 16 bits lie in three bytes
    for (int i = 0; i < 3 && lowest - i >= index * exponentBytes(); i++) {
      digit |= Byte.toUnsignedInt(exponents.get(lowest - i)) << (8 * i);
    }
    return digit >>> (shift % 8) & ((1 << window) - 1);
  }

  @Override
  public void encrypt(BlockArray residues, BlockArray exponents, BlockArray out) {
    power(exponents, out);
    ring.multiplyLifted(residues, out, out);
  }

  @Override
  public void close() {
    users.close();
  }

  private void wipe() {
    for (BlockArray row : rows) {
      row.wipe();
    }
  }
}
