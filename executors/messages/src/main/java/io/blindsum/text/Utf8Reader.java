package io.blindsum.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 strictly, drops a byte order mark, and hands over every good character before it
 * complains about a bad one, so that the parser above knows the line.
 */
public final class Utf8Reader extends Reader {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final CharBuffer head = CharBuffer.allocate(BUFFER_BYTES);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private boolean ended;

  /** Opens the reader and reads ahead until the first line is complete, or 65,536 characters. */
  public Utf8Reader(InputStream in) throws IOException {
    this.in = in;
    while (!decoder.decode(bytes, head, ended).isError()
        && !ended
        && head.hasRemaining()
        && !firstLineIsComplete()) {
      fill();
    }
    head.flip();
    if (head.hasRemaining() && head.get(0) == BYTE_ORDER_MARK) {
      head.get();
    }
  }

  /** Returns the first line, or as much of it as was read ahead. */
  public String firstLine() {
    String read = head.toString();
    int end = endOfLine(read);
    return end < 0 ? read : read.substring(0, end);
  }

  private boolean firstLineIsComplete() {
    return endOfLine(new String(head.array(), 0, head.position())) >= 0;
  }

  private static int endOfLine(String text) {
    int lineFeed = text.indexOf('\n');
    int carriageReturn = text.indexOf('\r');
    return lineFeed < 0 || carriageReturn < 0
        ? Math.max(lineFeed, carriageReturn)
        : Math.min(lineFeed, carriageReturn);
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
