package io.blindsum.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A result as a folder: a page that needs nothing else, no script, no font and no network, and each
 * of its plots as an SVG and a PNG file.
 */
public final class Report {
  private static final String PAGE = "index.html";
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private static final String MARK = "<meta name=\"generator\" content=\"blindsum";
  private static final Predicate<String> PLOT =
      Pattern.compile("plot-\\d+-.*\\.(svg|png)").asMatchPredicate();

  private final String title;
  private final String creator;
  private final List<Section> sections = new ArrayList<>();

  /**
   * Begins a report.
   *
   * @param title of the page
   * @param creator the program and its version, which begins with its name
   */
  public Report(String title, String creator) {
    this.title = title;
    this.creator = creator;
  }

  /**
   * Makes the report of one result.
   *
   * @param result the members of the object that {@code decrypt --json} prints
   * @param creator the program and its version
   */
  public static Report of(Map<String, ?> result, String creator) {
    Members members = new Members(result);
    return new Report("BlindSum: " + members.text("study"), creator).add(members);
  }

  /** Adds a chapter with a result. */
  public Report result(String heading, Map<String, ?> result) {
    sections.add(page -> page.chapter(heading));
    return add(new Members(result));
  }

  /** Adds a table; each row has its name first. */
  public Report table(String heading, String caption, List<String> head, List<List<Object>> rows) {
    sections.add(new TableSection(heading, caption, head, rows));
    return this;
  }

  /** Adds pictures of who did what when, and how fast. */
  public Report timeline(String heading, Timeline timeline) {
    sections.add(
        page -> {
          page.heading(heading);
          page.draw(TimelinePlot.of(timeline));
          page.draw(ThroughputPlot.of(timeline));
        });
    return this;
  }

  private Report add(Members result) {
    sections.addAll(
        List.of(
            new SummarySection(result),
            new QuestionSection(result),
            new MeansSection(result),
            new HistogramSection(result),
            new SurvivalSection(result),
            new CrossTableSection(result),
            new RateSection(result),
            new ModelSection(result),
            new TestSection(result),
            new ReceiptSection(result)));
    return this;
  }

  /**
   * Makes the folder of a report.
   *
   * @throws IllegalStateException if it has a page that is no report
   */
  public static void claim(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path page = folder.resolve(PAGE);
    if (Files.exists(page) && !Files.readString(page).contains(MARK)) {
      throw new IllegalStateException(page + " is not a report, and would be overwritten");
    }
  }

  /**
   * Writes the folder, and replaces an earlier report in it.
   *
   * @return the page
   * @throws IllegalStateException if there is a page that is no report
   */
  public Path write(Path folder) throws IOException {
    claim(folder);
    removePlots(folder);
    Path page = folder.resolve(PAGE);
    Writing writing = new Writing();
    write(writing);
    Files.writeString(page, "<!DOCTYPE html>\n" + writing.html());
    for (Writing.Named plot : writing.drawings()) {
      Files.writeString(
          folder.resolve(plot.name() + ".svg"), plot.drawing().file().toString() + "\n");
      PngImage.write(plot.drawing(), folder.resolve(plot.name() + ".png"));
    }
    return page;
  }

  private void write(Writing page) {
    Markup html = page.html();
    html.open("html", "lang", "en").text("\n").open("head").text("\n");
    html.empty("meta", "charset", "utf-8").text("\n");
    html.empty("meta", "name", "generator", "content", creator).text("\n");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).text("\n");
    html.leaf("title", title).text("\n").leaf("style", style()).closeLine();
    html.open("body").open("main").text("\n").leaf("h1", title).text("\n");
    sections.forEach(section -> section.write(page));
    html.close().closeLine().closeLine();
  }

  /** Removes the plots of a report that was here. */
  private static void removePlots(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> PLOT.test(file.getFileName().toString())).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String style() {
    try (InputStream in = Report.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
