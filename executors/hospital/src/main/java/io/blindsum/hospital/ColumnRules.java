package io.blindsum.hospital;

import io.blindsum.encoding.CategoryType;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.ExactGroups;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.encoding.RowBuffer;
import io.blindsum.encoding.SlotLayout;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Decides whether a study may ask for its columns: each has to be in the dataset's list, and its
 * declared values have to cover all that the site has in it. A narrower range or a partial list of
 * groups would pick some patients out of the cohort.
 */
final class ColumnRules {
  private static final long MOST_VALUES = 1_000;

  private ColumnRules() {}

  /** Returns why a layout is refused, without a value; empty if it is not. */
  static Optional<String> refusal(Dataset dataset, SlotLayout layout) {
    RowBuffer row = layout.newRow();
    List<ColumnSpec> inputs = layout.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      ColumnType atSite = dataset.columns().get(inputs.get(i).name());
      if (atSite == null) {
        return Optional.of("a column is not on the site's list for the dataset");
      }
      int input = i;
      boolean covered =
          samples(atSite, isExactGroup(layout, inputs.get(i)))
              .map(samples -> samples.allMatch(text -> accepts(row, input, text)))
              .orElse(false);
      row.clear();
      if (!covered) {
        return Optional.of(
            "column "
                + Arguments.printable(inputs.get(i).name())
                + " has to cover all that the site declares, "
                + Arguments.printable(atSite.toString()));
      }
    }
    return Optional.empty();
  }

  private static boolean accepts(RowBuffer row, int input, String text) {
    return row.read(input, text) == FieldStatus.VALUE;
  }

  /**
   * Returns values that stand for all that the site has: of a long range its ends; empty if every
   * single one would have to be listed and there are too many.
   */
  private static Optional<Stream<String>> samples(ColumnType atSite, boolean listed) {
    if (atSite instanceof CategoryType category) {
      return Optional.of(category.labels().stream());
    }
    long last = atSite.maxEncoded();
    if (last < MOST_VALUES) {
      return Optional.of(LongStream.rangeClosed(0, last).mapToObj(atSite::format));
    }
    // the second value shows whether the decimals are enough
    return listed
        ? Optional.empty()
        : Optional.of(LongStream.of(0, 1, last).mapToObj(atSite::format));
  }

  private static boolean isExactGroup(SlotLayout layout, ColumnSpec column) {
    return layout.groupBy().columns().stream()
        .anyMatch(
            group -> group instanceof ExactGroups && group.column().name().equals(column.name()));
  }
}
