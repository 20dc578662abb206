package io.blindsum.benchmarks.common;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.PaillierPublicKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * Random operands, the same ones in each run. They are no ciphertexts of anything: what they cost
 * does not depend on that.
 */
public final class Operands {
  private static final long SEED = 20_261_124;

  private Operands() {}

  /** Returns plaintexts below {@code n}. */
  public static BlockArray plaintexts(PaillierPublicKey key, int count) {
    return below(BlockArray.allocate(count, key.plaintextBytes()), key.modulus());
  }

  /** Returns numbers below {@code n^2}; as good as surely units. */
  public static BlockArray ciphertexts(PaillierPublicKey key, int count) {
    return below(BlockArray.allocate(count, key.ciphertextBytes()), key.modulusSquared());
  }

  /** Returns numbers below a bound. */
  public static BlockArray below(BigInteger bound, int count) {
    return below(BlockArray.allocate(count, (bound.bitLength() + 7) / 8), bound);
  }

  /** Returns positive weights of so many bits at most. */
  public static long[] weights(int count, int bits) {
    return new SplittableRandom(SEED).longs(count, 1, 1L << bits).toArray();
  }

  /**
   * Writes ciphertexts to a file and maps it for reading.
   *
   * @param count at most 2^31 bytes of them
   */
  public static BlockArray mapped(PaillierPublicKey key, int count, Path file) throws IOException {
    int width = key.ciphertextBytes();
    long bytes = (long) count * width;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer body = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
      below(BlockArray.over(body, width), key.modulusSquared());
      return BlockArray.over(channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes), width);
    }
  }

  /** Fills blocks that are as wide as the bound with random numbers below it. */
  private static BlockArray below(BlockArray blocks, BigInteger bound) {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] bytes = new byte[blocks.blockBytes()];
    // a top byte below that of the bound decides, whatever follows
    int topBytes = bound.shiftRight(8 * (blocks.blockBytes() - 2)).intValueExact();
    for (int i = 0; i < blocks.count(); i++) {
      random.nextBytes(bytes);
      int top = random.nextInt(topBytes);
      bytes[0] = (byte) (top >>> 8);
      bytes[1] = (byte) top;
      blocks.bytes().put(i * blocks.blockBytes(), bytes);
    }
    return blocks;
  }
}
