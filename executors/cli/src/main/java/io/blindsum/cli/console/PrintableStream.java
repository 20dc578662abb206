package io.blindsum.cli.console;

import io.blindsum.encoding.PrintableText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which this program prints. Texts may hold what strangers wrote, so that {@code ?}
 * stands for each character that steers a terminal or turns the direction of text; line feeds and
 * tabs are ours. Bytes pass as they are.
 */
final class PrintableStream extends PrintStream {
  PrintableStream(OutputStream target) {
    super(target, true, StandardCharsets.UTF_8);
  }

  /** Prints a text; every other way of printing comes to this one. */
  @Override
  public void print(@Nullable String text) {
    super.print(PrintableText.lines(String.valueOf(text)));
  }
}
