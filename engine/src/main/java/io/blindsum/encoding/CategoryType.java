package io.blindsum.encoding;

import java.util.List;

/**
 * A closed list of categories, each encoded as its place in the list.
 *
 * <p>A field is a category when it is the same text, or when both are numbers of the same value: a
 * field {@code 1.0} is the category {@code 1}. Upper and lower case differ.
 *
 * @param labels 1 to 1,000 different texts without comma, brace or control character, of at most
 *     100 characters, not two of the same numeric value
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
    CategoryReader.requireDistinct(labels);
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
    return "cat{" + String.join(",", labels) + "}";
  }

  private static void requireLabel(String label) {
    boolean clean =
        label.equals(label.strip())
            && label.chars().noneMatch(c -> c == ',' || c == '{' || c == '}')
            && label.chars().noneMatch(Character::isISOControl);
    if (label.isEmpty() || label.length() > MAX_LABEL_LENGTH || !clean) {
      throw new SpecificationException(
          "category '"
              + label
              + "': 1 to "
              + MAX_LABEL_LENGTH
              + " characters expected, without comma, brace or control character");
    }
  }
}
