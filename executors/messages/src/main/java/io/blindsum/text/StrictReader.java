package io.blindsum.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes text strictly, drops a byte order mark, and hands over every good character before it
 * complains about a bad one, so that the parser above knows the line.
 */
public final class StrictReader extends Reader {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final CharBuffer head = CharBuffer.allocate(BUFFER_BYTES);
  private final CharsetDecoder decoder;
  private boolean ended;

  /**
   * Opens the reader and reads ahead until the first two lines that are not blank are complete,
   * line breaks in quotes included, or 65,536 characters.
   */
  public StrictReader(InputStream in, Charset charset) throws IOException {
    this.in = in;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    while (!decoder.decode(bytes, head, ended).isError()
        && !ended
        && head.hasRemaining()
        && !firstLinesAreComplete()) {
      fill();
    }
    head.flip();
    if (head.hasRemaining() && head.get(0) == BYTE_ORDER_MARK) {
      head.get();
    }
  }

  /** Returns what was read ahead: the first lines, and whatever came with it. */
  public String ahead() {
    return head.toString();
  }

  private boolean firstLinesAreComplete() {
    String text = new String(head.array(), 0, head.position());
    int from = 0;
    int lines = 0;
    while (lines < 2) {
      int end = endOfLine(text, from);
      if (end < 0) {
        return false;
      }
      lines += text.substring(from, end).isBlank() ? 0 : 1;
      from = end + 1;
    }
    return true;
  }

  /**
   * Returns the first lines of a text that are not blank, line breaks in quotes included.
   *
   * @param count how many, if there are as many
   */
  public static List<String> firstLines(String text, int count) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (lines.size() < count && from < text.length()) {
      int end = endOfLine(text, from);
      if (end < 0) {
        // the last line, or a quote that nobody closes
        end = text.indexOf('\n', from);
      }
      String line = text.substring(from, end < 0 ? text.length() : end);
      if (!line.isBlank()) {
        lines.add(line);
      }
      from += line.length() + 1;
    }
    return lines;
  }

  /** Returns where the line from a place on ends, outside of quotes; -1 if it does not. */
  private static int endOfLine(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (!quoted && (c == '\n' || c == '\r')) {
        return i;
      }
    }
    return -1;
  }

  /**
   * {@inheritDoc}
   *
   * @param length at least 2, the places a supplementary character takes
   */
  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (head.hasRemaining()) {
      int count = Math.min(length, head.remaining());
      head.get(target, offset, count);
      return count;
    }
    CharBuffer chars = CharBuffer.wrap(target, offset, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      int count = chars.position() - offset;
      if (count > 0) {
        return count;
      }
      if (result.isError()) {
        result.throwException();
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
