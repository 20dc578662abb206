package io.blindsum.encoding;

/**
 * A declared column: its name in the data and its type, written {@code age:int[18..120]}.
 *
 * @param name 1 to 200 characters without surrounding space or control character; may hold colons,
 *     commas, brackets and spaces
 * @param type what its values may be
 */
public record ColumnSpec(String name, ColumnType type) {
  private static final int MAX_NAME_LENGTH = 200;

  /** Checks the name. */
  public ColumnSpec {
    if (name.isEmpty()
        || name.length() > MAX_NAME_LENGTH
        || !name.equals(name.strip())
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new SpecificationException(
          "column name '"
              + name
              + "': 1 to "
              + MAX_NAME_LENGTH
              + " characters expected, without control character");
    }
  }

  /**
   * Parses a declaration: the type begins after the last colon before its range or list.
   *
   * @throws SpecificationException with what is wrong and how to write it
   */
  public static ColumnSpec parse(String text) {
    String declaration = text.strip();
    int open =
        declaration.endsWith("}") ? LabelList.opening(declaration) : declaration.lastIndexOf('[');
    int colon = declaration.lastIndexOf(':', open < 0 ? declaration.length() : open);
    if (colon < 0) {
      throw new SpecificationException(
          "column '" + declaration + "' has no type; write NAME:TYPE, such as age:int[18..120]");
    }
    try {
      ColumnType type = ColumnType.parse(declaration.substring(colon + 1));
      return new ColumnSpec(declaration.substring(0, colon).strip(), type);
    } catch (SpecificationException e) {
      throw new SpecificationException("column '" + declaration + "': " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return name + ":" + type;
  }
}
