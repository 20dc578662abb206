package io.blindsum.cli.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which this program prints. Texts may hold what strangers wrote, so that {@code ?}
 * stands for each character that steers a terminal or turns the direction of text; line feeds and
 * tabs are ours. Bytes pass as they are.
 */
final class PrintableStream extends PrintStream {
  private static final Pattern STEERS =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\\n\\t]]");

  PrintableStream(OutputStream target) {
    super(target, true, StandardCharsets.UTF_8);
  }

  /** Prints a text; every other way of printing comes to this one. */
  @Override
  public void print(@Nullable String text) {
    super.print(STEERS.matcher(String.valueOf(text)).replaceAll("?"));
  }
}
