package io.blindsum.release.render;

import io.blindsum.release.page.Content;
import io.blindsum.release.page.HtmlTable;
import io.blindsum.release.page.HtmlTable.Head;
import io.blindsum.release.page.Section;
import io.blindsum.release.page.Writing;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Histogram;
import java.util.ArrayList;
import java.util.List;

/**
 * One histogram, drawn and in numbers.
 *
 * @param groups those of each group with values; at least one
 */
record HistogramSection(List<Histogram> groups) implements Section {
  @Override
  public void write(Writing page) {
    page.draw(HistogramPlot.of(groups));
    String name = groups.get(0).asked().toString();
    page.html().open("details").leaf("summary", "The counts of " + name);
    List<Head> head = new ArrayList<>(List.of(new Head("Values", "")));
    groups.forEach(group -> head.add(new Head(group.of().text(), "people")));
    HtmlTable table = HtmlTable.open(page.html(), "Counts of " + name + ", by group", head);
    table.row("all", groups.stream().map(group -> HtmlFigures.content(group.n())).toList());
    List<Histogram.Bin> bins = groups.get(0).bins();
    for (int i = 0; i < bins.size(); i++) {
      int bin = i;
      String values =
          "from %s, below %s"
              .formatted(bins.get(i).from().toPlainString(), bins.get(i).below().toPlainString());
      table.row(
          values, groups.stream().map(g -> HtmlFigures.content(g.bins().get(bin).n())).toList());
    }
    for (int i = 0; i < groups.get(0).quantiles().size(); i++) {
      int quantile = i;
      List<Figure> figures =
          groups.stream().map(group -> (Figure) group.quantiles().get(quantile)).toList();
      List<Content> cells = figures.stream().map(HtmlFigures::content).toList();
      table.row(figures.get(0).column().title(), cells);
    }
    table.close();
    page.html().closeLine();
  }
}
