package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** What a report shows, and what it must not. */
class ReportTest {
  /** Of arm b there are 7, of whom nobody may learn anything. */
  private static final String QUERY =
      """
      study: s
      dataset: trial
      columns:
        arm: cat{a,b,c}
        age: int[0..120]
        score: dec(1)[0..50]
        sex: cat{F,M}
        event: int[0..1]
        month: month[0..12]
      group_by: [arm]
      stats: [hist(age,20), km(month,event), ols(score ~ age), corr(age,score), table(sex,event)]
      limits: {max_rows: 1000, min_cell: 1}
      """;

  private static final List<String> ARMS = List.of("a", "b", "c");

  @TempDir private static Path folder;
  private static JsonNode whole;
  private static ReportPage page;
  private static ReportPage suppressed;

  @BeforeAll
  static void writeReports() throws Exception {
    Cli.makeTestKey(folder, "s", 1024);
    StringBuilder csv = new StringBuilder("arm,age,score,sex,event,month\n");
    addArm(csv, "a", 60);
    addArm(csv, "b", 7);
    addArm(csv, "c", 55);
    Files.writeString(folder.resolve("trial.csv"), csv);
    Files.writeString(folder.resolve("q.yaml"), QUERY);
    sum("trial", "--query=" + folder.resolve("q.yaml"));
    whole = decrypt("trial", "whole").json();
    page = ReportPage.read(folder.resolve("whole"));
    decrypt("trial", "suppressed", "--min-cell=10");
    suppressed = ReportPage.read(folder.resolve("suppressed"));
  }

