package io.blindsum.release.render;

import io.blindsum.encoding.CsvText;
import io.blindsum.release.result.ColumnResult;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.GroupResult;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a result as one table of CSV with all digits: a line for each group, column and category,
 * then a line for each figure of each statistic. The last field says what became of the numbers of
 * a line: {@code shown}, {@code rounded}, {@code with noise} and its epsilon, a mark such as {@code
 * <10} or {@code hidden}, {@code undefined}, or which groups are {@code left out}.
 */
public final class CsvRenderer {
  private static final List<String> OF_STATISTICS =
      List.of("statistic", "part", "figure", "number", "release");

  private final List<String> groupColumns;
  private final List<String> lines = new ArrayList<>();
  private final String shown;

  private CsvRenderer(ReleasedResult result) {
    String rounded = result.isRounded() ? "rounded" : "shown";
    shown = result.noise().isPresent() ? result.precision() : rounded;
    groupColumns = result.groupColumns();
  }

  /** Returns the lines, a header first. */
  public static List<String> lines(ReleasedResult result) {
    CsvRenderer csv = new CsvRenderer(result);
    csv.head();
    result.groups().forEach(csv::addTotals);
    result.results().forEach(csv::add);
    return csv.lines;
  }

  private void head() {
    List<String> head = new ArrayList<>(groupColumns);
    head.addAll(List.of("column", "value", Columns.N.name()));
    Columns.TOTALS.forEach(column -> head.add(column.name()));
    head.addAll(OF_STATISTICS);
    lines.add(CsvText.line(head));
  }

  private void addTotals(GroupResult group) {
    addTotals(group.group(), "", "", group.n(), List.of());
    for (ColumnResult column : group.columns()) {
      if (column instanceof ColumnResult.Categories categories) {
        categories
            .counts()
            .forEach(
                count ->
                    addTotals(group.group(), column.column(), count.label(), count.n(), List.of()));
      } else if (column instanceof ColumnResult.Numbers numbers) {
        addTotals(group.group(), column.column(), "", column.n(), numbers.figures());
      }
    }
  }

  private void addTotals(Group group, String column, String value, Figure n, List<Figure> figures) {
    List<String> fields = new ArrayList<>(group.values().values());
    fields.add(column);
    fields.add(value);
    fields.add(number(n));
    for (int i = 0; i < Columns.TOTALS.size(); i++) {
      fields.add(i < figures.size() ? number(figures.get(i)) : "");
    }
    fields.addAll(List.of("", "", "", ""));
    String mark =
        Stream.concat(Stream.of(n), figures.stream())
            .filter(Figure::isHidden)
            .map(Figure::mark)
            .findFirst()
            .orElse(shown);
    fields.add(mark);
    lines.add(CsvText.line(fields));
  }

  private void add(Result result) {
    result.members().forEach(member -> add(result, member, "", group(result)));
  }

  private static Group group(Result result) {
    return result.group().orElse(Group.ALL);
  }

  private void add(Result result, Member member, String part, Group group) {
    if (member instanceof Figure figure) {
      add(group, result, part, figure.column().name(), number(figure), release(figure));
    } else if (member instanceof Member.Part named) {
      named.members().forEach(figure -> add(result, figure, named.name(), group));
    } else if (member instanceof Member.Rows rows) {
      rows.rows().forEach(row -> add(result, row, group));
    } else if (member instanceof Member.Undefined undefined) {
      add(group, result, part, "", "", "undefined: " + undefined.reason());
    } else if (member instanceof Member.LeftOut leftOut) {
      add(group, result, part, Member.LeftOut.NAME, "", "left out: " + leftOut.text());
    }
  }

  private void add(Result result, Row row, Group group) {
    boolean ofGroup = row.key() instanceof Group;
    Group of = ofGroup ? (Group) row.key() : group;
    String part = ofGroup ? "" : row.key().text();
    row.members().forEach(member -> add(result, member, part, of));
  }

  private void add(
      Group group, Result result, String part, String figure, String number, String release) {
    List<String> fields = new ArrayList<>();
    for (String column : groupColumns) {
      fields.add(group.values().getOrDefault(column, ""));
    }
    fields.addAll(Collections.nCopies(3 + Columns.TOTALS.size(), ""));
    fields.addAll(List.of(result.asked().toString(), part, figure, number, release));
    lines.add(CsvText.line(fields));
  }

  private static String number(Figure figure) {
    return figure
        .value()
        .number()
        .map(n -> n instanceof BigDecimal decimal ? decimal.toPlainString() : n.toString())
        .orElse("");
  }

  private String release(Figure figure) {
    if (figure.value() instanceof Value.Hidden hidden) {
      return hidden.mark();
    }
    return figure.isUndefined() ? "undefined" : shown;
  }
}
