package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.FixedPoint;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.question.GroupBy;
import io.blindsum.question.Noise;
import io.blindsum.question.StatisticSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The canonical form of a layout: one line of JSON with fixed members in a fixed order and no
 * spaces. It is written into file headers, so a member is never renamed and its meaning never
 * changed: another way to lay out slots gets another number.
 */
final class SlotLayoutText {
  /** How long a layout's text may be. */
  static final int MAX_BYTES = 65_536;

  private static final String START = "{\"layout\":1,\"mode\":\"";

  // left out when there are none, as in the layouts from before there were any
  private static final String STATISTICS = ",\"statistics\":";
  private static final String NOISE = ",\"noise\":";

  private final String text;
  private int position;

  private SlotLayoutText(String text) {
    this.text = text;
  }

  static String write(SlotLayout layout) {
    StringBuilder out = new StringBuilder(START);
    out.append(layout.mode().text());
    out.append("\",\"rows\":").append(layout.maxRows());
    out.append(",\"modulusBits\":").append(layout.modulusBits());
    out.append(",\"columns\":");
    writeStrings(out, layout.columns());
    out.append(",\"groupBy\":");
    writeStrings(out, layout.groupBy().texts());
    if (!layout.statistics().isEmpty()) {
      out.append(STATISTICS);
      writeStrings(out, layout.statistics());
    }
    layout.noise().ifPresent(noise -> out.append(NOISE).append('"').append(noise).append('"'));
    String text = out.append('}').toString();
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new SpecificationException(
          String.format(
              Locale.ROOT,
              "the layout takes more than %,d bytes to describe; declare fewer columns or categories",
              MAX_BYTES));
    }
    return text;
  }

  static SlotLayout parse(String text) {
    if (text.length() > MAX_BYTES) {
      throw new SpecificationException(
          String.format(Locale.ROOT, "a layout of more than %,d bytes", MAX_BYTES));
    }
    SlotLayout layout = new SlotLayoutText(text).read();
    if (!layout.toString().equals(text)) {
      throw new SpecificationException("the layout is not in its canonical form");
    }
    return layout;
  }

  private SlotLayout read() {
    expect(START);
    LayoutMode mode = readMode();
    expect("\",\"rows\":");
    long rows = readNumber();
    expect(",\"modulusBits\":");
    int modulusBits = (int) Math.min(Integer.MAX_VALUE, readNumber());
    expect(",\"columns\":");
    List<ColumnSpec> columns = readStrings().stream().map(ColumnSpec::parse).toList();
    expect(",\"groupBy\":");
    GroupBy groupBy = GroupBy.parse(readStrings(), columns);
    List<StatisticSpec> statistics = List.of();
    if (text.startsWith(STATISTICS, position)) {
      position += STATISTICS.length();
      statistics = readStrings().stream().map(s -> StatisticSpec.parse(s, columns)).toList();
    }
    SlotLayout layout = SlotLayout.of(columns, groupBy, statistics, rows, modulusBits, mode);
    if (text.startsWith(NOISE, position)) {
      position += NOISE.length();
      return layout.withNoise(Noise.parse(readString()));
    }
    return layout;
  }

  private LayoutMode readMode() {
    for (LayoutMode mode : LayoutMode.values()) {
      if (text.startsWith(mode.text(), position)) {
        position += mode.text().length();
        return mode;
      }
    }
    throw corrupt();
  }

  private void expect(String literal) {
    if (!text.startsWith(literal, position)) {
      throw corrupt();
    }
    position += literal.length();
  }

  private long readNumber() {
    int start = position;
    while (position < text.length() && position - start < FixedPoint.MAX_DIGITS && isDigit()) {
      position++;
    }
    if (start == position) {
      throw corrupt();
    }
    return Long.parseLong(text, start, position, 10);
  }

  private boolean isDigit() {
    char c = text.charAt(position);
    return c >= '0' && c <= '9';
  }

  private List<String> readStrings() {
    List<String> strings = new ArrayList<>();
    expect("[");
    while (!text.startsWith("]", position)) {
      if (!strings.isEmpty()) {
        expect(",");
      }
      strings.add(readString());
    }
    expect("]");
    return strings;
  }

  private String readString() {
    expect("\"");
    StringBuilder string = new StringBuilder();
    while (!text.startsWith("\"", position)) {
      if (text.startsWith("\\", position)) {
        position++;
      }
      if (position >= text.length()) {
        throw corrupt();
      }
      string.append(text.charAt(position++));
    }
    position++;
    return string.toString();
  }

  private static void writeStrings(StringBuilder out, List<?> members) {
    out.append('[');
    String separator = "";
    for (Object member : members) {
      // names and labels hold no control characters, so nothing else needs an escape
      String escaped = member.toString().replace("\\", "\\\\").replace("\"", "\\\"");
      out.append(separator).append('"').append(escaped).append('"');
      separator = ",";
    }
    out.append(']');
  }

  private SpecificationException corrupt() {
    return new SpecificationException("the layout is damaged at character " + position);
  }
}
