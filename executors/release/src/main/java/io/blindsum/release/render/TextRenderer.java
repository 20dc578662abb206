package io.blindsum.release.render;

import io.blindsum.release.page.TextTable;
import io.blindsum.release.result.ColumnResult;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.GroupResult;
import io.blindsum.release.result.Key;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a result for the terminal: a table of the totals, then every statistic. A hidden figure is
 * its mark, and one that the totals do not define is {@code -}.
 */
public final class TextRenderer {
  private TextRenderer() {}

  /** Returns the lines. */
  public static List<String> lines(ReleasedResult result) {
    List<String> lines = new ArrayList<>(totals(result));
    for (Alike alike : Alike.of(result.results())) {
      lines.add("");
      lines.addAll(alike.isTable() ? table(alike) : single(alike.single()));
    }
    lines.add("");
    lines.addAll(result.remarks());
    return lines;
  }

  /** Returns the lines of the table of totals alone. */
  public static List<String> totals(ReleasedResult result) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(result.groupColumns());
    head.addAll(List.of("column", Columns.N.name()));
    Columns.TOTALS.forEach(column -> head.add(column.name()));
    rows.add(head);
    result.groups().forEach(group -> addGroup(rows, group));
    return TextTable.lines(rows, result.groupColumns().size() + 1);
  }

  private static void addGroup(List<List<String>> rows, GroupResult group) {
    if (group.columns().isEmpty()) {
      rows.add(row(group, "(rows)", group.n(), all(group.n().isHidden() ? "hidden" : "")));
    }
    for (ColumnResult column : group.columns()) {
      if (column instanceof ColumnResult.Categories categories) {
        for (ColumnResult.Count count : categories.counts()) {
          rows.add(row(group, column.column() + " = " + count.label(), count.n(), all("")));
        }
      } else if (column instanceof ColumnResult.Numbers numbers) {
        List<String> figures = numbers.figures().stream().map(Plain::text).toList();
        rows.add(row(group, column.column(), column.n(), figures));
      }
    }
  }

  private static List<String> all(String text) {
    return Collections.nCopies(Columns.TOTALS.size(), text);
  }

  private static List<String> row(GroupResult group, String name, Figure n, List<String> figures) {
    List<String> row = new ArrayList<>(group.group().values().values());
    row.add(name);
    row.add(Plain.text(n));
    row.addAll(figures);
    return row;
  }

  /** Returns one table with the rows of several results. */
  private static List<String> table(Alike alike) {
    List<Alike.Line> lines = alike.lines();
    boolean byGroup = lines.stream().anyMatch(line -> !group(line).isEmpty());
    List<List<String>> names = new ArrayList<>();
    for (Alike.Line line : lines) {
      String arguments = line.asked().arguments();
      names.add(byGroup ? List.of(arguments, group(line)) : List.of(arguments));
    }
    List<String> head = byGroup ? List.of(alike.statistic(), "group") : List.of(alike.statistic());
    return grid(head, names, lines.stream().map(Alike.Line::row).toList(), head.size());
  }

  private static String group(Alike.Line line) {
    return line.group().map(TextRenderer::text).orElse("");
  }

  private static String text(Group group) {
    return group.values().entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Returns a line with the figures of a result, and the tables of its lists. */
  private static List<String> single(Result result) {
    StringBuilder line = new StringBuilder(result.asked().toString());
    result.group().ifPresent(group -> line.append("  ").append(text(group)));
    List<String> tables = new ArrayList<>();
    for (Member member : result.members()) {
      if (member instanceof Member.Rows rows) {
        tables.addAll(table(rows.rows()));
      } else if (!(member instanceof Figure figure && figure.isUndefined())) {
        line.append("  ").append(named(member, " "));
      }
    }
    List<String> lines = new ArrayList<>(List.of(line.toString()));
    lines.addAll(tables);
    return lines;
  }

  private static String named(Member member, String between) {
    if (member instanceof Figure figure) {
      return figure.column().name() + between + Plain.text(figure);
    }
    if (member instanceof Member.Part part) {
      boolean hidden = part.members().stream().allMatch(m -> m instanceof Figure f && f.isHidden());
      return hidden
          ? part.name() + " hidden"
          : part.members().stream()
              .map(figure -> named(figure, "="))
              .collect(Collectors.joining(" ", part.name() + " ", ""));
    }
    return member instanceof Member.LeftOut leftOut
        ? Member.LeftOut.NAME + between + leftOut.text()
        : "undefined" + between + ((Member.Undefined) member).reason();
  }

  private static List<String> table(List<Row> rows) {
    return rows.isEmpty()
        ? List.of()
        : grid(
            labels(rows.get(0).key()).stream().map(Key.Label::name).toList(),
            rows.stream()
                .map(row -> labels(row.key()).stream().map(Key.Label::text).toList())
                .toList(),
            rows,
            1);
  }

  private static List<Key.Label> labels(Key key) {
    return key instanceof Key.Labels labels
        ? labels.labels()
        : List.of(new Key.Label("group", text((Group) key), false));
  }

  private static List<String> grid(
      List<String> keys, List<List<String>> names, List<Row> rows, int left) {
    Grid grid = Grid.of(rows);
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(keys);
    grid.columns().forEach(column -> head.add(column.name()));
    if (grid.hasUndefined()) {
      head.add("undefined");
    }
    if (grid.hasLeftOut()) {
      head.add(Member.LeftOut.NAME);
    }
    lines.add(head);
    IntStream.range(0, rows.size()).forEach(i -> lines.add(line(grid, names.get(i), rows.get(i))));
    return TextTable.lines(lines, left);
  }

  private static List<String> line(Grid grid, List<String> names, Row row) {
    List<String> line = new ArrayList<>(names);
    grid.columns()
        .forEach(column -> line.add(Grid.figure(row, column).map(Plain::text).orElse(Plain.NONE)));
    if (grid.hasUndefined()) {
      line.add(Grid.undefined(row));
    }
    if (grid.hasLeftOut()) {
      line.add(Grid.leftOut(row));
    }
    return line;
  }
}
