package io.blindsum.release.render;

import io.blindsum.release.page.Content;
import io.blindsum.release.page.HtmlTable.Head;
import io.blindsum.release.page.Numbers;
import io.blindsum.release.page.Writing.Fact;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Row;
import java.util.ArrayList;
import java.util.List;

/** Figures as a page has them; the two ends of an interval are one of them. */
final class HtmlFigures {
  private HtmlFigures() {}

  static Content content(Figure figure) {
    if (figure.isHidden()) {
      return Content.text(figure.mark());
    }
    return figure
        .value()
        .number()
        .map(
            number ->
                figure.column().format() == Format.P
                    ? Content.p(number.doubleValue())
                    : Content.number(number))
        .orElse(Content.text(Numbers.NONE));
  }

  static List<Head> heads(List<Column> columns) {
    return columns.stream()
        .filter(column -> !column.equals(Columns.HIGH))
        .map(column -> new Head(column.title(), column.unit().text()))
        .toList();
  }

  /** Returns the cells of a row. */
  static List<Content> cells(Row row, List<Column> columns) {
    List<Content> cells = new ArrayList<>();
    for (Column column : columns) {
      if (!column.equals(Columns.HIGH)) {
        cells.add(cell(row, column));
      }
    }
    return cells;
  }

  static Content cell(Row row, Column column) {
    Figure figure = Grid.figure(row, column).orElse(null);
    if (figure == null) {
      return Content.text(Numbers.NONE);
    }
    return column.equals(Columns.LOW)
        ? Grid.figure(row, Columns.HIGH).map(high -> interval(figure, high)).orElse(content(figure))
        : content(figure);
  }

  private static Content interval(Figure low, Figure high) {
    return low.value().number().isPresent()
        ? Content.range(content(low), content(high))
        : content(low);
  }

  /** Returns figures by their titles. */
  static List<Fact> facts(List<Figure> figures) {
    List<Fact> facts = new ArrayList<>();
    Row row = Row.of(Group.ALL, figures);
    for (Figure figure : figures) {
      if (!figure.column().equals(Columns.HIGH)) {
        facts.add(new Fact(figure.column().title(), cell(row, figure.column())));
      }
    }
    return facts;
  }

  /** Returns the figures of a part, the first of which is the part itself. */
  static List<Fact> facts(Member.Part part) {
    List<Figure> figures =
        part.members().stream().filter(Figure.class::isInstance).map(Figure.class::cast).toList();
    List<Fact> facts = new ArrayList<>(facts(figures));
    if (!facts.isEmpty()) {
      facts.set(0, new Fact(part.title(), facts.get(0).value()));
    }
    for (Member member : part.members()) {
      if (member instanceof Member.Undefined undefined) {
        facts.add(new Fact(part.title(), Content.text("not defined, " + undefined.reason())));
      }
    }
    return facts;
  }
}
