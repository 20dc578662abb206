package io.blindsum.question;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnTypeParser;
import io.blindsum.encoding.SpecificationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses statistics against the declared columns. */
final class StatisticParser {
  private static final String FORMS =
      "hist(COLUMN,WIDTH), table(A,B), km(TIME,EVENT), rate(EVENT,AGE:WIDTH,N1,N2,...), corr(A,B)"
          + " or ols(Y ~ X1 + X2)";

  private static final String PEOPLE = "[0-9]{1,15}";

  private final List<ColumnSpec> declared;

  StatisticParser(List<ColumnSpec> declared) {
    this.declared = declared;
  }

  StatisticSpec parse(String text) {
    String statistic = text.strip();
    int open = statistic.indexOf('(');
    if (open < 0 || !statistic.endsWith(")")) {
      throw new SpecificationException("'" + statistic + "' is no statistic; write " + FORMS);
    }
    String name = statistic.substring(0, open).strip();
    String body = statistic.substring(open + 1, statistic.length() - 1);
    try {
      return parse(name, body);
    } catch (SpecificationException e) {
      throw new SpecificationException("statistic '" + statistic + "': " + e.getMessage());
    }
  }

  private StatisticSpec parse(String name, String body) {
    if (name.equals("ols")) {
      return regression(body);
    }
    List<String> arguments = ColumnTypeParser.split(body, ",");
    if (name.equals("rate")) {
      if (arguments.size() < 3) {
        throw new SpecificationException("write rate(EVENT,AGE:WIDTH,N1,N2,...)");
      }
      return rate(arguments.get(0), arguments.get(1), arguments.subList(2, arguments.size()));
    }
    if (arguments.size() != 2) {
      throw new SpecificationException("two arguments expected; write " + FORMS);
    }
    String first = arguments.get(0);
    String second = arguments.get(1);
    return switch (name) {
      case "hist" -> new HistogramSpec(bands(first, second));
      case "table" -> table(first, second);
      case "km" -> new SurvivalSpec(values(first), values(second));
      case "corr" -> new CorrelationSpec(column(first), column(second));
      default -> throw new SpecificationException("unknown name; write " + FORMS);
    };
  }

  private RegressionSpec regression(String body) {
    List<String> sides = ColumnTypeParser.split(body, "~");
    if (sides.size() != 2) {
      throw new SpecificationException("write ols(Y ~ X1 + X2)");
    }
    List<ColumnSpec> predictors = new ArrayList<>();
    for (String predictor : ColumnTypeParser.split(sides.get(1), "\\+")) {
      predictors.add(column(predictor));
    }
    return new RegressionSpec(column(sides.get(0)), predictors);
  }

  private RateSpec rate(String event, String strata, List<String> standard) {
    List<Long> people = new ArrayList<>();
    for (String number : standard) {
      if (!number.matches(PEOPLE)) {
        throw new SpecificationException("'" + number + "' is no number of people");
      }
      people.add(Long.parseLong(number));
    }
    return new RateSpec(values(event), groups(strata), people);
  }

  private TableSpec table(String rows, String columns) {
    GroupColumn first = groups(rows);
    GroupColumn second = groups(columns);
    if (first.column().equals(second.column())) {
      throw new SpecificationException("a cross table needs two different columns");
    }
    return new TableSpec(first, second);
  }

  private BandGroups bands(String name, String width) {
    ColumnSpec column = column(name);
    if (column.type().numbers().isEmpty()) {
      throw new SpecificationException(
          "'" + name + "' is a category; write table(A,B) to count it");
    }
    GroupColumn groups = parsed(name + ":" + width);
    if (groups instanceof BandGroups bands) {
      return bands;
    }
    throw new SpecificationException("'" + width + "' is no width of bins");
  }

  /** Returns a group of each value of a column. */
  private ExactGroups values(String name) {
    ColumnSpec column = column(name);
    if (column.type().maxEncoded() >= GroupBy.MAX_GROUPS) {
      throw new SpecificationException(
          String.format(
              Locale.ROOT,
              "'%s' has more than %,d values; declare tighter bounds, or months for days",
              name,
              GroupBy.MAX_GROUPS));
    }
    return (ExactGroups) parsed(name);
  }

  /** Returns a group of each value or band of a column; no value is left out. */
  private GroupColumn groups(String text) {
    int colon = text.lastIndexOf(':');
    if (declared.stream().anyMatch(c -> c.name().equals(text)) || colon < 0) {
      return values(text);
    }
    return bands(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }

  private GroupColumn parsed(String text) {
    return GroupBy.parse(List.of(text), declared).columns().get(0);
  }

  private ColumnSpec column(String name) {
    return declared.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new SpecificationException("'" + name + "' is not a declared column"));
  }
}
