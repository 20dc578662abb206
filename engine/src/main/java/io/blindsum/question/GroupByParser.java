package io.blindsum.question;

import io.blindsum.encoding.CategoryType;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnTypeParser;
import io.blindsum.encoding.FieldReader;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.encoding.FixedPoint;
import io.blindsum.encoding.LabelList;
import io.blindsum.encoding.NumberType;
import io.blindsum.encoding.SpecificationException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Parses group-by options against the declared columns. */
final class GroupByParser {
  private static final String DROP_MISSING = ": *drop missing";

  private final List<ColumnSpec> declared;
  private final Set<String> missing = new HashSet<>();

  GroupByParser(List<ColumnSpec> declared) {
    this.declared = declared;
  }

  GroupBy parse(List<String> texts) {
    List<GroupColumn> columns = new ArrayList<>();
    texts.forEach(text -> columns.addAll(columns(text.strip())));
    return new GroupBy(columns, missing);
  }

  GroupBy parseOptions(List<String> options) {
    List<GroupColumn> columns = new ArrayList<>();
    for (String option : options) {
      String text = option.strip();
      String kept = find(text).isPresent() ? text : text.replaceFirst(DROP_MISSING + "$", "");
      List<GroupColumn> named = columns(kept.strip());
      columns.addAll(named);
      if (kept.equals(text)) {
        named.forEach(column -> missing.add(column.column().name()));
      }
    }
    return new GroupBy(columns, missing);
  }

  private List<GroupColumn> columns(String text) {
    return find(text).isPresent() || text.contains(":")
        ? List.of(column(text))
        : ColumnTypeParser.split(text, ",").stream().map(this::column).toList();
  }

  private GroupColumn column(String text) {
    Optional<ColumnSpec> plain = find(text);
    if (plain.isPresent()) {
      return everyValue(plain.get());
    }
    // a declared name may itself hold colons
    Optional<ColumnSpec> column =
        declared.stream()
            .filter(c -> text.startsWith(c.name() + ":"))
            .reduce((a, b) -> a.name().length() > b.name().length() ? a : b);
    int colon = column.map(c -> c.name().length()).orElse(text.indexOf(':'));
    if (colon < 0) {
      throw refuse(text, "is not a declared column; declare it, or list its values: NAME:v1,v2");
    }
    String name = text.substring(0, colon).strip();
    List<String> listed = LabelList.parse(text.substring(colon + 1));
    Optional<ColumnSpec> named = column.or(() -> find(name));
    boolean orMissing = listed.get(listed.size() - 1).isEmpty();
    List<String> values = orMissing ? listed.subList(0, listed.size() - 1) : listed;
    if (orMissing) {
      missing.add(name);
    }
    if (values.isEmpty()) {
      return everyValue(named.orElseThrow(() -> refuse(name, "lists no value; NAME:v1,v2 does")));
    }
    return named.map(c -> listed(c, values)).orElseGet(() -> listed(name, values));
  }

  private static GroupColumn everyValue(ColumnSpec column) {
    long values = column.type().maxEncoded() + 1;
    if (values > GroupBy.MAX_GROUPS) {
      throw refuse(
          column.name(),
          String.format(
              Locale.ROOT,
              "has %,d values, more than %,d groups; make bands with %s:WIDTH",
              values,
              GroupBy.MAX_GROUPS,
              column.name()));
    }
    return ExactGroups.everyValue(column);
  }

  private static GroupColumn listed(ColumnSpec column, List<String> values) {
    Optional<NumberType> numbers = column.type().numbers();
    if (values.size() == 1 && numbers.isPresent()) {
      return bands(column, numbers.get(), values.get(0));
    }
    FieldReader reader = FieldReader.ofQuestion(column.type());
    long[] encoded = new long[values.size()];
    for (int i = 0; i < encoded.length; i++) {
      char[] value = values.get(i).toCharArray();
      if (reader.read(value, 0, value.length) != FieldStatus.VALUE) {
        throw refuse(column.name(), "lists '" + values.get(i) + "', which is no " + column.type());
      }
      encoded[i] = reader.encoded();
      for (int j = 0; j < i; j++) {
        if (encoded[i] == encoded[j]) {
          throw refuse(column.name(), "lists '" + values.get(i) + "' twice; keep one of them");
        }
      }
    }
    return ExactGroups.listed(column, encoded);
  }

  /** Takes the listed values of an undeclared column for its categories. */
  private static GroupColumn listed(String name, List<String> values) {
    if (name.contains(",")) {
      throw refuse(name, "is not a declared column; give one option to each column with values");
    }
    try {
      ColumnSpec column = new ColumnSpec(name, new CategoryType(values));
      long[] all = new long[values.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = i;
      }
      return ExactGroups.listed(column, all);
    } catch (SpecificationException e) {
      throw refuse(name, "is refused: " + e.getMessage());
    }
  }

  private static GroupColumn bands(ColumnSpec column, NumberType type, String text) {
    BigInteger width;
    try {
      width = FixedPoint.exact(text, type.decimals());
    } catch (NumberFormatException e) {
      throw refuse(column.name(), "has a band width that is wrong: " + e.getMessage());
    }
    if (width.signum() < 1 || width.compareTo(BigInteger.valueOf(NumberType.LIMIT)) >= 0) {
      throw refuse(column.name(), "has a band width of " + text + "; it must be above 0");
    }
    long bands = BandGroups.bands(type, width.longValueExact());
    if (bands > GroupBy.MAX_GROUPS) {
      throw refuse(
          column.name(),
          String.format(
              Locale.ROOT,
              "has %,d bands of %s, more than %,d groups; make them wider",
              bands,
              text,
              GroupBy.MAX_GROUPS));
    }
    return new BandGroups(column, type, width.longValueExact());
  }

  private Optional<ColumnSpec> find(String name) {
    return declared.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  private static SpecificationException refuse(String name, String why) {
    return new SpecificationException("group-by '" + name + "' " + why);
  }
}
