package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.messages.PlanRequest;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.testing.Requirement;
import io.blindsum.text.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No sum leaves a site that one row is most of, where the site says so. */
class DominanceTest {
  private static final String DATASETS =
      """
      c:
        csv: c.csv
        columns:
          cost: int[-1000..1000]
          rare: int[0..1]
          large: int[0..999999999999999999]
          sex: cat{F,M}
      """;

  @TempDir private Path folder;

  /** Ten women of 100 each, nine men of 10 each and one of something else. */
  private void write(String lastCost, String lastRare) throws Exception {
    String large = "999999999999999999";
    Files.writeString(
        folder.resolve("c.csv"),
        "cost,rare,large,sex\n"
            + ("100,0," + large + ",F\n").repeat(10)
            + ("10,1," + large + ",M\n").repeat(9)
            + lastCost
            + ","
            + lastRare
            + ","
            + large
            + ",M\n");
  }

  private boolean leaves(String policy, String column, String type, Map<String, Object> more)
      throws Exception {
    Map<String, Object> kwargs = Site.planOf("c", column, type);
    kwargs.putAll(more);
    SiteConfig site =
        Site.config(folder, DATASETS, "stats: [count, sum, mean, variance, sd, corr]\n  " + policy);
    SiteSecret.openFolder(site.state());
    DryRun found =
        DryRun.of(site, PlanRequest.of(kwargs), Site.KEY.publicKey(), Arithmetics.fastest());
    assertThat(found.refusal().orElse(CellMinimum.REFUSAL)).isEqualTo(CellMinimum.REFUSAL);
    return found.refusal().isEmpty();
  }

  private boolean costLeaves(String policy, Map<String, Object> more) throws Exception {
    return leaves(policy, "cost", "int[-1000..1000]", more);
  }

  @Test
  @Requirement(
      id = "R6",
      figure = "sums of which one row is more than the site's share, of any sign: refused")
  void theLargestPartOfEachSumDecides() throws Exception {
    Map<String, Object> bySex = Map.of("group_by", List.of("sex:F,M"));
    // 90 of 180 are half of what the men add up to, 91 of 181 are more
    write("90", "0");
    assertThat(costLeaves("dominance: 50", bySex)).isTrue();
    assertThat(costLeaves("dominance: 49", bySex)).isFalse();
    write("91", "0");
    assertThat(costLeaves("dominance: 50", bySex)).isFalse();
    assertThat(costLeaves("dominance: 50", Map.of())).isTrue();
    assertThat(costLeaves("min_cohort: 10", bySex)).isTrue();
    // their magnitudes: 91 of 181 again
    write("-91", "0");
    assertThat(costLeaves("dominance: 50", bySex)).isFalse();
    write("0", "0");
    assertThat(costLeaves("dominance: 12", bySex)).isTrue();
  }

  @Test
  void lanesAndModelsAreJudgedAsGroupsAre() throws Exception {
    write("1000", "0");
    assertThat(costLeaves("dominance: 55", Map.of())).isTrue();
    Map<String, Object> tall = Map.of("layout", "tall", "max_rows", 20);
    assertThat(costLeaves("dominance: 55", tall)).isFalse();
    Map<String, Object> model =
        Map.of(
            "columns",
            Map.of("cost", "int[-1000..1000]", "rare", "int[0..1]"),
            "stats",
            List.of("sum", "corr(cost,rare)"));
    assertThat(costLeaves("dominance: 55", model)).isTrue();
    assertThat(costLeaves("dominance: 45", model)).isFalse();
  }

  @Test
  void sumsOfManyDigitsAreExact() throws Exception {
    write("10", "1");
    String type = "int[0..999999999999999999]";
    assertThat(leaves("dominance: 5", "large", type, Map.of())).isTrue();
    assertThat(leaves("dominance: 4", "large", type, Map.of())).isFalse();
  }

  @Test
  void whatIsSealedIsJudgedAsAWhole() throws Exception {
    write("1000", "0");
    Map<String, Object> pooled = Map.of("group_by", List.of("sex:F,M"), "sites_min", 2);
    CellMinimum minimum = new CellMinimum(10, true, 55);
    assertThat(minimum.words())
        .isEqualTo(
            "cohorts of at least 10; smaller cells only as sums of two sites or more; no row above"
                + " 55 % of a sum");
    assertThat(costLeaves("dominance: 55", pooled)).isFalse();
    String key = SealPrivateKey.generate().publicKey().text();
    String sealed = "protection: sealed\ntransport:\n  seal_to: [" + key + "]";
    assertThat(costLeaves("dominance: 55\n  " + sealed, pooled)).isTrue();
    assertThat(costLeaves("dominance: 45\n  " + sealed, pooled)).isFalse();
  }

  @Test
  void aShareThatIsNoneIsRefused() {
    for (String percent : List.of("0", "100", "half")) {
      assertThatThrownBy(() -> Site.config(folder, DATASETS, "dominance: " + percent))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("99");
    }
  }
}
