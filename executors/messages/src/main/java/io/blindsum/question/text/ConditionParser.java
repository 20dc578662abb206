package io.blindsum.question.text;

import io.blindsum.encoding.ColumnReader;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.question.text.Condition.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Parses conditions by recursive descent. */
final class ConditionParser {
  private static final int MAX_DEPTH = 50;
  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "in", "between", "is", "missing");

  private final List<ColumnSpec> declared;
  private final List<ConditionToken> tokens;
  private final List<ColumnSpec> columns = new ArrayList<>();
  private int at;
  private int depth;

  ConditionParser(String text, List<ColumnSpec> declared) {
    this.declared = declared;
    this.tokens = ConditionToken.split(text);
  }

  Condition parse() {
    Condition condition = either();
    if (!next().text().isEmpty()) {
      throw fault("'and', 'or' or the end expected");
    }
    return condition;
  }

  /** Returns the columns that were named, in the order of their indexes. */
  List<ColumnSpec> columns() {
    return List.copyOf(columns);
  }

  String canonical() {
    return tokens.stream().map(ConditionToken::text).collect(Collectors.joining(" ")).strip();
  }

  private Condition either() {
    Condition left = both();
    while (take("or")) {
      left = new Condition.Either(left, both());
    }
    return left;
  }

  private Condition both() {
    Condition left = negation();
    while (take("and")) {
      left = new Condition.Both(left, negation());
    }
    return left;
  }

  private Condition negation() {
    if (++depth > MAX_DEPTH) {
      throw fault("nested more than " + MAX_DEPTH + " deep");
    }
    Condition condition;
    if (take("not")) {
      condition = new Condition.Not(negation());
    } else if (take("(")) {
      condition = either();
      expect(")");
    } else {
      condition = comparison();
    }
    depth--;
    return condition;
  }

  private Condition comparison() {
    int column = column();
    if (take("in")) {
      return oneOf(column);
    }
    if (take("between")) {
      Condition low = new Condition.Comparison(column, Operator.AT_LEAST, number(column));
      expect("and");
      return new Condition.Both(
          low, new Condition.Comparison(column, Operator.AT_MOST, number(column)));
    }
    if (take("is")) {
      boolean negated = take("not");
      expect("missing");
      Condition missing = new Condition.Missing(column);
      return negated ? new Condition.Not(missing) : missing;
    }
    Operator operator = operator();
    return new Condition.Comparison(
        column, operator, operator.isOrder() ? number(column) : value(column));
  }

  private Condition oneOf(int column) {
    List<Long> values = new ArrayList<>();
    expect("(");
    do {
      values.add(value(column));
    } while (take(","));
    expect(")");
    return new Condition.OneOf(column, values);
  }

  private int column() {
    String name = next().text();
    Optional<ColumnSpec> found = declared.stream().filter(c -> c.name().equals(name)).findFirst();
    if (found.isEmpty() || WORDS.contains(name)) {
      throw fault("a declared column expected");
    }
    at++;
    if (!columns.contains(found.get())) {
      columns.add(found.get());
    }
    return columns.indexOf(found.get());
  }

  private Operator operator() {
    for (Operator operator : Operator.values()) {
      if (take(operator.symbol())) {
        return operator;
      }
    }
    throw fault("one of = != < <= > >=, in, between, is expected");
  }

  /** Reads a value of a column that has an order. */
  private long number(int column) {
    if (columns.get(column).type().numbers().isEmpty()) {
      throw fault("'" + columns.get(column).name() + "' is a category: write =, != or in");
    }
    return value(column);
  }

  private long value(int column) {
    ColumnSpec spec = columns.get(column);
    ColumnReader reader = ColumnReader.ofQuestion(spec.type());
    if (reader.read(next().text()) != FieldStatus.VALUE) {
      throw fault("a value of '" + spec + "' expected");
    }
    at++;
    return reader.encoded();
  }

  private boolean take(String text) {
    boolean found = next().text().equals(text);
    at += found ? 1 : 0;
    return found;
  }

  private void expect(String text) {
    if (!take(text)) {
      throw fault("'" + text + "' expected");
    }
  }

  private ConditionToken next() {
    return tokens.get(at);
  }

  private SpecificationException fault(String what) {
    return next().fault(what);
  }
}
