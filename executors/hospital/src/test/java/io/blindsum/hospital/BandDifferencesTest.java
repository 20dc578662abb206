package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Message;
import io.blindsum.messages.PlanRequest;
import io.blindsum.messages.Signed;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Cells that are large enough, and say together what is not. */
class BandDifferencesTest {
  private static final int LEAST = 10;
  private static final Map<String, String> COLUMNS =
      Map.of("age", "int[0..89]", "bmi", "int[0..50]");

  @TempDir private Path folder;

  /** Opens a site of four patients of each age, of whom the first few have none. */
  private DirectSite site(int withoutAge) throws Exception {
    String rows =
        IntStream.range(0, 360)
            .mapToObj(i -> i + "," + (i < withoutAge ? "" : i % 90) + "," + i % 50 + "\n")
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("c.csv"), "pid,age,bmi\n" + rows);
    String datasets =
        "c:\n  csv: c.csv\n  id: pid\n  columns:\n    age: int[0..89]\n    bmi: int[0..50]\n";
    Path own = Files.createDirectory(folder.resolve("without-" + withoutAge));
    Files.copy(folder.resolve("c.csv"), own.resolve("c.csv"));
    return DirectSite.open(own, datasets, "stats: [count, sum, hist, corr]");
  }

  private static boolean answered(DirectSite site, List<String> groups, String... stats)
      throws Exception {
    Map<String, Object> kwargs = Site.planOf("c", "bmi", "int[0..50]");
    kwargs.put("columns", COLUMNS);
    kwargs.put("group_by", groups);
    List<String> asked = new ArrayList<>(List.of("count"));
    asked.addAll(List.of(stats));
    kwargs.put("stats", asked);
    return isAnswered(site, kwargs);
  }

  private static boolean isAnswered(DirectSite site, Map<String, Object> kwargs) throws Exception {
    Message message =
        Signed.parse("out", site.call(HospitalFunctions.PLAN_COHORT, kwargs).get(0)).message();
    if (message instanceof AbstainedMessage abstained) {
      assertThat(abstained.reason()).isEqualTo(CellMinimum.REFUSAL);
      return false;
    }
    return true;
  }

  @Test
  @Requirement(
      id = "R6",
      figure = "bands of one column that differ by a few ages, in two questions or in one: refused")
  void bandsOfOtherWidthsAreRefused() throws Exception {
    try (DirectSite site = site(0)) {
      assertThat(answered(site, List.of(), "hist(age,10)", "hist(age,7)")).isFalse();
      assertThat(answered(site, List.of(), "hist(age,10)", "hist(age,30)")).isTrue();
      assertThat(answered(site, List.of("age:10"))).isTrue();
      // the first three of those less the first four of these are the patients of 28 and 29
      assertThat(answered(site, List.of("age:7"))).isFalse();
      assertThat(answered(site, List.of(), "hist(age,7)")).isFalse();
      assertThat(answered(site, List.of("age:5"))).isTrue();
      assertThat(answered(site, List.of("age:10"))).isTrue();
    }
  }

  @Test
  @Requirement(
      id = "R6",
      figure = "sum of a column over all, and over those who have another value too: refused")
  void sumsOverThoseWithAnotherValueAreRefused() throws Exception {
    for (int without : new int[] {0, 1, 9, 10}) {
      try (DirectSite site = site(without)) {
        boolean isFew = without > 0 && without < LEAST;
        assertThat(answered(site, List.of())).isTrue();
        assertThat(answered(site, List.of(), "corr(age,bmi)")).isEqualTo(!isFew);
      }
    }
  }

  @Test
  @Requirement(
      id = "R6",
      figure = "lanes of one patient's rows, or that differ by one patient: refused")
  void lanesAreCompared() throws Exception {
    Map<String, Object> kwargs = Site.planOf("c", "bmi", "int[0..50]");
    kwargs.put("stats", List.of("count"));
    kwargs.put("layout", "tall");
    int lanes =
        PlanRequest.of(kwargs).toQuestion().layout(Site.KEY.publicKey().modulusBits()).lanes();
    try (DirectSite site = visits(lanes, i -> i % lanes)) {
      assertThat(isAnswered(site, kwargs)).isFalse();
    }
    try (DirectSite site = visits(lanes, i -> i)) {
      kwargs.put("where_columns", Map.of("number", "int[0..9999]"));
      kwargs.put("where", "number < " + 11 * lanes);
      assertThat(isAnswered(site, kwargs)).isTrue();
      kwargs.put("where", "number < " + 12 * lanes);
      assertThat(isAnswered(site, kwargs)).isFalse();
      kwargs.put("layout", "wide");
      assertThat(isAnswered(site, kwargs)).isTrue();
    }
  }

  /** Opens a site of twelve rows a lane. */
  private DirectSite visits(int lanes, IntUnaryOperator patientOf) throws Exception {
    Path own = Files.createTempDirectory(folder, "visits");
    String rows =
        IntStream.range(0, 12 * lanes)
            .mapToObj(i -> patientOf.applyAsInt(i) + "," + i + "," + i % 50 + "\n")
            .collect(Collectors.joining());
    Files.writeString(own.resolve("c.csv"), "pid,number,bmi\n" + rows);
    String datasets =
        "c:\n  csv: c.csv\n  id: pid\n  columns:\n    number: int[0..9999]\n    bmi: int[0..50]\n";
    return DirectSite.open(own, datasets, "where: true");
  }

  @Test
  @Requirement(
      id = "R6",
      figure = "rows read by other rules, as other columns are asked for: the same patients")
  void rulesOfReadingMakeNoOtherPatients() throws Exception {
    String rows =
        IntStream.range(0, 100)
            .mapToObj(i -> i + ";" + i % 90 + ";-9;" + i + ".6\n")
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("c.csv"), "number;age;gone;bmi\n" + rows);
    String datasets =
        """
        c:
          csv: c.csv
          missing: ["-9"]
          round: true
          columns:
            number: int[0..999]
            age: int[0..89]
            gone: int[0..9]
            bmi: int[0..200]
        """;
    try (DirectSite site = DirectSite.open(folder, datasets, "where: true")) {
      Map<String, Object> kwargs = Site.planOf("c", "age", "int[0..89]");
      kwargs.put("where", "number >= 20");
      kwargs.put("where_columns", Map.of("number", "int[0..999]"));
      assertThat(isAnswered(site, kwargs)).isTrue();
      kwargs.put("where", "number >= 21");
      for (String more : List.of("gone: int[0..9]", "bmi: int[0..200]")) {
        String[] column = more.split(": ", -1);
        kwargs.put("columns", Map.of("age", "int[0..89]", column[0], column[1]));
        assertThat(isAnswered(site, kwargs)).as(more).isFalse();
      }
    }
  }

  @Test
  @Requirement(id = "R35", figure = "values clamped to the bounds of the one who asks: refused")
  void valuesAreClampedToTheSitesBoundsAlone() throws Exception {
    Files.writeString(folder.resolve("c.csv"), "age\n" + "50\n".repeat(40) + "140\n");
    String datasets = "c:\n  csv: c.csv\n  on_bad: clamp\n  columns:\n    age: int[0..120]\n";
    try (DirectSite site = DirectSite.open(folder, datasets, "protection: masked")) {
      assertThat(isAnswered(site, Site.planOf("c", "age", "int[0..120]"))).isTrue();
      String wider =
          site.call(HospitalFunctions.PLAN_COHORT, Site.planOf("c", "age", "int[0..139]")).get(0);
      assertThat(Signed.parse("out", wider, AbstainedMessage.class).message().reason())
          .isEqualTo(
              "column age has to have the range that the site declares and clamps values to,"
                  + " int[0..120]");
    }
  }

  @Test
  void findsWhateverUnionsDifferByFew() {
    Random random = Seeds.random("BandDifferencesTest");
    int far = 0;
    for (int i = 0; i < 2_000; i++) {
      int patients = 20 + random.nextInt(300);
      AnsweredPartition one = partition(random, patients);
      AnsweredPartition other =
          random.nextBoolean() ? partition(random, patients) : near(random, one);
      boolean isFar = PartitionComparison.areFar(one, other, LEAST);
      assertThat(isFar).isEqualTo(!differsByFew(one, other));
      far += isFar ? 1 : 0;
    }
    assertThat(far).isBetween(100, 1_900);
  }

  @Test
  void findsDifferencesOfManyCells() {
    Random random = Seeds.random("BandDifferencesTest");
    int far = 0;
    for (int i = 0; i < 60; i++) {
      int patients = 150_000 + random.nextInt(100_000);
      int step = 1 + random.nextInt(200);
      AnsweredPartition one = bands(random, patients, step);
      AnsweredPartition other =
          random.nextInt(3) == 0 ? near(random, one) : bands(random, patients, step);
      boolean isFar = PartitionComparison.areFar(one, other, LEAST);
      assertThat(isFar).isEqualTo(!hasSmallFlow(one, other));
      far += isFar ? 1 : 0;
    }
    assertThat(far).isBetween(5, 55);
  }

  /** Cuts patients at random places that are multiples of a step, into bands. */
  private static AnsweredPartition bands(Random random, int patients, int step) {
    List<RoaringBitmap> cells = new ArrayList<>();
    int from = 0;
    int most = 2 * patients / (10 + random.nextInt(20));
    while (from < patients) {
      int width = step * (1 + random.nextInt(most / step + 1));
      int to = Math.min(patients, from + width);
      cells.add(RoaringBitmap.bitmapOfRange(from, to));
      from = to;
    }
    return partition(cells);
  }

  /**
   * Looks for an edge of the graph of shared patients between whose ends few patients can flow, by
   * paths one after another (Ford and Fulkerson).
   */
  private static boolean hasSmallFlow(AnsweredPartition one, AnsweredPartition other) {
    List<RoaringBitmap> nodes = new ArrayList<>();
    List.of(one, other).forEach(part -> part.cells().forEach(cell -> nodes.add(cell.toBitmap())));
    int rest = nodes.size();
    int[][] weights = new int[rest + 1][rest + 1];
    for (int i = 0; i < rest; i++) {
      boolean first = i < one.cells().size();
      for (int j = 0; j < rest; j++) {
        if (first != j < one.cells().size()) {
          weights[i][j] = RoaringBitmap.andCardinality(nodes.get(i), nodes.get(j));
        }
      }
      RoaringBitmap opposite = union(first ? other : one);
      weights[i][rest] = RoaringBitmap.andNotCardinality(nodes.get(i), opposite);
      weights[rest][i] = weights[i][rest];
    }
    return IntStream.range(0, rest)
        .anyMatch(
            i ->
                IntStream.rangeClosed(0, rest)
                    .anyMatch(j -> weights[i][j] > 0 && isSmallFlow(weights, i, j)));
  }

  private static boolean isSmallFlow(int[][] weights, int from, int to) {
    int[][] left = Arrays.stream(weights).map(int[]::clone).toArray(int[][]::new);
    int flow = 0;
    while (flow < LEAST && push(left, from, to, new boolean[left.length])) {
      flow++;
    }
    return flow < LEAST;
  }

  private static boolean push(int[][] left, int from, int to, boolean[] seen) {
    if (from == to) {
      return true;
    }
    seen[from] = true;
    for (int next = 0; next < left.length; next++) {
      if (left[from][next] > 0 && !seen[next] && push(left, next, to, seen)) {
        left[from][next]--;
        left[next][from]++;
        return true;
      }
    }
    return false;
  }

  @Test
  void patientsOfSeveralCellsHideNobody() {
    // a patient in both bands of the one, and one in none of them
    RoaringBitmap low = RoaringBitmap.bitmapOfRange(0, 31);
    RoaringBitmap high = RoaringBitmap.bitmapOfRange(30, 60);
    AnsweredPartition bands = partition(List.of(low, high));
    for (int more : new int[] {0, 1, 9, 10}) {
      AnsweredPartition all = partition(List.of(RoaringBitmap.bitmapOfRange(0, 60L + more)));
      boolean isFar = more == 0 || more == 10;
      assertThat(PartitionComparison.areFar(bands, all, LEAST))
          .as("%d more", more)
          .isEqualTo(isFar);
    }
  }

  @Test
  void overlapsAreExactBelowWhatIsEnough() {
    Random random = Seeds.random("BandDifferencesTest");
    for (int i = 0; i < 300; i++) {
      RoaringBitmap one = stretches(random);
      RoaringBitmap other = random.nextBoolean() ? stretches(random) : one.clone();
      other.flip((long) random.nextInt(300_000), 300_000L);
      Overlap overlap = Overlap.of(PatientSet.of(one), PatientSet.of(other), LEAST);
      int both = RoaringBitmap.andCardinality(one, other);
      int first = one.getCardinality() - both;
      int second = other.getCardinality() - both;
      assertThat(Math.min(overlap.both(), LEAST)).isEqualTo(Math.min(both, LEAST));
      assertThat(Math.min(overlap.first(), LEAST)).isEqualTo(Math.min(first, LEAST));
      assertThat(Math.min(overlap.second(), LEAST)).isEqualTo(Math.min(second, LEAST));
    }
  }

  private static RoaringBitmap stretches(Random random) {
    RoaringBitmap set = new RoaringBitmap();
    for (int i = random.nextInt(6); i > 0; i--) {
      long from = random.nextInt(300_000);
      set.flip(from, from + random.nextInt(20_000));
    }
    return set;
  }

  private static AnsweredPartition partition(List<RoaringBitmap> cells) {
    return new AnsweredPartition("", Set.of(), cells.stream().map(PatientSet::of).toList());
  }

  /** Puts each patient into one of a few cells, or into none. */
  private static AnsweredPartition partition(Random random, int patients) {
    int count = 1 + random.nextInt(4);
    List<RoaringBitmap> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(new RoaringBitmap());
    }
    boolean all = random.nextBoolean();
    int start = 0;
    for (int patient = 0; patient < patients; patient++) {
      start += random.nextInt(patients / count) == 0 ? 1 : 0;
      int cell = all ? Math.min(start, count - 1) : random.nextInt(count + 1);
      if (cell < count) {
        cells.get(cell).add(patient);
      }
    }
    return partition(cells);
  }

  /** Moves a few patients to other cells, or joins cells. */
  private static AnsweredPartition near(Random random, AnsweredPartition one) {
    List<RoaringBitmap> cells = new ArrayList<>();
    one.cells().forEach(cell -> cells.add(cell.toBitmap().clone()));
    for (int i = random.nextInt(12); i > 0; i--) {
      RoaringBitmap from = cells.get(random.nextInt(cells.size()));
      if (!from.isEmpty()) {
        int patient = from.select(random.nextInt(from.getCardinality()));
        from.remove(patient);
        cells.get(random.nextInt(cells.size())).add(patient);
      }
    }
    if (cells.size() > 1 && random.nextBoolean()) {
      cells.get(0).or(cells.remove(1));
    }
    return partition(cells);
  }

  /** Looks at all unions of cells of both, one by one. */
  private static boolean differsByFew(AnsweredPartition one, AnsweredPartition other) {
    for (int i = 0; i < 1 << one.cells().size(); i++) {
      for (int j = 0; j < 1 << other.cells().size(); j++) {
        int few = RoaringBitmap.xorCardinality(union(one, i), union(other, j));
        if (few > 0 && few < LEAST) {
          return true;
        }
      }
    }
    return false;
  }

  private static RoaringBitmap union(AnsweredPartition part) {
    return RoaringBitmap.or(part.cells().stream().map(PatientSet::toBitmap).iterator());
  }

  private static RoaringBitmap union(AnsweredPartition part, int chosen) {
    RoaringBitmap union = new RoaringBitmap();
    for (int i = 0; i < part.cells().size(); i++) {
      if (((chosen >> i) & 1) == 1) {
        union.or(part.cells().get(i).toBitmap());
      }
    }
    return union;
  }
}
