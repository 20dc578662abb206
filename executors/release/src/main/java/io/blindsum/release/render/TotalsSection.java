package io.blindsum.release.render;

import io.blindsum.release.page.Content;
import io.blindsum.release.page.HtmlTable;
import io.blindsum.release.page.HtmlTable.Head;
import io.blindsum.release.page.Section;
import io.blindsum.release.page.Writing;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.ColumnResult;
import io.blindsum.release.result.ColumnResult.Categories;
import io.blindsum.release.result.ColumnResult.Numbers;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.GroupResult;
import io.blindsum.release.result.ReleasedResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The patients in numbers: each column by group. */
record TotalsSection(ReleasedResult result) implements Section {
  @Override
  public void write(Writing page) {
    page.heading("Table 1: by group");
    List<Head> head = new ArrayList<>(List.of(new Head("Group", "")));
    head.addAll(heads(List.of(Columns.N)));
    head.addAll(heads(Columns.TOTALS));
    HtmlTable table = HtmlTable.open(page.html(), "Numbers of each column, by group", head);
    table.part("Rows");
    for (GroupResult group : result.groups()) {
      List<Content> cells = new ArrayList<>(List.of(HtmlFigures.content(group.n())));
      cells.addAll(Collections.nCopies(Columns.TOTALS.size(), Content.NOTHING));
      table.row(group.group().text(), cells);
    }
    each(Numbers.class, index -> numbers(table, index));
    table.close();
    each(Categories.class, index -> categories(page, index));
  }

  private static List<Head> heads(List<Column> columns) {
    return HtmlFigures.heads(columns);
  }

  /** Goes through the columns of a kind, but for those that make the groups. */
  private void each(Class<? extends ColumnResult> kind, Consumer<Integer> column) {
    List<ColumnResult> columns = columns();
    IntStream.range(0, columns.size())
        .filter(i -> kind.isInstance(columns.get(i)))
        .filter(i -> !result.groupColumns().contains(columns.get(i).column()))
        .forEach(column::accept);
  }

  /** Returns the columns of a group that is shown; all such groups have the same. */
  private List<ColumnResult> columns() {
    return result.groups().stream()
        .map(GroupResult::columns)
        .filter(columns -> !columns.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private void numbers(HtmlTable table, int index) {
    table.part(columns().get(index).column());
    for (GroupResult group : result.groups()) {
      List<Content> cells = new ArrayList<>();
      if (group.columns().isEmpty()) {
        cells.addAll(
            Collections.nCopies(1 + Columns.TOTALS.size(), HtmlFigures.content(group.n())));
      } else {
        Numbers column = (Numbers) group.columns().get(index);
        cells.add(HtmlFigures.content(column.n()));
        column.figures().forEach(figure -> cells.add(HtmlFigures.content(figure)));
      }
      table.row(group.group().text(), cells);
    }
  }

  private void categories(Writing page, int index) {
    Categories shown = (Categories) columns().get(index);
    List<Head> head = new ArrayList<>(List.of(new Head("Group", "")));
    head.addAll(heads(List.of(Columns.N)));
    shown.counts().forEach(count -> head.add(new Head(count.label(), "")));
    HtmlTable table = HtmlTable.open(page.html(), shown.column() + ", by group", head);
    for (GroupResult group : result.groups()) {
      List<Content> cells = new ArrayList<>();
      if (group.columns().isEmpty()) {
        cells.addAll(
            Collections.nCopies(1 + shown.counts().size(), HtmlFigures.content(group.n())));
      } else {
        Categories column = (Categories) group.columns().get(index);
        cells.add(HtmlFigures.content(column.n()));
        column.counts().forEach(count -> cells.add(share(count.n(), column.n())));
      }
      table.row(group.group().text(), cells);
    }
    table.close();
  }

  private static Content share(Figure count, Figure total) {
    return count.value().number().isPresent() && total.value().number().isPresent()
        ? Content.share((long) count.number(), (long) total.number())
        : HtmlFigures.content(count);
  }
}
