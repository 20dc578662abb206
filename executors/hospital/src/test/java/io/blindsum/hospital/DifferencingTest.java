package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.JobException;
import io.blindsum.messages.Message;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.service.AuditException;
import io.blindsum.testing.Requirement;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** No two answers of a site, and no three, differ by a few patients. */
class DifferencingTest {
  private static final int LEAST = 10;
  private static final int PATIENTS = 400;
  private static final int ROUNDS = 200;
  private static final int COHORTS = 50;
  private static final long SEED = Long.getLong("seed", 20261130);

  @TempDir private Path folder;

  @Test
  @Requirement(
      id = "R6",
      figure =
          "10,000 random overlapping cohorts, also unions, complements and neighbours of answered"
              + " ones: 0 differences of 1 to k-1 patients, of two or of three")
  void noRandomCohortsLeaveASmallDifference() throws Exception {
    System.out.println("DifferencingTest: -Dseed=" + SEED);
    Random random = new Random(SEED);
    int answered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      AnsweredCells cells = new AnsweredCells(folder.resolve("answered-" + round), LEAST);
      List<RoaringBitmap> known = new ArrayList<>();
      for (int i = 0; i < COHORTS; i++) {
        RoaringBitmap cohort = cohort(random, known);
        List<AnsweredPartition> asked = partition(cohort);
        if (cohort.getCardinality() >= LEAST && cells.admits(asked)) {
          assertThat(leaks(known, cohort)).as("round %d cohort %d", round, i).isFalse();
          cells.add(asked);
          known.add(cohort);
        }
      }
      answered += known.size();
    }
    assertThat(answered).isGreaterThan(ROUNDS);
  }

  private static RoaringBitmap cohort(Random random, List<RoaringBitmap> known) {
    RoaringBitmap set = new RoaringBitmap();
    if (known.isEmpty() || random.nextInt(3) == 0) {
      int from = random.nextInt(PATIENTS);
      IntStream.range(from, Math.min(PATIENTS, from + random.nextInt(PATIENTS))).forEach(set::add);
      return set;
    }
    set = known.get(random.nextInt(known.size())).clone();
    RoaringBitmap other = known.get(random.nextInt(known.size()));
    switch (random.nextInt(4)) {
      case 0 -> set.or(other);
      case 1 -> set.andNot(other);
      case 2 -> set.xor(RoaringBitmap.bitmapOfRange(0, PATIENTS));
      default -> {}
    }
    for (int i = random.nextInt(16); i > 0; i--) {
      set.flip(random.nextInt(PATIENTS), 1L + random.nextInt(PATIENTS));
      if (random.nextBoolean()) {
        break;
      }
    }
    for (int i = random.nextInt(12); i > 0; i--) {
      int patient = random.nextInt(PATIENTS);
      set.flip((long) patient, patient + 1L);
    }
    return set;
  }

  /** Looks at all pairs and triples, one by one. */
  private static boolean leaks(List<RoaringBitmap> known, RoaringBitmap cohort) {
    for (RoaringBitmap a : known) {
      if (isFew(RoaringBitmap.xor(a, cohort))) {
        return true;
      }
      for (RoaringBitmap b : known) {
        if (known.contains(cohort)) {
          continue;
        }
        if (isFew(RoaringBitmap.xor(RoaringBitmap.or(a, b), cohort))
            || isFew(RoaringBitmap.xor(RoaringBitmap.andNot(a, b), cohort))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isFew(RoaringBitmap set) {
    return !set.isEmpty() && set.getCardinality() < LEAST;
  }

  @Test
  @Requirement(
      id = "R6",
      figure = "one patient more, one fewer, his complement, after a restart: refused")
  void aCohortWithOnePatientMoreIsRefused() throws Exception {
    String rows =
        IntStream.range(0, PATIENTS)
            .mapToObj(i -> i + "," + i % 90 + "," + (i % 2 == 0 ? "F" : "M") + "\n")
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("c.csv"), "pid,age,sex\n" + rows);
    for (String id : List.of("", "  id: key\n")) {
      Path own = Files.createDirectory(folder.resolve(id.isEmpty() ? "digests" : "ids"));
      String csv = Files.readString(folder.resolve("c.csv"));
      Files.writeString(own.resolve("c.csv"), withKey(csv));
      String datasets =
          "c:\n  csv: c.csv\n%s  columns:\n    pid: int[0..399]\n    age: int[0..120]\n"
                  .formatted(id)
              + "    sex: cat{F,M}\n";
      try (DirectSite site = DirectSite.open(own, datasets, "where: true")) {
        assertThat(answered(site, "pid >= 100")).isTrue();
        assertThat(answered(site, "pid >= 100")).isTrue();
        assertThat(answered(site, "pid >= 99")).isFalse();
        assertThat(answered(site, "pid > 100")).isFalse();
        assertThat(answered(site, "")).isTrue();
        assertThat(answered(site, "pid <= 100")).isFalse();
        assertThat(answered(site, "pid < 100")).isTrue();
      }
      try (DirectSite site = DirectSite.open(own, datasets, "where: true")) {
        assertThat(answered(site, "pid >= 99")).isFalse();
        assertThat(answered(site, "pid >= 110")).isTrue();
      }
    }
  }

  @Test
  void answersOfTheFirstVersionsCountAndThoseOfUnknownOnesAreRefused() throws Exception {
    RoaringBitmap cohort = RoaringBitmap.bitmapOfRange(0, 100);
    ByteBuffer cell = ByteBuffer.allocate(cohort.serializedSizeInBytes());
    cohort.serialize(cell);
    // the quantity of a mere count: no character
    byte[] record =
        ByteBuffer.allocate(2 + cell.capacity()).putShort((short) 0).put(cell.flip()).array();
    AnsweredCells answered = answered("first", record);
    assertThat(answered.admits(partition(100))).isTrue();
    assertThat(answered.admits(partition(101))).isFalse();
    answered.add(partition(150));
    assertThat(answered.admits(partition(149))).isFalse();
    assertThat(answered.admits(partition(120))).isTrue();
    AnsweredCells unknown = answered("unknown", new byte[] {0, 0, 0, 0, 0, 2, 0, 0, 0, 9});
    assertThatThrownBy(() -> unknown.admits(partition(100)))
        .isInstanceOf(AuditException.class)
        .hasMessage("answered-unknown is of another version: go back to that one");
  }

  @Test
  void smallCellsOfALowerMinimumRefuseNothingButWhatIsNearThem() throws Exception {
    Path file = folder.resolve("answered-lower");
    PatientSet small = PatientSet.of(RoaringBitmap.bitmapOfRange(0, 15));
    PatientSet rest = PatientSet.of(RoaringBitmap.bitmapOfRange(15, 200));
    new AnsweredCells(file, 10)
        .add(List.of(new AnsweredPartition("", Set.of(), List.of(small, rest))));
    AnsweredCells answered = new AnsweredCells(file, 20);
    PatientSet half = PatientSet.of(RoaringBitmap.bitmapOfRange(100, 300));
    PatientSet other = PatientSet.of(RoaringBitmap.bitmapOfRange(300, 500));
    assertThat(answered.admits(List.of(new AnsweredPartition("", Set.of(), List.of(half, other)))))
        .isTrue();
    assertThat(answered.admits(partition(RoaringBitmap.bitmapOfRange(0, 34)))).isFalse();
  }

  @Test
  void alteredAnswersFailJobsWithoutTheirFile() throws Exception {
    Files.writeString(folder.resolve("c.csv"), "age\n" + "50\n".repeat(40));
    String datasets = "c:\n  csv: c.csv\n  columns:\n    age: int[0..120]\n";
    try (DirectSite site = DirectSite.open(folder, datasets, "where: true")) {
      assertThat(answered(site, "")).isTrue();
      try (Stream<Path> files = Files.list(folder.resolve("state"))) {
        Path file = files.filter(f -> f.toString().contains("answered-")).findAny().orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
      }
      assertThatThrownBy(() -> answered(site, ""))
          .isInstanceOf(JobException.class)
          .hasMessage("the executor's state was altered");
    }
  }

  private static List<AnsweredPartition> partition(long patients) {
    return partition(RoaringBitmap.bitmapOfRange(0, patients));
  }

  private static List<AnsweredPartition> partition(RoaringBitmap cell) {
    return List.of(new AnsweredPartition("", Set.of(), List.of(PatientSet.of(cell))));
  }

  /** Writes one record with its length and checksum. */
  private AnsweredCells answered(String name, byte[] record) throws Exception {
    CRC32 crc = new CRC32();
    crc.update(record);
    Path file = folder.resolve("answered-" + name);
    Files.write(
        file,
        ByteBuffer.allocate(12 + record.length)
            .putInt(record.length)
            .putLong(crc.getValue())
            .put(record)
            .array());
    return new AnsweredCells(file, LEAST);
  }

  private static String withKey(String csv) {
    return csv.lines()
        .map(line -> (line.startsWith("pid") ? "key," : "k" + line.hashCode() + ",") + line + "\n")
        .collect(Collectors.joining());
  }

  private static boolean answered(DirectSite site, String where) throws Exception {
    Map<String, Object> kwargs = Site.planOf("c", "age", "int[0..120]");
    if (!where.isEmpty()) {
      kwargs.put("where", where);
      kwargs.put("where_columns", Map.of("pid", "int[0..399]"));
    }
    Message message =
        Signed.parse("out", site.call(HospitalFunctions.PLAN_COHORT, kwargs).get(0)).message();
    if (message instanceof AbstainedMessage abstained) {
      assertThat(abstained.reason()).isEqualTo(CellMinimum.REFUSAL);
    }
    return message instanceof PlanMessage;
  }
}
