package io.blindsum.release.page;

import java.math.BigDecimal;

/** What stands in a cell of a table: a number is a {@code data} element with its exact value. */
public interface Content {
  /** A cell of a thing that has no such figure. */
  Content NOTHING = out -> {};

  /** Writes it. */
  void writeTo(Markup out);

  /** Returns a text as it is. */
  static Content text(String text) {
    return out -> out.text(text);
  }

  /** Returns a whole number in full, and a double with four digits. */
  static Content number(Number number) {
    return out -> data(out, number, Numbers.text(number));
  }

  /** Returns a p-value. */
  static Content p(double p) {
    return out -> data(out, p, Numbers.p(p));
  }

  /** Returns two numbers, from one to the other. */
  static Content range(Content low, Content high) {
    return out -> {
      low.writeTo(out);
      out.text(" to ");
      high.writeTo(out);
    };
  }

  /** Returns a count, and its part of a total in percent. */
  static Content share(long count, long total) {
    return out -> {
      data(out, count, Numbers.text(count));
      out.text(total > 0 ? Numbers.percent(count, total) : "");
    };
  }

  private static void data(Markup out, Number value, String text) {
    if (value instanceof BigDecimal || Double.isFinite(value.doubleValue())) {
      out.leaf("data", text, "value", value.toString());
    } else {
      out.text(Numbers.NONE);
    }
  }
}
