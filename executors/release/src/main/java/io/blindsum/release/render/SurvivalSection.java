package io.blindsum.release.render;

import io.blindsum.release.page.Content;
import io.blindsum.release.page.HtmlTable;
import io.blindsum.release.page.HtmlTable.Head;
import io.blindsum.release.page.Section;
import io.blindsum.release.page.Writing;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Key;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Survival;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Survival curves, drawn and in numbers.
 *
 * @param groups those of each group; at least one
 */
record SurvivalSection(List<Survival> groups) implements Section {
  @Override
  public void write(Writing page) {
    page.draw(SurvivalPlot.of(groups));
    String name = groups.get(0).asked().toString();
    HtmlTable medians =
        HtmlTable.open(page.html(), "Median of " + name, Head.of(List.of("Group", "n", "Median")));
    for (Survival group : groups) {
      Content median =
          group.median().isUndefined()
              ? Content.text("not reached")
              : HtmlFigures.content(group.median());
      medians.row(group.of().text(), List.of(HtmlFigures.content(group.n()), median));
    }
    medians.close();
    page.html().open("details").leaf("summary", "The steps of " + name);
    steps(page, name);
    page.html().closeLine();
  }

  private void steps(Writing page, String name) {
    List<Column> columns =
        groups.stream()
            .flatMap(group -> group.steps().stream())
            .findFirst()
            .map(step -> Grid.of(List.of(row(step))).columns())
            .orElse(List.of(groups.get(0).end().column()));
    List<Head> head = new ArrayList<>(List.of(new Head("Time", "unit of time")));
    head.addAll(HtmlFigures.heads(columns));
    HtmlTable table = HtmlTable.open(page.html(), "Steps of " + name + ", by group", head);
    for (Survival group : groups) {
      table.part(group.of().text());
      for (Survival.Step step : group.steps()) {
        table.row(String.valueOf(step.time()), HtmlFigures.cells(row(step), columns));
      }
      if (group.end().isHidden()) {
        table.row("later", Collections.nCopies(head.size() - 1, HtmlFigures.content(group.end())));
      }
    }
    table.close();
  }

  private static Row row(Survival.Step step) {
    return Row.of(Key.of("time", String.valueOf(step.time())), step.figures());
  }
}
