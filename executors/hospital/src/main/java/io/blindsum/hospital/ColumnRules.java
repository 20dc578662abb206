package io.blindsum.hospital;

import io.blindsum.cohort.BadDataPolicy;
import io.blindsum.encoding.ColumnReader;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.encoding.NumberNotation;
import io.blindsum.encoding.NumberType;
import io.blindsum.hospital.SiteColumn.Use;
import io.blindsum.question.BandGroups;
import io.blindsum.question.ExactGroups;
import io.blindsum.question.GroupColumn;
import io.blindsum.question.StatisticSpec;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.WhereClause;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Decides whether a study may ask for its columns. Each has to be in the dataset's list, be of the
 * kind that the site declares, cover all values that the site has in it, and be used for nothing
 * that the site leaves out. A narrower range or a partial list of groups would pick some patients
 * out of the cohort; a number that is asked for as a category would be counted value by value.
 */
final class ColumnRules {
  /** The most values of a number that is grouped value by value, unless the site allows more. */
  private static final int MOST_EXACT_GROUPS = 20;

  /** The most bands that a number is grouped in, unless the site allows more. */
  private static final int MOST_BANDS = 50;

  private final Dataset dataset;
  private final List<Optional<String>> refusals = new ArrayList<>();

  private ColumnRules(Dataset dataset) {
    this.dataset = dataset;
  }

  /** Returns why a question is refused, without a value; empty if it is not. */
  static Optional<String> refusal(Dataset dataset, Question question) {
    ColumnRules rules = new ColumnRules(dataset);
    Collection<GroupColumn> groups = question.groupBy().columns();
    question.columns().forEach(column -> rules.requireType(column));
    // of a column that only makes groups the question lists the values, and declares no type
    groups.stream()
        .filter(group -> !question.columns().contains(group.column()))
        .forEach(group -> rules.requireListed(group.column()));
    question.whereColumns().forEach(column -> rules.requireType(column));
    question.columns().stream()
        .filter(column -> groups.stream().noneMatch(group -> isExactly(group, column)))
        .forEach(rules::requireTotals);
    groups.forEach(rules::requireGroups);
    question.where().ifPresent(w -> w.columns().forEach(c -> rules.requireUse(c, Use.FILTER)));
    question.statistics().forEach(rules::requireStatistic);
    rules.requireMissing(question);
    return rules.refusals.stream().flatMap(Optional::stream).findFirst();
  }

  private static boolean isExactly(GroupColumn group, ColumnSpec column) {
    return group instanceof ExactGroups && group.column().equals(column);
  }

  private void refuseUnless(boolean holds, ColumnSpec column, String words) {
    if (!holds) {
      refusals.add(Optional.of("column " + Arguments.printable(column.name()) + " " + words));
    }
  }

  private void requireListed(ColumnSpec column) {
    boolean listed = dataset.columns().containsKey(column.name());
    refuseUnless(listed, column, "is not on the site's list for the dataset");
  }

  private void requireType(ColumnSpec column) {
    requireListed(column);
    SiteColumn atSite = dataset.columns().get(column.name());
    if (atSite == null) {
      return;
    }
    String declared = Arguments.printable(atSite.type().toString());
    refuseUnless(
        isWrittenAs(column.type(), atSite.type()),
        column,
        "has to be of the kind that the site declares, " + declared);
    refuseUnless(
        covers(column.type(), atSite.type()),
        column,
        "has to cover all that the site declares, " + declared);
    refuseUnless(
        dataset.onBad() != BadDataPolicy.CLAMP || covers(atSite.type(), column.type()),
        column,
        "has to have the range that the site declares and clamps values to, " + declared);
  }

  /**
   * Tells whether fields are read alike. A date that is counted to another day would tell by the
   * difference whose birthday lies between.
   */
  private static boolean isWrittenAs(ColumnType asked, ColumnType atSite) {
    Optional<NumberNotation> notation = asked.numbers().map(NumberType::notation);
    return notation.equals(atSite.numbers().map(NumberType::notation))
        || (asked.isDigits() && atSite.isDigits());
  }

  private static boolean covers(ColumnType asked, ColumnType atSite) {
    return atSite.match(
        narrow -> asked.numbers().filter(wide -> covers(wide, narrow)).isPresent(),
        categories -> readsEach(asked, categories.labels()));
  }

