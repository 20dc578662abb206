package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.LongForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/**
 * What it takes to number 10,000,000 rows and to compare a question with 1,000 answered ones, each
 * of a random share of the rows in two groups. Prints time, memory and disk.
 *
 * <p>In full: {@code mvn -pl executors/hospital -am test -Dtest=AnsweredCellsLoadTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dblindsum.long=true}.
 */
class AnsweredCellsLoadTest {
  private static final int LEAST = 10;
  private static final int ROWS = LongForm.of(100_000, 10_000_000);
  private static final int QUESTIONS = LongForm.of(20, 1_000);
  private static final int AT_ONCE = 20;

  private final Random random = new Random(20261130);
  @TempDir private Path folder;

  @Test
  void numbersRowsAndCompares() throws Exception {
    number();
    Path file = folder.resolve("answered");
    AnsweredCells answered = new AnsweredCells(file, LEAST);
    for (int i = 0; i < QUESTIONS; i += AT_ONCE) {
      List<AnsweredPartition> cells = new ArrayList<>();
      for (int j = 0; j < AT_ONCE; j++) {
        cells.addAll(question());
      }
      answered.add(cells);
    }
    List<AnsweredPartition> next = question();
    long start = System.nanoTime();
    assertThat(answered.admits(next)).isTrue();
    long compared = System.nanoTime();
    answered.add(next);
    System.out.printf(
        "%,d answered questions about %,d rows: %,d MB on the disk; the next one compared in %.2f"
            + " s, kept in %.2f s%n",
        QUESTIONS,
        ROWS,
        Files.size(file) / 1_000_000,
        (compared - start) / 1e9,
        (System.nanoTime() - compared) / 1e9);
    RoaringBitmap near = next.get(0).cells().get(0).clone();
    near.flip((long) ROWS, ROWS + 1L);
    assertThat(answered.admits(List.of(partition(near)))).isFalse();
  }

  private void number() throws Exception {
    Path file = folder.resolve("rows");
    RowOrdinals ordinals = RowOrdinals.open(file);
    long start = System.nanoTime();
    for (int i = 0; i < ROWS; i++) {
      ordinals.of(random.nextLong());
    }
    ordinals.save();
    long numbered = System.nanoTime();
    System.gc();
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    assertThat(RowOrdinals.open(file).size()).isEqualTo(ordinals.size());
    System.out.printf(
        "%,d rows: numbered and kept in %.2f s, %,d MB of memory, %,d MB on the disk; read again in"
            + " %.2f s%n",
        ROWS,
        (numbered - start) / 1e9,
        used / 1_000_000,
        Files.size(file) / 1_000_000,
        (System.nanoTime() - numbered) / 1e9);
  }

  private List<AnsweredPartition> question() {
    double share = 0.05 + random.nextDouble() / 2;
    RoaringBitmap all = new RoaringBitmap();
    RoaringBitmap first = new RoaringBitmap();
    for (int i = 0; i < ROWS; i++) {
      if (random.nextDouble() < share) {
        all.add(i);
        if (random.nextBoolean()) {
          first.add(i);
        }
      }
    }
    return List.of(partition(all), partition(first, RoaringBitmap.andNot(all, first)));
  }

  private static AnsweredPartition partition(RoaringBitmap... cells) {
    return new AnsweredPartition("", Set.of(), List.of(cells));
  }
}
