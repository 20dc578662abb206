package io.blindsum.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.InvalidCiphertextException;
import io.blindsum.paillier.KeyMismatchException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CiphertextReducerTest {
  @TempDir private Path folder;

  private final PaillierPublicKey key = Vectors.privateKey("blum-1024").publicKey();

  static Stream<ModularArithmetic> backends() {
    return Backends.underTest();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theResultDoesNotDependOnTheSplit(ModularArithmetic arithmetic) {
    Random random = Seeds.random("split");
    for (int count : new int[] {0, 1, 7, 8, 9, 63, 1000, 9001}) {
      BlockArray blocks = units(count, random);
      BigInteger product = BigInteger.ONE;
      for (int i = 0; i < count; i++) {
        product = product.multiply(blocks.get(i)).mod(key.modulusSquared());
      }
      for (int leaf : new int[] {1, 5, 64, CiphertextReducer.LEAF}) {
        try (CiphertextReducer reducer = CiphertextReducer.withLeaf(key, arithmetic, leaf)) {
          assertThat(reducer.sum(new CiphertextBatch(key, blocks)).value()).isEqualTo(product);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void weightedSumsDoNotDependOnTheSplitEither(ModularArithmetic arithmetic) {
    Random random = Seeds.random("weighted split");
    BigInteger n2 = key.modulusSquared();
    for (int count : new int[] {0, 1, 9, 500}) {
      BlockArray blocks = units(count, random);
      long[] weights = random.longs(count, -70_000, 70_000).toArray();
      BigInteger product = BigInteger.ONE;
      for (int i = 0; i < count; i++) {
        BigInteger power = blocks.get(i).modPow(BigInteger.valueOf(weights[i]), n2);
        product = product.multiply(power).mod(n2);
      }
      try (CiphertextReducer reducer = CiphertextReducer.of(key, arithmetic)) {
        for (int threads : new int[] {1, 2, 5}) {
          CiphertextBatch batch = new CiphertextBatch(key, blocks);
          WeightedSum sum = onThreads(threads, () -> reducer.weightedSum(batch, weights));
          BigInteger inverse = sum.negative().value().modInverse(n2);
          assertThat(sum.positive().value().multiply(inverse).mod(n2)).isEqualTo(product);
        }
      }
    }
  }

  private static <T> T onThreads(int count, Callable<T> work) {
    ForkJoinPool pool = new ForkJoinPool(count);
    try {
      return pool.submit(work).join();
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void sumsAMappedFile(ModularArithmetic arithmetic) throws Exception {
    BlockArray blocks = units(5000, Seeds.random("mapped"));
    Path file = folder.resolve("body");
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        CiphertextReducer reducer = CiphertextReducer.of(key, arithmetic)) {
      // an offset that no vector instruction likes
      channel.write(blocks.bytes(), 3);
      ByteBuffer mapped = channel.map(MapMode.READ_ONLY, 3, channel.size() - 3);
      BlockArray body = BlockArray.over(mapped, key.ciphertextBytes());
      assertThat(reducer.sum(new CiphertextBatch(key, body)))
          .isEqualTo(reducer.sum(new CiphertextBatch(key, blocks)));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void namesTheFirstBadCiphertextOfABatch(ModularArithmetic arithmetic) {
    Random random = Seeds.random("bad");
    BlockArray blocks = units(9001, random);
    BigInteger p = Vectors.privateKey("blum-1024").p();
    try (CiphertextReducer reducer = CiphertextReducer.of(key, arithmetic)) {
      for (int first : new int[] {9000, 5000, 4096, 4095, 1, 0}) {
        // the ones found before stay behind it
        blocks.set(first, p.multiply(BigInteger.valueOf(1 + random.nextInt(1000))));
        assertThatThrownBy(() -> reducer.sum(new CiphertextBatch(key, blocks)))
            .isInstanceOfSatisfying(
                InvalidCiphertextException.class, e -> assertThat(e.index()).isEqualTo(first));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void refusesABatchOfAnotherKey(ModularArithmetic arithmetic) {
    PaillierPublicKey other = Vectors.privateKey("safe-1024").publicKey();
    try (CiphertextReducer reducer = CiphertextReducer.of(other, arithmetic)) {
      assertThatThrownBy(() -> reducer.sum(new CiphertextBatch(key, BlockArray.allocate(1, 256))))
          .isInstanceOf(KeyMismatchException.class);
    }
  }

  private BlockArray units(int count, Random random) {
    BlockArray blocks = BlockArray.allocate(count, key.ciphertextBytes());
    for (int i = 0; i < count; i++) {
      blocks.set(i, new BigInteger(2000, random).setBit(0));
    }
    return blocks;
  }
}