  private static void addArm(StringBuilder csv, String arm, int patients) {
    for (int i = 0; i < patients; i++) {
      // a few are old
      int age = i % 12 == 5 ? 95 : 20 + (17 * i + arm.charAt(0)) % 60;
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%.1f,%s,%d,%d\n",
              arm,
              age,
              age / 4.0 + i % 5,
              i % 3 > 0 ? "F" : "M",
              i % 2,
              i % 13));
    }
  }

  private static void sum(String name, String... how) {
    String csv = folder.resolve(name + ".csv").toString();
    String records = folder.resolve(name + ".bsc").toString();
    String[] encrypt = {"encrypt", csv, "--pub", folder.resolve("s.pub").toString(), "-o", records};
    Cli.run(with(with(encrypt, "--insecure-test-key"), how)).ok();
    Cli.run("sum", records, "-o", folder.resolve(name + ".bsr").toString()).ok();
  }

  private static Cli.Run decrypt(String name, String report, String... options) {
    String[] decrypt = {
      "decrypt",
      folder.resolve(name + ".bsr").toString(),
      "--key=" + folder.resolve("s.key"),
      "--json",
      "--report=" + folder.resolve(report)
    };
    return Cli.run(with(decrypt, options));
  }

  private static String[] with(String[] first, String... more) {
    return java.util.stream.Stream.of(first, more)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }

  @Test
  void showsTheNumbersOfTheResult() {
    for (int arm = 0; arm < ARMS.size(); arm++) {
      String group = "arm=" + ARMS.get(arm);
      JsonNode age = whole.get("groups").get(arm).get("columns").get("age");
      assertThat(page.row("Numbers of each column, by group", "age", group))
          .containsExactly(
              age.get("n").asDouble(),
              Double.parseDouble(age.get("sum").asString()),
              age.get("mean").asDouble(),
              age.get("sd").asDouble(),
              age.get("variance").asDouble());
      JsonNode mean = find("mean(age)", -1).get("groups").get(arm);
      assertThat(page.row("Means", "", "age, " + group))
          .containsExactly(
              mean.get("n").asDouble(),
              mean.get("mean").asDouble(),
              mean.get("se").asDouble(),
              mean.get("low").asDouble(),
              mean.get("high").asDouble());
      JsonNode curve = find("km(month,event)", arm);
      for (JsonNode step : curve.get("steps")) {
        assertThat(
                page.row("Steps of km(month,event), by group", group, step.get("time").toString()))
            .startsWith(
                step.get("at_risk").asDouble(),
                step.get("events").asDouble(),
                step.get("censored").asDouble(),
                step.get("survival").asDouble());
      }
      JsonNode model = find("ols(score ~ age)", arm);
      JsonNode slope = model.get("coefficients").get(1);
      assertThat(page.row("ols(score ~ age), " + group, "", "age"))
          .containsExactly(
              slope.get("estimate").asDouble(),
              slope.get("se").asDouble(),
              slope.get("t").asDouble(),
              slope.get("p").asDouble(),
              slope.get("low").asDouble(),
              slope.get("high").asDouble());
      JsonNode table = find("table(sex,event)", arm);
      assertThat(page.row("table(sex,event), " + group, "", "F"))
          .containsExactly(
              table.get("rows").get(0).get("event=0").asDouble(),
              table.get("rows").get(0).get("event=1").asDouble());
    }
    assertThat(page.fact("χ²")).isEqualTo(find("table(sex,event)", 0).get("chi2").asDouble());
    assertThat(page.fact("R²")).isEqualTo(find("ols(score ~ age)", 0).get("r2").asDouble());
    assertThat(page.fact("Rows")).isEqualTo(122);
    JsonNode observed = find("logrank(month,event)", -1).get("groups").get(0);
    assertThat(page.row("logrank(month,event)", "", "arm=a"))
        .containsExactly(observed.get("observed").asDouble(), observed.get("expected").asDouble());
    JsonNode anova = find("anova(age)", -1);
    assertThat(page.row("Analysis of variance", "", "age"))
        .startsWith(anova.get("between").asDouble(), anova.get("within").asDouble());
  }

  @Test
  void showsNothingOfASmallGroup() throws IOException {
    assertThat(suppressed.all("td")).extracting(Element::getTextContent).contains("<10", "hidden");
    Set<String> secrets = new HashSet<>();
    JsonNode arm = whole.get("groups").get(1);
    for (String column : List.of("age", "score", "event", "month")) {
      JsonNode numbers = arm.get("columns").get(column);
      secrets.add(numbers.get("mean").toString());
      secrets.add(numbers.get("sd").toString());
    }
    secrets.add(find("ols(score ~ age)", 1).get("r2").toString());
    secrets.add(find("corr(age,score)", 1).get("r").toString());
    // a short number may stand there for another reason
    secrets.removeIf(secret -> secret.length() < 10);
    assertThat(secrets).hasSizeGreaterThan(5);
    for (Path file : suppressed.texts()) {
      assertThat(secrets).as(file.toString()).noneMatch(read(file)::contains);
    }
    // the arm that is hidden with it would give it away with the number of all rows
    List<String> shown =
        suppressed.all("data").stream().map(data -> data.getAttribute("value")).toList();
    assertThat(shown).doesNotContain("7").contains("122");
    long hiddenGroups =
        suppressed.all("tr").stream()
            .map(Element::getTextContent)
            .filter(row -> row.matches("arm=[abc](<10|hidden)"))
            .distinct()
            .count();
    assertThat(hiddenGroups).isEqualTo(2);
  }

  @Test
  void drawsNoBarOfAHiddenBin() throws IOException {
    String drawn =
        suppressed.texts().stream()
            .filter(file -> file.toString().contains("histogram"))
            .map(ReportTest::read)
            .findFirst()
            .orElseThrow();
    JsonNode json = decrypt("trial", "suppressed", "--min-cell=10").json();
    int bars = 0;
    int marks = 0;
    for (JsonNode statistic : json.get("statistics")) {
      if (statistic.get("statistic").asString().equals("hist(age,20)")) {
        for (JsonNode bin : statistic.get("bins")) {
          bars += bin.get("n").isNumber() ? 1 : 0;
          marks += bin.get("n").isNumber() ? 0 : 1;
        }
      }
    }
    assertThat(marks).isPositive();
    assertThat(Pattern.compile("<rect [^>]*class=\"area0\"").matcher(drawn).results())
        .hasSize(bars);
    assertThat(Pattern.compile("&lt;10|hidden").matcher(drawn).results()).hasSize(marks);
  }

  @Test
  void needsNothingFromElsewhere() throws IOException {
    for (Path file : page.texts()) {
      String text = read(file).replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
      assertThat(text)
          .as(file.toString())
          .doesNotContain("http:", "https:", "//", "url(", "@import", "src=", "href=", "<script");
    }
  }

  @Test
  void isReadByMachinesThatReadAloud() {
    assertThat(page.all("html").get(0).getAttribute("lang")).isEqualTo("en");
    assertThat(page.all("table")).isNotEmpty();
    for (Element table : page.all("table")) {
      assertThat(table.getFirstChild().getNodeName()).isEqualTo("caption");
    }
    assertThat(page.all("th")).allMatch(head -> !head.getAttribute("scope").isEmpty());
    assertThat(page.all("svg")).hasSize(6).allMatch(svg -> svg.getAttribute("role").equals("img"));
    for (Element drawing : page.all("svg")) {
      assertThat(drawing.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
      assertThat(drawing.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
    }
  }

  @Test
  void drawsEachPlotAsAnImageToo() throws IOException {
    assertThat(page.images()).hasSize(6);
    for (Path file : page.images()) {
      BufferedImage image = ImageIO.read(file.toFile());
      Set<Integer> colours = new HashSet<>();
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          colours.add(image.getRGB(x, y));
        }
      }
      assertThat(image.getWidth()).isEqualTo(2 * 540);
      assertThat(colours).as(file.toString()).hasSizeGreaterThan(10);
    }
  }

  @Test
  void escapesWhatFilesBring() throws Exception {
    String script = "<script>alert(1)</script>";
    String image = "\"><img src=x onerror='alert(2)'>&amp;";
    Files.writeString(
        folder.resolve("hostile.csv"),
        script + ",\"" + image.replace("\"", "\"\"") + "\"\n1,<b>\n2,<b>\n3,]]>\n");
    sum(
        "hostile",
        "--column=" + script + ":int[0..9]",
        "--column=" + image + ":cat{<b>,]]>}",
        "--group-by=" + image);
    decrypt("hostile", "hostile").ok();
    ReportPage hostile = ReportPage.read(folder.resolve("hostile"));
    assertThat(hostile.all("script")).isEmpty();
    assertThat(hostile.all("img")).isEmpty();
    assertThat(hostile.all("b")).isEmpty();
    assertThat(hostile.row("Numbers of each column, by group", script, image + "=<b>"))
        .startsWith(2.0, 3.0, 1.5);
    for (Path file : hostile.texts()) {
      ReportPage.parse(read(file));
    }
  }

  @Test
  void replacesAReportAndNothingElse() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("index.html"), "<p>my page</p>");
    decrypt("trial", "mine").failed(2, "is not a report");
    assertThat(mine.resolve("index.html")).hasContent("<p>my page</p>");
    Path again = folder.resolve("again");
    decrypt("trial", "again").ok();
    Files.writeString(again.resolve("plot-99-old.svg"), "");
    Files.writeString(again.resolve("notes.txt"), "mine");
    decrypt("trial", "again").ok();
    assertThat(again.resolve("plot-99-old.svg")).doesNotExist();
    assertThat(again.resolve("notes.txt")).hasContent("mine");
  }

  private static JsonNode find(String statistic, int group) {
    for (JsonNode candidate : whole.get("statistics")) {
      boolean named = candidate.get("statistic").asString().equals(statistic);
      if (named
          && (group < 0 || candidate.get("group").get("arm").asString().equals(ARMS.get(group)))) {
        return candidate;
      }
    }
    throw new AssertionError("no " + statistic);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
