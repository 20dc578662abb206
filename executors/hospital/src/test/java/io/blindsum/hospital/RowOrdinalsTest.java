package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row keeps its number, in whatever order and selection rows come. */
class RowOrdinalsTest {
  private static final int ROWS = 5_000;

  @TempDir private Path folder;

  @Test
  void numbersAreThoseOfAMap() throws Exception {
    Random random = Seeds.random("RowOrdinalsTest");
    Path file = folder.resolve("rows");
    long[] digests = random.longs(ROWS).toArray();
    Map<Long, Integer> numbers = new HashMap<>();
    int known = 0;
    for (int question = 0; question < 40; question++) {
      RowOrdinals ordinals = RowOrdinals.open(file);
      assertThat(ordinals.size()).isEqualTo(numbers.size());
      int leftOut = random.nextInt(4) * random.nextInt(50);
      boolean shuffled = random.nextInt(3) == 0;
      known = Math.min(ROWS, known + random.nextInt(400));
      for (int i = 0; i < known; i += 1 + (leftOut == 0 ? 0 : random.nextInt(leftOut))) {
        long digest = digests[shuffled ? random.nextInt(known) : i];
        int expected = numbers.computeIfAbsent(digest, fresh -> numbers.size());
        assertThat(ordinals.of(digest)).isEqualTo(expected);
      }
      ordinals.save();
      // what a crash leaves of a digest
      int cut = random.nextInt(Long.BYTES - (int) (Files.size(file) % Long.BYTES));
      Files.write(file, new byte[cut], StandardOpenOption.APPEND);
    }
  }
}