  private static boolean covers(NumberType wide, NumberType narrow) {
    return wide.decimals() >= narrow.decimals()
        && bound(wide, wide.lowest()).compareTo(bound(narrow, narrow.lowest())) <= 0
        && bound(wide, wide.highest()).compareTo(bound(narrow, narrow.highest())) >= 0;
  }

  private static boolean readsEach(ColumnType asked, List<String> labels) {
    ColumnReader reader = ColumnReader.ofQuestion(asked);
    return labels.stream().allMatch(label -> reader.read(label) == FieldStatus.VALUE);
  }

  private static BigDecimal bound(NumberType type, long scaled) {
    return BigDecimal.valueOf(scaled, type.decimals());
  }

  /**
   * Refuses words for no value that the site has as values: they would pick some patients out.
   * Those that the site takes for no value itself change nothing.
   */
  private void requireMissing(Question question) {
    Set<ColumnSpec> read = new LinkedHashSet<>(question.columns());
    question.groupBy().columns().forEach(group -> read.add(group.column()));
    question.where().map(WhereClause::columns).ifPresent(read::addAll);
    for (ColumnSpec column : read) {
      SiteColumn atSite = dataset.columns().get(column.name());
      List<String> words =
          Stream.of(Question.EVERY_COLUMN, column.name())
              .flatMap(name -> question.missing().getOrDefault(name, List.of()).stream())
              .filter(word -> !dataset.source().isMissing(column.name(), word))
              .toList();
      if (atSite != null) {
        refuseUnless(
            words.stream().noneMatch(word -> isValue(atSite, word)),
            column,
            "has values at the site that the question takes for no value");
      }
    }
  }

  /** Tells whether some way to read a field of the site makes a value of a word. */
  private boolean isValue(SiteColumn atSite, String word) {
    ColumnReader reader = ColumnReader.of(atSite.type());
    return Stream.of(word, word.replace(".", "").replace(',', '.'))
        .map(reader::read)
        .anyMatch(
            status ->
                status == FieldStatus.VALUE
                    || (status == FieldStatus.TOO_PRECISE && dataset.source().isRounded()));
  }

  private void requireTotals(ColumnSpec column) {
    requireUse(column, column.type().match(numbers -> Use.TOTAL, categories -> Use.TABLE));
  }

  private void requireStatistic(StatisticSpec statistic) {
    Use use = statistic instanceof StatisticSpec.OfCells ? Use.TABLE : Use.TOTAL;
    statistic.columns().forEach(column -> requireUse(column, use));
    if (statistic instanceof StatisticSpec.OfCells cells) {
      cells.dimensions().forEach(this::requireEveryValue);
    }
  }

  private void requireGroups(GroupColumn group) {
    requireUse(group.column(), Use.GROUP);
    requireEveryValue(group);
    SiteColumn atSite = dataset.columns().get(group.column().name());
    if (atSite != null && atSite.uses().isEmpty() && atSite.type().numbers().isPresent()) {
      int most = group instanceof BandGroups ? MOST_BANDS : MOST_EXACT_GROUPS;
      refuseUnless(
          group.size() <= most,
          group.column(),
          "makes more than " + most + " groups, which the site does not allow");
    }
  }

  private void requireUse(ColumnSpec column, Use use) {
    SiteColumn atSite = dataset.columns().get(column.name());
    if (atSite != null) {
      refuseUnless(
          atSite.allows(use),
          column,
          "is not for a " + use.name().toLowerCase(Locale.ROOT) + " at the site");
    }
  }

  /** Refuses lists of values that leave out one that the site has. */
  private void requireEveryValue(GroupColumn group) {
    SiteColumn atSite = dataset.columns().get(group.column().name());
    if (atSite == null || group instanceof BandGroups) {
      return;
    }
    ColumnReader reader = ColumnReader.ofQuestion(group.column().type());
    boolean every =
        atSite.type().maxEncoded() < group.size()
            && values(atSite.type())
                .allMatch(
                    text ->
                        reader.read(text) == FieldStatus.VALUE
                            && group.ordinal(reader.encoded()) >= 0);
    refuseUnless(
        every,
        group.column(),
        "has to cover all that the site declares, "
            + Arguments.printable(atSite.type().toString()));
  }

  private static Stream<String> values(ColumnType type) {
    return LongStream.rangeClosed(0, type.maxEncoded()).mapToObj(type::format);
  }
}
