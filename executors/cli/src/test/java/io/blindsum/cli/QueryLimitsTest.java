package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.blindsum.arith.Arithmetics;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.option.ResultFrame;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.hospital.SiteConfigReader;
import io.blindsum.hospital.SiteHospital;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.messages.Functions;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.release.OpenedTotals;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.study.StudyException;
import io.blindsum.text.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions that have no answer, or not for every group or site: one clear line for each. */
class QueryLimitsTest {
  private static final String QUERY =
      """
      study: ages
      dataset: trial
      columns:
        age: int[0..120]
        dose: int[0..9]
        sex: cat{F,M}
        month: month[0..60]
        death: int[0..1]
      group_by: [sex]
      stats: [mean, ols(age ~ dose), km(month, death)]
      limits: {max_rows: 1000, sites_min: 1, min_cell: 1}
      sites: [r1, r2]
      """;

  @TempDir private Path folder;

  private final Deque<SiteHospital> hospitals = new ArrayDeque<>();

  @AfterEach
  void close() {
    hospitals.forEach(SiteHospital::close);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ols(age ~ dose)   | ols(age ~ weight)          | 'weight' is not a declared column",
        "ols(age ~ dose)   | ols(age ~ dose as d)       | 'dose as d' is not a declared column",
        "ols(age ~ dose)   | ols(age ~ log(dose))       | 'log(dose)' is not a declared column",
        "ols(age ~ dose)   | hist(sex,2)                | 'sex' is a category",
        "ols(age ~ dose)   | ols(age ~ sex)             | 'sex' is a category",
        "group_by: [sex]   | group_by: ['age:10', 'age:5'] | names a column twice",
        "group_by: [sex]   | group_by: ['age:1', month] | more than 1000 groups",
        "group_by: [sex]   | where: sex = 'F'           | ''' has no place in a condition",
        "group_by: [sex]   | where: age > 5; drop table trial | ';' has no place in a condition",
        "month: month[0..60] | month: int[-1..60]       | km",
        "sites_min: 1      | sites_min: 3               | sites_min: not a whole number from 1 to"
            + " 2",
        "sites: [r1, r2]   | layout: wide               | names no sites",
      })
  void refusesWhatCannotBeMeantBeforeAnythingIsSent(String part, String wrong, String message)
      throws IOException {
    assertThat(QUERY).contains(part);
    Path file = Files.writeString(folder.resolve("q.yaml"), QUERY.replace(part, wrong));
    Cli.run("query", "run", file.toString(), "--key", "none.key").failed(ExitCode.DATA, message);
  }

  @Test
  void refusesMoreGroupsThanSlots() throws IOException {
    Cli.makeTestKey(folder, "ages", 1024);
    String many = QUERY.replace("group_by: [sex]", "group_by: [sex, 'age:1']");
    Path file =
        Files.writeString(
            folder.resolve("q.yaml"),
            many.replace("km(month, death)", "hist(age,1), hist(month,1), table(age:10,month)"));
    String[] command = {
      "query", "run", file.toString(), "--key", folder.resolve("ages.key").toString()
    };
    Cli.run(command).failed(ExitCode.DATA, "100,000");
  }

  @Test
  void saysThatEverySiteAbstains() throws Exception {
    try (TestStudy study = TestStudy.start(folder).cloud()) {
      hospital(study, "r1", "40,7,F,5,1\n".repeat(9));
      hospital(study, "r2", "40,7,F,5,1\n".repeat(3));
      assertThatExceptionOfType(StudyException.class)
          .isThrownBy(() -> study.run(spec()))
          .withMessage(
              "0 of 2 sites contribute, 1 is needed (r1: the cohort is below the site's minimum;"
                  + " r2: the cohort is below the site's minimum)");
    }
  }

  @Test
  void answersWhatItCanOfEmptyGroupsAndConstantColumns() throws Exception {
    try (TestStudy study = TestStudy.start(folder).cloud()) {
      hospital(study, "r1", "40,7,F,5,1\n41,7,F,7,0\n".repeat(10));
      hospital(study, "r2", "50,7,F,6,0\n".repeat(10) + "50,7,F,-1,1\n");
      Signed<ResultMessage> result = study.run(spec());
      // a time before the start is no time: the whole cohort of that site is refused
      assertThat(result.message().missing()).hasSize(1);
      assertThat(result.message().missing().get(0).site()).isEqualTo("r2");
      assertThat(result.message().missing().get(0).reason())
          .startsWith("failed: dataset trial: ")
          .contains("month")
          .doesNotContain("-1");

      OpenedTotals opened = open(result);
      List<GroupTotals> groups = opened.groups();
      assertThat(groups.get(0).rows()).isEqualTo(20);
      assertThat(groups.get(1).rows()).isZero();
      ColumnTotals.Numbers age = (ColumnTotals.Numbers) groups.get(1).columns().get(0);
      assertThat(age.moments().mean()).isEmpty();
      ReleasedResult released = opened.release(ReleaseRule.EVERYTHING, List.of());
      assertThat(ofGroup(released, "ols(age ~ dose)", "F"))
          .filteredOn(Member.Undefined.class::isInstance)
          .singleElement()
          .asString()
          .contains("'dose' is constant or a combination");
      assertThat(ofGroup(released, "ols(age ~ dose)", "M"))
          .hasAtLeastOneElementOfType(Member.Undefined.class);
      assertThat(ofGroup(released, "km(month,death)", "F"))
          .noneMatch(Member.Undefined.class::isInstance);
    }
  }

  @Test
  void everySiteAddsNoise() throws Exception {
    String noisy =
        QUERY
            .replace("ols(age ~ dose), km(month, death)", "hist(age,30)")
            .replace("min_cell: 1", "min_cell: 10, epsilon: 10");
    try (TestStudy study = TestStudy.start(folder).cloud()) {
      hospital(study, "r1", "40,7,F,5,1\n".repeat(100), "noise: {epsilon: 10, budget: 10}");
      hospital(study, "r2", "50,7,F,6,0\n".repeat(100), "noise: {epsilon: 10, budget: 10}");
      OpenedTotals opened = open(study.run(spec(noisy)));
      GroupTotals all = opened.groups().get(0);
      // a scale of 2 U k / epsilon for k = 15, and 30 scales of it for each of the sites
      assertThat(all.rows()).isBetween(200L - 2 * 90, 200L + 2 * 90);
      assertThat(((ColumnTotals.Noisy) all.columns().get(0)).moments().sum().doubleValue())
          .isCloseTo(9_000, within(2 * 90 * 120.0));
      ReleasedResult released = opened.release(ReleaseRule.of(10), List.of());
      assertThat(released.precision()).isEqualTo("with noise, epsilon 10");
      assertThat(released.study().rows()).isEqualTo(200);
      // the budget of both is used up
      assertThatExceptionOfType(StudyException.class)
          .isThrownBy(() -> study.run(spec(noisy)))
          .withMessageContaining("r2: the noise budget of the dataset under this key is used up");
    }
  }

  private static List<Member> ofGroup(ReleasedResult released, String asked, String sex) {
    return released.results().stream()
        .filter(result -> result.asked().toString().equals(asked))
        .filter(result -> result.group().equals(Optional.of(new Group(Map.of("sex", sex)))))
        .findFirst()
        .orElseThrow()
        .members();
  }

  private static StudyRequest spec() {
    return spec(QUERY);
  }

  private static StudyRequest spec(String question) {
    String key = SeedKeyFormat.write(TestStudy.KEY.publicKey());
    return StudyRequest.of(QuestionFile.of(YamlMap.parse("q.yaml", question)), key);
  }

  private static OpenedTotals open(Signed<ResultMessage> result) {
    return ResultFrame.read("result", result).open(TestStudy.KEY, Arithmetics.fastest());
  }

  private void hospital(TestStudy study, String site, String rows) throws Exception {
    hospital(study, site, rows, "");
  }

  private void hospital(TestStudy study, String site, String rows, String policy) throws Exception {
    Files.writeString(folder.resolve(site + ".csv"), "age,dose,sex,month,death\n" + rows);
    Path config =
        Files.writeString(
            folder.resolve(site + ".yaml"),
            """
            site: %1$s
            state: %1$s-state
            datasets:
              trial:
                csv: %1$s.csv
                columns:
                  age: int[0..120]
                  dose: int[0..9]
                  sex: cat{F,M}
                  month: month[0..60]
                  death: int[0..1]
            policy:
              keys: [%2$s]
              initiators: [researcher]
              stats: [mean, ols, km, hist]
              %3$s
            """
                .formatted(site, TestStudy.KEY.publicKey().fingerprint(), policy));
    SiteHospital hospital =
        SiteHospital.open(
            SiteConfigReader.read(config, Map.of()), Arithmetics.fastest(), new ExecutorMetrics());
    hospitals.push(hospital);
    study.colony().colony().run(Functions.hospitalExecutorType(site), hospital::addTo);
  }
}
