package io.blindsum.release.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page that needs nothing else, no script, no font and no network, and each of its plots as an
 * SVG and a PNG file.
 */
public final class Page {
  private static final String INDEX = "index.html";
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private static final String MARK = "<meta name=\"generator\" content=\"blindsum";
  private static final Predicate<String> PLOT =
      Pattern.compile("plot-\\d+-.*\\.(svg|png)").asMatchPredicate();

  private final String title;
  private final String creator;
  private final List<Section> sections = new ArrayList<>();

  /**
   * Begins a page.
   *
   * @param title of it
   * @param creator the program and its version, which begins with its name
   */
  public Page(String title, String creator) {
    this.title = title;
    this.creator = creator;
  }

  /** Adds a part. */
  public Page add(Section section) {
    sections.add(section);
    return this;
  }

  /**
   * Makes the folder of a page.
   *
   * @throws IllegalStateException if it has a page that is no report
   */
  public static void claim(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path page = folder.resolve(INDEX);
    if (Files.exists(page) && !Files.readString(page).contains(MARK)) {
      throw new IllegalStateException(page + " is not a report, and would be overwritten");
    }
  }

  /**
   * Writes a folder with the page and its plots, and replaces an earlier report in it.
   *
   * @return the page
   * @throws IllegalStateException if there is a page that is no report
   */
  public Path write(Path folder) throws IOException {
    claim(folder);
    removePlots(folder);
    Writing body = body();
    Path page = folder.resolve(INDEX);
    Files.writeString(page, html(body));
    for (Writing.Named plot : body.drawings()) {
      plot.drawing().write(folder, plot.name());
    }
    return page;
  }

  /** Returns the page alone. */
  public String html() {
    return html(body());
  }

  private Writing body() {
    Writing body = new Writing();
    sections.forEach(section -> section.write(body));
    return body;
  }

  private String html(Writing body) {
    Markup html = new Markup();
    html.open("html", "lang", "en").text("\n").open("head").text("\n");
    html.empty("meta", "charset", "utf-8").text("\n");
    html.empty("meta", "name", "generator", "content", creator).text("\n");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).text("\n");
    html.leaf("title", title).text("\n").leaf("style", style()).closeLine();
    html.open("body").open("main").text("\n").leaf("h1", title).text("\n");
    html.add(body.html()).close().closeLine().closeLine();
    return "<!DOCTYPE html>\n" + html;
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
    try (InputStream in = Page.class.getResourceAsStream("page.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
