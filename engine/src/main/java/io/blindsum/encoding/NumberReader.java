package io.blindsum.encoding;

/** Reads a numeric column's fields. */
final class NumberReader extends FieldReader {
  private final NumberType type;
  private final FixedPoint number;
  private long encoded;

  NumberReader(NumberType type) {
    this.type = type;
    this.number = new FixedPoint(type.decimals());
  }

  @Override
  public FieldStatus read(char[] text, int from, int to) {
    return switch (number.read(text, from, to)) {
      case VALUE -> place(number.value());
      case LARGE -> outOfRange(number.isNegative());
      case TOO_PRECISE -> FieldStatus.TOO_PRECISE;
      case NOT_NUMERIC -> isNull(text, from, to) ? FieldStatus.NULL : FieldStatus.NOT_NUMERIC;
    };
  }

  @Override
  public long encoded() {
    return encoded;
  }

  private FieldStatus place(long scaled) {
    if (scaled < type.lowest() || scaled > type.highest()) {
      return outOfRange(scaled < type.lowest());
    }
    encoded = scaled - type.lowest();
    return FieldStatus.VALUE;
  }

  private FieldStatus outOfRange(boolean below) {
    encoded = below ? 0 : type.maxEncoded();
    return FieldStatus.OUT_OF_RANGE;
  }
}
