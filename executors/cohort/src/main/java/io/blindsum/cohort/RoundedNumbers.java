package io.blindsum.cohort;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.text.Messages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A source whose numbers are rounded to the decimals that their columns declare, half to even, as
 * IEEE 754 does; counts them. For what a program wrote with the digits of a floating point number.
 */
final class RoundedNumbers extends DelegatingSource {
  private static final int LONGEST = 60;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");

  private final CohortSource source;
  private final int[] decimals;
  private final long[] rounded;
  private final long[] lastPosition;

  RoundedNumbers(CohortSource source, List<ColumnSpec> numbers) {
    super(source);
    this.source = source;
    int count = source.columns().size();
    this.decimals = new int[count];
    Arrays.fill(decimals, Integer.MAX_VALUE);
    this.rounded = new long[count];
    this.lastPosition = new long[count];
    for (ColumnSpec column : numbers) {
      decimals[source.column(column.name())] = column.type().numbers().orElseThrow().decimals();
    }
  }

  @Override
  public CharSequence field(int column) {
    CharSequence text = source.field(column);
    if (decimals[column] == Integer.MAX_VALUE || text.length() > LONGEST || !hasDecimals(text)) {
      return text;
    }
    return NUMBER.matcher(text).matches() ? round(column, text) : text;
  }

  private CharSequence round(int column, CharSequence text) {
    BigDecimal exact = new BigDecimal(text.toString());
    if (exact.stripTrailingZeros().scale() <= decimals[column]) {
      return text;
    }
    // a field may be asked for more than once
    rounded[column] += lastPosition[column] == source.position() ? 0 : 1;
    lastPosition[column] = source.position();
    return exact.setScale(decimals[column], RoundingMode.HALF_EVEN).toPlainString();
  }

  private static boolean hasDecimals(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(source.remarks());
    for (int i = 0; i < rounded.length; i++) {
      if (rounded[i] > 0) {
        remarks.add(
            "%s: rounded to %s decimals: %s"
                .formatted(
                    Messages.printable(columns().get(i)),
                    decimals[i],
                    Messages.grouped(rounded[i])));
      }
    }
    return remarks;
  }
}
