package io.blindsum.encoding;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A closed list of categories, each encoded as its place in the list.
 *
 * <p>A field is a category when it is the same text, character by character.
 *
 * @param labels 1 to 1,000 different texts without control character or surrounding blank, of at
 *     most 100 characters
 */
public record CategoryType(List<String> labels) implements ColumnType {
  static final int MAX_LABELS = 1000;
  private static final int MAX_LABEL_LENGTH = 100;

  /** Checks the labels. */
  public CategoryType {
    labels = List.copyOf(labels);
    if (labels.isEmpty() || labels.size() > MAX_LABELS) {
      throw new SpecificationException(
          labels.size() + " categories: 1 to " + MAX_LABELS + " expected");
    }
    for (String label : labels) {
      requireLabel(label);
    }
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (!seen.add(label)) {
        throw new SpecificationException("category '" + label + "' is listed twice; keep one");
      }
    }
  }

  @Override
  public <R> R match(Function<NumberType, R> numbers, Function<CategoryType, R> categories) {
    return categories.apply(this);
  }

  @Override
  public long maxEncoded() {
    return labels.size() - 1L;
  }

  @Override
  public String format(long encoded) {
    return labels.get(Math.toIntExact(encoded));
  }

  @Override
  public String toString() {
    return "cat{" + LabelList.write(labels) + "}";
  }

  private static void requireLabel(String label) {
    boolean clean = label.equals(label.strip()) && label.chars().noneMatch(Character::isISOControl);
    if (label.isEmpty() || label.length() > MAX_LABEL_LENGTH || !clean) {
      throw new SpecificationException(
          "category '"
              + label
              + "': 1 to "
              + MAX_LABEL_LENGTH
              + " characters expected, without control character");
    }
  }
}
