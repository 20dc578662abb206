package io.blindsum.release.page;

import io.blindsum.encoding.PrintableText;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Text of HTML and SVG that is also well-formed XML. Names are ours; every text and every value of
 * an attribute is escaped here and nowhere else.
 */
public final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins an element with attributes, each a name and a value. */
  public Markup open(String element, String... attributes) {
    begin(element, attributes).append('>');
    open.push(element);
    return this;
  }

  /** Ends the element that was begun last. */
  public Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Ends the element that was begun last, and its line. */
  public Markup closeLine() {
    close();
    out.append('\n');
    return this;
  }

  /** Adds an element that can have no content: a void one of HTML, or one of SVG. */
  public Markup empty(String element, String... attributes) {
    begin(element, attributes).append("/>");
    return this;
  }

  /** Adds an element that holds a text. */
  public Markup leaf(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** Adds a text. */
  public Markup text(String text) {
    escape(text);
    return this;
  }

  /** Adds what was written already. */
  public Markup add(Markup other) {
    out.append(other);
    return this;
  }

  private StringBuilder begin(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    return out;
  }

  private void escape(String text) {
    text.codePoints().forEach(this::escape);
  }

  private void escape(int character) {
    switch (character) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(isXml(character) ? character : '\uFFFD');
    }
  }

  /** Tells whether XML allows a character, other than those that steer the text around them. */
  private static boolean isXml(int c) {
    return c == '\n' || (c != 0xFFFE && c != 0xFFFF && !PrintableText.steers(c));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
