package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    Path labels = exports.write("d.csv", "x,y\n\"a, b\",1\n");
    assertThat(exports.encrypt(labels, "--column=x:cat{a, b}").failed(3, "x").err())
        .contains("is quoted where it is declared");
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

  /** 64, 63 and 24 years, and 0, 13 and 40 months, by {@code age()} of PostgreSQL. */
  @Test
  void datesAreCountedAndWordsAreTrueOrFalse() throws IOException {
    Path csv =
        exports.write(
            "c.csv",
            """
            id;born;seen;dead
            1;1960-01-01;15.01.2020;TRUE
            2;1960-01-02 00:00;1.3.2021;no
            3;2000-01-01;30.5.2023;
            4;;;Y
            """);
    assertThat(
            exports.totals(
                csv,
                "--column=born:date(years to 2024-01-01)[0..120]",
                "--column=seen:date(months from 2020-01-15, d.M.yyyy)[0..60]",
                "--column=dead:bool"))
        .containsEntry("born", "3 151")
        .containsEntry("seen", "3 53")
        .containsEntry("dead", "3 2");
    assertThat(
            exports.totals(
                csv,
                "--column=dead:bool",
                "--column=born:date(years to 2024-01-01)[0..120]",
                "--group-by=born:10",
                "--on-bad=drop"))
        .containsEntry("60-69/born", "2 127")
        .containsEntry("60-69/dead", "2 1")
        .containsEntry("20-29/born", "1 24");
    exports
        .encrypt(csv, "--column=born:date(years to 2024-01-01, dd.MM.yyyy)[0..120]")
        .failed(3, "born", "is not a date in date(years to 2024-01-01, dd.MM.yyyy)");
    exports
        .encrypt(csv, "--column=id:bool")
        .failed(3, "id", "is neither true nor false in bool", "line 3");
  }

  @Test
  void aQuestionNamesWordsForNoValue() throws IOException {
    Path csv = exports.write("c.csv", "age,sbp\n41,120\n.,130\n-99,NaN\n7,120\nn/a,130\n");
    Path question =
        exports.write(
            "q.yaml",
            """
            study: s
            dataset: d
            missing: {age: ['.', -99, n/a], sbp: [NaN]}
            columns:
              age: int[0..120]
              sbp: int[60..260]
            limits: {max_rows: 1000, min_cell: 1}
            """);
    String frame = exports.file("q.bsc");
    String[] encrypt = {
      "encrypt",
      csv.toString(),
      "--query=" + question,
      "--pub=" + exports.file("s.pub"),
      "--insecure-test-key",
      "-o",
      frame
    };
    Cli.run(encrypt).ok();
    assertThat(exports.open(frame)).containsEntry("age", "2 48").containsEntry("sbp", "4 500");
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
      rows.append(String.format(Locale.ROOT, "%07d,%s%n", i, i % 100 == 0 ? "" : "010"));
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
          "m.csv",
          whole.replace(
              String.format(Locale.ROOT, "%07d,010", place + 1),
              String.format(Locale.ROOT, "%07d,110", place + 1)));
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

  @Test
  void decimalCommasAreReadOnDemandAndThousandsNever() throws IOException {
    String bili = "--column=bili:dec(1)[0..50]";
    String plt = "--column=plt:dec(3)[0..10000]";
    Path csv = exports.write("c.csv", "id;bili;plt\n1;14,5;1.234\n2;1,1;190\n3;0,5;0.500\n");
    exports.encrypt(csv, bili).failed(3, "bili", "line 2");
    assertThat(exports.encrypt(csv, bili).err()).contains("--decimal comma");
    assertThat(exports.totals(csv, bili, "--decimal=comma")).containsEntry("bili", "3 16.1");
    // a thousand, or one and a quarter: never silently
    exports.encrypt(csv, plt).failed(3, "plt", "line 2 (1 of 3 rows)");
    assertThat(exports.encrypt(csv, plt).err()).contains("may group thousands", "--decimal");
    exports.encrypt(csv, plt, "--decimal=comma").failed(3, "plt", "(2 of 3 rows)");
    assertThat(exports.encrypt(csv, plt, "--decimal=comma").err()).contains("has thousands marks");
    assertThat(exports.totals(csv, plt, "--decimal=point")).containsEntry("plt", "3 191.734");
    for (String other :
        new String[] {"id\tbili\tplt\n1\t14,5\t1.234\n", "bili,plt\n\"14,5\",1.234\n"}) {
      Path export = exports.write("d.csv", other);
      exports.encrypt(export, plt).failed(3, "plt", "line 2 (1 of 1 rows)");
    }
    assertThat(exports.totals(exports.write("d.csv", "id\tplt\n1\t1.234\n"), plt))
        .containsEntry("plt", "1 1.234");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 234",
        "1\u00A0234",
        "1\u202F234",
        "1\u2009234",
        "1'234",
        "1’234",
        "-12 345 678",
        "1_234",
        "1.234.567",
        "1 234.5",
        "1 234,5",
        "\"1,234,567\"",
        "\"1,234.5\""
      })
  void thousandsMarksAreNamed(String number) throws IOException {
    Path csv = exports.write("c.csv", "id,plt\n1,190\n2," + quoted(number) + "\n");
    String plt = "--column=plt:dec(3)[0..10000]";
    for (String[] more : new String[][] {{}, {"--decimal=point"}, {"--decimal=comma"}}) {
      Cli.Run run =
          exports.encrypt(
              csv, Stream.concat(Stream.of(plt), Stream.of(more)).toArray(String[]::new));
      assertThat(run.failed(3, "plt is not a number in [0..10000] at c.csv line 3").err())
          .contains("has thousands marks: export numbers without them");
    }
  }

  private static String quoted(String number) {
    return number.contains(",") && !number.startsWith("\"") ? "\"" + number + "\"" : number;
  }

  @Test
  void aCommaBeforeThreeDigitsIsNeverGuessed() throws IOException {
    Path csv = exports.write("c.csv", "id,plt\n1,\"1,234\"\n");
    String plt = "--column=plt:dec(3)[0..10000]";
    assertThat(exports.encrypt(csv, plt).failed(3, "plt").err())
        .contains("may group thousands or stand before decimals");
    assertThat(exports.totals(csv, plt, "--decimal=comma")).containsEntry("plt", "1 1.234");
  }

  @Test
  void floatNoiseIsRoundedOnDemandHalfToEven() throws IOException {
    Path csv =
        exports.write("c.csv", "id,wt\n1,57.152638620000005\n2,64.41\n3,20.125\n4,20.135\n5,2e1\n");
    String wt = "--column=wt:dec(2)[20..250]";
    assertThat(exports.encrypt(csv, wt).failed(3, "wt").err()).contains("--round");
    assertThat(exports.encrypt(csv, wt, "--round").ok().out())
        .contains("wt: rounded to 2 decimals: 3");
    // 57.15 + 64.41 + 20.12 + 20.14 + 20
    assertThat(exports.open(exports.frame())).containsEntry("wt", "5 181.82");
  }

  @Test
  void wordsAndCodesForMissingAreNamedAndCounted() throws IOException {
    Path csv =
        exports.write("c.csv", "id,age,sbp\n1,41,120\n2,.,130\n3,NaN,110\n4,-99,140\n5,7,n/a\n");
    String sbp = "--column=sbp:int[60..260]";
    assertThat(exports.encrypt(csv, AGE, sbp).failed(3, "age", "line 3").err())
        .contains("--missing '.'")
        .doesNotContain("fix: --on-bad");
    Cli.Run run = exports.encrypt(csv, AGE, sbp, "--missing=.,NaN,n/a", "--missing=age:-99").ok();
    assertThat(run.out())
        .contains("dropped 0, clamped 0, missing 4", "'NaN' taken for no value: 1");
    assertThat(exports.open(exports.frame()))
        .containsEntry("age", "2 48")
        .containsEntry("sbp", "4 500");
  }

  @Test
  void marksAndBlankLinesDoNoHarmInSmallFiles() throws IOException {
    Path csv = exports.write("c.csv", "id,age\n1,41\n2,7\n3,50\n");
    exports.encrypt(csv, AGE, "--protection=plain").ok();
    for (String weights : new String[] {"\uFEFF1\n0\n1\n", "1\r\n0\r\n1\r\n\r\n\r\n"}) {
      Path file = exports.write("w.txt", weights);
      String totals = exports.file(weights.length() + ".bsr");
      Cli.run("sum", exports.frame(), "--weights", file.toString(), "-o", totals).ok();
      assertThat(Cli.run("decrypt", totals, "--key", exports.file("s.key"), "--csv").ok().out())
          .contains("age,,2,91,");
    }
    Path query =
        exports.write(
            "q.yaml",
            String.join(
                "\r\n",
                "\uFEFFstudy: s",
                "dataset: d",
                "columns: {age: 'int[0..120]'}",
                "limits: {max_rows: 1000}",
                "",
                ""));
    Cli.run(
            "encrypt",
            csv.toString(),
            "--pub",
            exports.file("s.pub"),
            "--insecure-test-key",
            "--query",
            query.toString(),
            "-o",
            exports.file("q.bsc"))
        .ok();
  }

  @Test
  void whatCanBeReadOnlyOnceIsReadOnce() throws Exception {
    Path csv = exports.write("c.csv", "id,age\n1,41\n2,7\n3,50\n");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer = feed(csv, pipe);
    exports.encrypt(pipe, AGE).ok();
    assertThat(writer.waitFor()).isZero();
    String totals = exports.file("t.bsr");
    Cli.run("sum", exports.frame(), "-o", totals).ok();
    writer = feed(Path.of(totals), pipe);
    assertThat(
            Cli.run("decrypt", pipe.toString(), "--key", exports.file("s.key"), "--csv").ok().out())
        .contains("age,,3,98,");
    assertThat(writer.waitFor()).isZero();
    for (Path file : new Path[] {csv, Path.of(totals)}) {
      writer = feed(file, pipe);
      assertThat(Cli.run("inspect", pipe.toString(), "--json").ok().json().get("rows").asInt())
          .isEqualTo(3);
      assertThat(writer.waitFor()).isZero();
    }
    Cli.run("decrypt", totals, "--key", pipe.toString()).failed(4, "a pipe");
  }

  private static Process feed(Path file, Path pipe) throws IOException {
    return new ProcessBuilder(
            "sh", "-c", "cat \"$1\" > \"$2\"", "sh", file.toString(), pipe.toString())
        .start();
  }

  @Test
  void aMistypedOptionIsNamed() {
    Cli.run("decrypt", "t.bsr", "--keys", "s.key").failed(2, "'--keys'", "did you mean --key?");
    Cli.run("keygen", "--stdy", "x", "-o", "k").failed(2, "'--stdy'", "did you mean --study?");
    Cli.run("encrypt", "c.csv", "--colum", AGE).failed(2, "'--colum'", "did you mean --column?");
  }
}
