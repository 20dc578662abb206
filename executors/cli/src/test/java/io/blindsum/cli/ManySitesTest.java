package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.cli.command.EmbeddedColony;
import io.blindsum.cli.option.ResultFrame;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.hospital.SiteConfigReader;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.messages.Functions;
import io.blindsum.messages.MessageSize;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.release.OpenedTotals;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunKeys;
import io.blindsum.study.RunListener;
import io.blindsum.study.StudyMessages;
import io.blindsum.study.StudyRun;
import io.blindsum.study.TimeShares;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of sites on one machine, each with one vector of totals: {@code mvn -pl executors/cli
 * -am test -Dtest=ManySitesTest -Dsurefire.failIfNoSpecifiedTests=false -Dblindsum.long=true}. It
 * prints what it took, and the longest messages.
 */
@EnabledIfSystemProperty(
    named = "blindsum.long",
    matches = "true",
    disabledReason = "long: runs with -Dblindsum.long=true")
class ManySitesTest {
  private static final int SITES = Integer.getInteger("sites", 220);
  private static final int GROUPS = 8;
  private static final int ROWS_OF_GROUP = 20;
  private static final List<String> COLUMNS = List.of("a", "b", "c", "d");

  @TempDir private Path folder;

  private final long[][] sums = new long[GROUPS][COLUMNS.size()];
  private final Random random = new Random(15);

  @Test
  void addsThemAll() throws Exception {
    List<String> sites = new ArrayList<>();
    for (int i = 1; i <= SITES; i++) {
      sites.add("hospital-" + i);
    }
    try (TestColony colony =
        TestColony.on(
            EmbeddedColony.on(LocalColony.start()),
            Arithmetics.fastest(),
            TestColony.cloudThatKnows(folder, sites))) {
      String cloud = colony.startCloud();
      for (String site : sites) {
        Path file = Files.writeString(folder.resolve(site + ".yaml"), siteFile(site, cloud));
        write(site);
        colony.start(SiteConfigReader.read(file, Map.of()));
      }
      Question question =
          QuestionFile.read(Files.writeString(folder.resolve("q.yaml"), question(sites)));
      StudyRequest spec = StudyRequest.of(question, SeedKeyFormat.write(TestStudy.KEY.publicKey()));
      ColonyClient researcher = colony.colony().researcher();
      Instant start = Instant.now();
      Signed<ResultMessage> result =
          new StudyRun(
                  researcher,
                  spec,
                  new RunKeys(colony.signers(), Optional.empty()),
                  RunJournal.inMemory(),
                  new RunListener() {
                    @Override
                    public void finished(TimeShares shares) {
                      System.out.println(shares.line());
                    }
                  })
              .run();
      Duration time = Duration.between(start, Instant.now());
      assertExact(result);
      System.out.printf(
          Locale.ROOT,
          "%d sites: %.1f s, exact, %s%n",
          SITES,
          time.toMillis() / 1000.0,
          form(result));
      StudyMessages computed = StudyMessages.of(question, TestStudy.KEY.publicKey());
      System.out.println("computed " + computed);
      List<Process> processes =
          researcher.getProcessesByLabel(ProcessState.SUCCESS, "many", ColonyClient.MAX_LIST_COUNT);
      long combine = 0;
      for (String function :
          List.of(
              Functions.REDUCE_BATCHES,
              Functions.SUBTOTAL,
              Functions.COMBINE_SUBTOTALS,
              Functions.COMBINE)) {
        long longest =
            processes.stream()
                .filter(process -> process.spec().functionName().equals(function))
                .mapToLong(ManySitesTest::bytes)
                .max()
                .orElse(0);
        System.out.println("measured " + function + " " + longest);
        combine = function.equals(Functions.REDUCE_BATCHES) ? 0 : Math.max(combine, longest);
      }
      assertThat(combine).isPositive().isLessThanOrEqualTo(computed.combine());
    }
  }

  private static String form(Signed<ResultMessage> result) {
    return result.message().roots().isEmpty() ? "combined at once" : "combined from subtotals";
  }

  private static long bytes(Process process) {
    long texts = 0;
    for (String out : process.out()) {
      texts += MessageSize.chars(out);
    }
    for (String in : process.in()) {
      texts += MessageSize.chars(in);
    }
    return MessageSize.of(process.spec().kwargs()) + MessageSize.base64(texts);
  }

  private String siteFile(String site, String cloud) {
    return """
    site: %1$s
    state: %1$s-state
    datasets:
      trial:
        csv: %1$s.csv
        columns:
          a: int[0..400]
          b: int[0..400]
          c: int[0..400]
          d: int[0..400]
          g: cat{0,1,2,3,4,5,6,7}
    policy:
      keys: [%2$s]
      initiators: [researcher, %3$s]
    """
        .formatted(site, TestStudy.KEY.publicKey().fingerprint(), cloud);
  }

  private static String question(List<String> sites) {
    return """
    study: many
    dataset: trial
    columns:
      a: int[0..400]
      b: int[0..400]
      c: int[0..400]
      d: int[0..400]
      g: cat{0,1,2,3,4,5,6,7}
    group_by: [g]
    stats: [mean, sd]
    layout: partials
    limits: {max_rows: 125_000_000, sites_min: %s}
    sites: [%s]
    """
        .formatted(sites.size(), String.join(", ", sites));
  }

  private void write(String site) throws Exception {
    StringBuilder csv = new StringBuilder("a,b,c,d,g\n");
    for (int row = 0; row < GROUPS * ROWS_OF_GROUP; row++) {
      int group = row % GROUPS;
      for (int column = 0; column < COLUMNS.size(); column++) {
        int value = random.nextInt(401);
        sums[group][column] += value;
        csv.append(value).append(',');
      }
      csv.append(group).append('\n');
    }
    Files.writeString(folder.resolve(site + ".csv"), csv);
  }

  private void assertExact(Signed<ResultMessage> result) {
    OpenedTotals opened =
        ResultFrame.read("result", result).open(TestStudy.KEY, Arithmetics.fastest());
    for (int group = 0; group < GROUPS; group++) {
      for (int column = 0; column < COLUMNS.size(); column++) {
        ColumnTotals.Numbers numbers =
            (ColumnTotals.Numbers) opened.groups().get(group).columns().get(column);
        assertThat(numbers.n()).isEqualTo((long) SITES * ROWS_OF_GROUP);
        assertThat(numbers.moments().sum().longValueExact()).isEqualTo(sums[group][column]);
      }
    }
  }
}
