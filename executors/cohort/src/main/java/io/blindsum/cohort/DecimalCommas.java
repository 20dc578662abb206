package io.blindsum.cohort;

import io.blindsum.encoding.ColumnSpec;
import java.util.List;

/**
 * A source whose numbers have a comma before their decimals, {@code 14,5}.
 *
 * <p>A point in such a number groups thousands, or is another program's: nobody knows, so that the
 * field is read as no number at all. Where it is not said which mark the source has, this does so
 * with the one form that is a number either way, {@code 1.234}, and leaves the others as they are.
 */
final class DecimalCommas extends DelegatingSource {
  /** Takes the place of a point that groups thousands. */
  private static final char GROUPING = '\'';

  /** Takes the place of a point of which nobody said whether it does: the Arabic mark. */
  static final char UNSURE = '\u066C';

  private static final int GROUP_DIGITS = 3;

  private final CohortSource source;
  private final View[] views;
  private final boolean unsure;

  /**
   * Reads a source.
   *
   * @param numbers the columns of numbers
   * @param unsure whether it is open which mark they have
   */
  DecimalCommas(CohortSource source, List<ColumnSpec> numbers, boolean unsure) {
    super(source);
    this.source = source;
    this.unsure = unsure;
    this.views = new View[source.columns().size()];
    char point = unsure ? UNSURE : GROUPING;
    numbers.forEach(column -> views[source.column(column.name())] = new View(point));
  }

  @Override
  public CharSequence field(int column) {
    CharSequence text = source.field(column);
    View view = views[column];
    if (view == null || (unsure && !mayBeGrouped(text))) {
      return text;
    }
    view.text = text;
    return view;
  }

  /** Tells whether a point is followed by three digits, and has one to three before it. */
  private static boolean mayBeGrouped(CharSequence text) {
    int point = text.length() - GROUP_DIGITS - 1;
    int first = text.length() > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    if (point - first < 1 || point - first > GROUP_DIGITS || text.charAt(point) != '.') {
      return false;
    }
    for (int i = first; i < text.length(); i++) {
      if (i != point && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
        return false;
      }
    }
    // 0.500 groups nothing
    return text.charAt(first) != '0';
  }

  /** The text with a point for a comma. */
  private static final class View implements CharSequence {
    private final char point;
    private CharSequence text = "";

    View(char point) {
      this.point = point;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      char c = text.charAt(index);
      return c == ',' ? '.' : c == '.' ? point : c;
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return toString().substring(from, to);
    }

    @Override
    public String toString() {
      return text.toString().replace('.', point).replace(',', '.');
    }
  }
}
