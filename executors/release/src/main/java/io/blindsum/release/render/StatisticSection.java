package io.blindsum.release.render;

import io.blindsum.release.page.HtmlTable;
import io.blindsum.release.page.HtmlTable.Head;
import io.blindsum.release.page.Section;
import io.blindsum.release.page.Writing;
import io.blindsum.release.page.Writing.Fact;
import io.blindsum.release.result.Estimates;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Histogram;
import io.blindsum.release.result.Key;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Survival;
import io.blindsum.release.result.Withheld;
import io.blindsum.release.statistic.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All results of one statistic.
 *
 * @param statistic what it is
 * @param results at least one
 */
record StatisticSection(Declaration statistic, List<Result> results) implements Section {
  @Override
  public void write(Writing page) {
    page.heading(statistic.heading());
    String source = statistic.source().isEmpty() ? "" : " (" + statistic.source() + ")";
    page.paragraph(
        "%s, from %s: %s%s."
            .formatted(statistic.form(), statistic.totals(), statistic.formula(), source));
    byAsked(of(Histogram.class).filter(histogram -> !histogram.bins().isEmpty()))
        .forEach(groups -> new HistogramSection(groups).write(page));
    byAsked(of(Survival.class)).forEach(groups -> new SurvivalSection(groups).write(page));
    List<Result> others = results.stream().filter(result -> !isDrawn(result)).toList();
    for (Alike alike : Alike.of(others)) {
      if (alike.isTable() && others.size() == results.size()) {
        table(page, alike);
      } else {
        alike.results().forEach(result -> single(page, result));
      }
    }
    of(Estimates.class)
        .filter(means -> means.rows().stream().anyMatch(ForestPlot::isDrawn))
        .forEach(means -> page.draw(ForestPlot.of(means)));
  }

  private <R extends Result> Stream<R> of(Class<R> kind) {
    return results.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static boolean isDrawn(Result result) {
    return result instanceof Survival
        || (result instanceof Histogram histogram && !histogram.bins().isEmpty());
  }

  /** Returns for each question the results of all groups. */
  private static <R extends Result> List<List<R>> byAsked(Stream<R> results) {
    Map<Object, List<R>> groups = new LinkedHashMap<>();
    results.forEach(
        result -> groups.computeIfAbsent(result.asked(), asked -> new ArrayList<>()).add(result));
    return List.copyOf(groups.values());
  }

  private void table(Writing page, Alike alike) {
    List<Row> rows = alike.lines().stream().map(Alike.Line::row).toList();
    Grid grid = Grid.of(rows);
    List<Head> head = new ArrayList<>(List.of(new Head("Of", "")));
    head.addAll(HtmlFigures.heads(grid.columns()));
    HtmlTable table = HtmlTable.open(page.html(), statistic.heading(), head);
    for (Alike.Line line : alike.lines()) {
      String name =
          line.group().filter(group -> !group.isAll()).map(g -> ", " + g.text()).orElse("");
      table.row(line.asked().arguments() + name, HtmlFigures.cells(line.row(), grid.columns()));
    }
    table.close();
    for (Alike.Line line : alike.lines()) {
      String reason = Grid.undefined(line.row());
      if (!reason.isEmpty()) {
        String group = line.group().filter(g -> !g.isAll()).map(g -> ", " + g.text()).orElse("");
        page.paragraph(line.asked() + group + ": not defined, " + reason + ".");
      }
      String leftOut = Grid.leftOut(line.row());
      if (!leftOut.isEmpty()) {
        page.paragraph(line.asked() + ": without " + leftOut + ".");
      }
    }
  }

  private static void single(Writing page, Result result) {
    if (result instanceof Withheld withheld) {
      page.paragraph(result.title() + ": " + withheld.n().mark() + " people, not shown.");
      return;
    }
    List<Figure> figures = new ArrayList<>();
    List<Fact> facts = new ArrayList<>();
    for (Member member : result.members()) {
      if (member instanceof Member.Rows rows) {
        table(page, result.title(), rows);
      } else if (member instanceof Figure figure) {
        figures.add(figure);
      } else if (member instanceof Member.Part part) {
        facts.addAll(HtmlFigures.facts(part));
      }
    }
    facts.addAll(0, HtmlFigures.facts(figures));
    page.facts(facts);
    for (Member member : result.members()) {
      if (member instanceof Member.Undefined undefined) {
        page.paragraph(result.title() + ": not defined, " + undefined.reason() + ".");
      } else if (member instanceof Member.LeftOut leftOut) {
        page.paragraph(result.title() + ": without " + leftOut.text() + ".");
      }
    }
  }

  private static void table(Writing page, String caption, Member.Rows rows) {
    if (rows.rows().isEmpty()) {
      return;
    }
    Grid grid = Grid.of(rows.rows());
    List<Head> head = new ArrayList<>();
    head.add(new Head(name(rows.rows().get(0).key()), ""));
    head.addAll(HtmlFigures.heads(grid.columns()));
    HtmlTable table = HtmlTable.open(page.html(), caption, head);
    for (Row row : rows.rows()) {
      table.row(row.key().text(), HtmlFigures.cells(row, grid.columns()));
    }
    table.close();
  }

  private static String name(Key key) {
    return key instanceof Key.Labels labels ? labels.labels().get(0).name() : "Group";
  }
}
