package io.blindsum.release.render;

import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Value;
import java.math.BigDecimal;
import java.util.Locale;

/** Figures as the terminal shows them. */
final class Plain {
  /** What stands in the place of a number that the totals do not define. */
  static final String NONE = "-";

  private Plain() {}

  static String text(Figure figure) {
    if (figure.value() instanceof Value.Hidden hidden) {
      return hidden.mark();
    }
    return figure.value().number().map(Plain::text).orElse(NONE);
  }

  private static String text(Number number) {
    if (number instanceof Double real) {
      return String.format(Locale.ROOT, "%.6g", real);
    }
    return number instanceof BigDecimal decimal
        ? decimal.toPlainString()
        : String.format(Locale.ROOT, "%,d", number.longValue());
  }
}
