package io.blindsum.hospital;

import io.blindsum.encoding.CategoryType;
import io.blindsum.encoding.ColumnReader;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.layout.RowBuffer;
import io.blindsum.layout.SlotLayout;
import io.blindsum.query.StudyQuery;
import io.blindsum.question.ExactGroups;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Decides whether a study may ask for its columns: each has to be in the dataset's list, and its
 * declared values have to cover all that the site has in it. A narrower range or a partial list of
 * groups would pick some patients out of the cohort; of a condition's column it would tell whether
 * any patient lies outside.
 */
final class ColumnRules {
  private static final long MOST_VALUES = 1_000;

  private ColumnRules() {}

  /** Returns why a question is refused, without a value; empty if it is not. */
  static Optional<String> refusal(Dataset dataset, StudyQuery query, SlotLayout layout) {
    List<ColumnSpec> inputs = layout.inputs();
    RowBuffer row = layout.newRow();
    for (int i = 0; i < inputs.size(); i++) {
      int input = i;
      Optional<Stream<String>> samples = samples(dataset, layout, inputs.get(i));
      Optional<String> refusal =
          refusal(dataset, inputs.get(i), samples, text -> row.read(input, text));
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    row.clear();
    for (ColumnSpec column : query.whereColumns()) {
      ColumnReader reader = ColumnReader.of(column.type());
      Optional<Stream<String>> samples = samples(dataset, layout, column);
      Optional<String> refusal = refusal(dataset, column, samples, reader::read);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refusal(
      Dataset dataset,
      ColumnSpec column,
      Optional<Stream<String>> samples,
      Function<String, FieldStatus> reader) {
    ColumnType atSite = dataset.columns().get(column.name());
    String name = Arguments.printable(column.name());
    if (atSite == null) {
      return Optional.of("column " + name + " is not on the site's list for the dataset");
    }
    boolean covered =
        samples.isPresent()
            && samples.get().allMatch(text -> reader.apply(text) == FieldStatus.VALUE);
    return covered
        ? Optional.empty()
        : Optional.of(
            "column "
                + name
                + " has to cover all that the site declares, "
                + Arguments.printable(atSite.toString()));
  }

  /**
   * Returns values that stand for all that the site has: of a long range its ends; empty if every
   * single one would have to be listed and there are too many.
   */
  private static Optional<Stream<String>> samples(
      Dataset dataset, SlotLayout layout, ColumnSpec column) {
    ColumnType atSite = dataset.columns().get(column.name());
    if (atSite == null) {
      return Optional.empty();
    }
    if (atSite instanceof CategoryType category) {
      return Optional.of(category.labels().stream());
    }
    long last = atSite.maxEncoded();
    if (last < MOST_VALUES) {
      return Optional.of(LongStream.rangeClosed(0, last).mapToObj(atSite::format));
    }
    // the second value shows whether the decimals are enough
    return isExactGroup(layout, column)
        ? Optional.empty()
        : Optional.of(LongStream.of(0, 1, last).mapToObj(atSite::format));
  }

  private static boolean isExactGroup(SlotLayout layout, ColumnSpec column) {
    return layout.groupBy().columns().stream()
        .anyMatch(
            group -> group instanceof ExactGroups && group.column().name().equals(column.name()));
  }
}
