package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ordinary programs export goes in as it is, or is refused by one line that says what. */
class OrdinaryExportTest {
  private static final String AGE = "--column=age:int[0..120]";

  @TempDir private Path folder;
  private Exports exports;

  @BeforeEach
  void makeKey() {
    exports = new Exports(folder);
  }

  @Test
  void categoriesAreTextAndNoNumbers() throws IOException {
    Path csv = exports.write("c.csv", "id,ward\n1,1E2\n2,100\n3,2E1\n4,20\n5,01\n6,1\n");
    exports
        .encrypt(csv, "--column=ward:cat{100,20,01,1}")
        .failed(3, "ward", "line 2 (2 of 6 rows)");
    assertThat(exports.totals(csv, "--column=ward:cat{1E2,100,2E1,20,01,1}"))
        .containsEntry("ward/1E2", "1")
        .containsEntry("ward/100", "1")
        .containsEntry("ward/01", "1")
        .containsEntry("ward/1", "1");
  }

  @Test
  void labelsHoldCommasBracesAndQuotes() throws IOException {
    Path csv =
        exports.write("c.csv", "id,race\n1,\"White, non-Hispanic\"\n2,Black\n3,\"{\"\"x\"\"}\"\n");
    String labels = "{\"White, non-Hispanic\",Black,\"{\"\"x\"\"}\"}";
    assertThat(exports.totals(csv, "--column=race:cat" + labels))
        .containsEntry("race/White, non-Hispanic", "1")
        .containsEntry("race/Black", "1");
    assertThat(
            exports.totals(
                csv,
                "--column=id:int[0..9]",
                "--group-by=race:" + labels.substring(1, labels.length() - 1)))
        .containsEntry("White, non-Hispanic/id", "1 1")
        .containsEntry("Black/id", "1 2");
  }

  @Test
  void theSameRowsAreAddedOnce() throws IOException {
    exports
        .encrypt(exports.write("c.csv", "id,age\n1,41\n2,7\n3,500\n"), AGE, "--on-bad=drop")
        .ok();
    String first = exports.frame();
    String[][] again = {
      {"id,age\n1,41\n2,7\n3,500\n", "--batch=2", "--on-bad=drop"},
      {"id,age\n1,41\n2,7\n3,500\n", "--batch=2", "--on-bad=clamp"},
      {"\uFEFFage;id\r\n\r\n7;2\r\n\r\n500;3\r\n41;1\r\n\r\n", "--batch=9", "--on-bad=drop"},
    };
    for (String[] run : again) {
      exports.encrypt(exports.write("d.csv", run[0]), AGE, run[1], run[2]).ok();
      Cli.run("sum", first, exports.frame(), "-o", exports.file("t.bsr"))
          .failed(3, "is counted already, or its rows are");
      assertThat(folder.resolve("t.bsr")).doesNotExist();
    }
    exports.encrypt(exports.write("d.csv", "id,age\n1,41\n2,7\n3,50\n"), AGE).ok();
    assertThat(exports.open(first, exports.frame())).containsEntry("age", "5 146");
  }

  @Test
  void othersWithTheSameValuesAreAddedOnDemand() throws IOException {
    exports.encrypt(exports.write("c.csv", "age\n41\n7\n"), AGE).ok();
    String first = exports.frame();
    exports.encrypt(exports.write("d.csv", "age\n7\n41\n"), AGE).ok();
    String second = exports.frame();
    String both = exports.file("both.bsr");
    Cli.run("sum", first, second, "--allow-repeated", "-o", both).ok();
    assertThat(exports.open(both)).containsEntry("age", "4 96");
    // a stream itself is never added twice
    Cli.run("sum", both, first, "--allow-repeated", "-o", exports.file("t.bsr"))
        .failed(3, "already");
  }

  @Test
  @Requirement(id = "R45", figure = "resumed after any byte of the cohort was changed: refused")
  void aResumedRunReadsTheRowsThatItHadEncrypted() throws Exception {
    StringBuilder rows = new StringBuilder("id,age\n");
    for (int i = 0; i < 60_000; i++) {
      rows.append("%07d,%s%n".formatted(i, i % 100 == 0 ? "" : "010"));
    }
    Path csv = exports.write("m.csv", rows.toString());
    String whole = Files.readString(csv);
    String[] run = {
      "encrypt",
      csv.toString(),
      "--pub",
      exports.file("s.pub"),
      "--insecure-test-key",
      AGE,
      "--layout=partials",
      "--batch=1000",
      "-o",
      exports.file("m.bsc"),
      "--json"
    };
    Interrupted.afterBatches(folder.resolve("m.bsc.part"), 3, run);

    String[] resumed = Arrays.copyOf(run, run.length + 1);
    resumed[run.length] = "--resume";
    for (int place : new int[] {10, 30_000, 59_000}) {
      exports.write(
          "m.csv", whole.replace("%07d,010".formatted(place + 1), "%07d,110".formatted(place + 1)));
      Cli.run(resumed).failed(3, "source");
    }
    exports.write("m.csv", whole);
    Cli.Run json = Cli.run(resumed).ok();
    // the numbers of the whole run, not of its second half
    assertThat(json.json().get("missing").asInt()).isEqualTo(600);
    assertThat(json.json().get("rows").asInt()).isEqualTo(60_000);
    assertThat(exports.open(exports.file("m.bsc"))).containsEntry("age", "59400 594000");
    assertThat(folder.resolve("m.bsc.part.rows")).doesNotExist();
  }
}
