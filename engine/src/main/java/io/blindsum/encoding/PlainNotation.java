package io.blindsum.encoding;

/** Notations of numbers, and of two words for 0 and 1. */
public enum PlainNotation implements NumberNotation {
  /** Whole numbers. */
  INT,
  /** Numbers with decimals. */
  DEC,
  /** Whole months, such as of follow-up. */
  MONTH,
  /** 1 and 0, as {@code true}, {@code t}, {@code yes}, {@code y} and their opposites. */
  BOOL;

  @Override
  public boolean isDigits() {
    return this != BOOL;
  }

  @Override
  public String text(NumberType type) {
    return switch (this) {
      case INT -> "int" + type.range();
      case DEC -> "dec(" + type.decimals() + ")" + type.range();
      case MONTH -> "month" + type.range();
      case BOOL -> "bool";
    };
  }

  @Override
  public FieldReader reader(NumberType type) {
    return this == BOOL ? new BoolReader() : new NumberReader(type);
  }

  @Override
  public FieldReader questionReader(NumberType type) {
    return reader(type);
  }
}
