package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.LongForm;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.BitSetUtil;
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
  private static final int AT_ONCE = LongForm.of(20, 50);

  private final SplittableRandom random = new SplittableRandom(20261130);
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
    System.gc();
    List<MemoryPoolMXBean> memory = ManagementFactory.getMemoryPoolMXBeans();
    memory.forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = System.nanoTime();
    assertThat(answered.admits(next)).isTrue();
    long compared = System.nanoTime();
    answered.add(next);
    System.out.printf(
        "%,d answered questions about %,d rows: %,d MB on the disk; the next one compared in %.2f"
            + " s, kept in %.2f s, with at most %,d MB of memory%n",
        QUESTIONS,
        ROWS,
        Files.size(file) / 1_000_000,
        (compared - start) / 1e9,
        (System.nanoTime() - compared) / 1e9,
        memory.stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum()
            / 1_000_000);
    RoaringBitmap near = next.get(0).cells().get(0).toBitmap().clone();
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
    int sixteenths = 1 + random.nextInt(8);
    long[] all = new long[ROWS / Long.SIZE];
    long[] first = new long[all.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = bits(sixteenths);
      first[i] = all[i] & random.nextLong();
    }
    RoaringBitmap cohort = BitSetUtil.bitmapOf(all);
    RoaringBitmap group = BitSetUtil.bitmapOf(first);
    return List.of(partition(cohort), partition(group, RoaringBitmap.andNot(cohort, group)));
  }

  /** Returns random bits of which so many of sixteen are 1. */
  private long bits(int sixteenths) {
    long bits = 0;
    for (int digit = 0; digit < 4; digit++) {
      long next = random.nextLong();
      bits = ((sixteenths >> digit) & 1) == 0 ? bits & next : bits | next;
    }
    return bits;
  }

  private static AnsweredPartition partition(RoaringBitmap... cells) {
    return new AnsweredPartition("", Set.of(), Stream.of(cells).map(PatientSet::of).toList());
  }
}
