package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Text;
import io.blindsum.frame.RecordWeights;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the weights of a weighted sum: one integer a line, with no header. */
public final class WeightsFile implements RecordWeights, AutoCloseable {
  /** The digits of 2^63 and a sign. */
  private static final int LONGEST = 20;

  private final String name;
  private final InputStream in;
  private final StringBuilder text = new StringBuilder(LONGEST);
  private long line;

  private WeightsFile(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  public static WeightsFile open(Path path) {
    try {
      return new WeightsFile(
          String.valueOf(path.getFileName()), new BufferedInputStream(Files.newInputStream(path)));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.DATA, path + ": cannot read the weights", "check the path and its permissions");
    }
  }

  @Override
  public long next() {
    if (!readLine()) {
      throw new CommandException(
          ExitCode.DATA,
          name + " has " + Text.count(line, "weight") + ", fewer than there are records",
          "write one integer a line for each record, over all frames in the order they are named");
    }
    line++;
    // what is longer was not kept whole
    if (text.length() <= LONGEST) {
      try {
        return Long.parseLong(text, 0, text.length(), 10);
      } catch (NumberFormatException e) {
        // said below
      }
    }
    throw new CommandException(
        ExitCode.DATA,
        "no integer of 64 bits at " + name + " line " + line,
        "write one integer a line, such as -3, and no header");
  }

  /** Refuses what is left when every record has its weight. */
  public void requireEnd() {
    boolean more = readLine();
    while (more && text.isEmpty()) {
      // a blank line at the end is no weight
      more = readLine();
    }
    if (more) {
      throw new CommandException(
          ExitCode.DATA,
          name + " has more weights than there are records, " + line,
          "leave out the weights of rows that encrypt dropped");
    }
  }

  /** Reads up to the next line end; false at the end of the file. */
  private boolean readLine() {
    text.setLength(0);
    try {
      int c = in.read();
      if (c < 0) {
        return false;
      }
      for (; c >= 0 && c != '\n'; c = in.read()) {
        // one more than fits tells that it is too long
        if (c != '\r' && text.length() <= LONGEST && !isMark(c)) {
          text.append((char) c);
        }
      }
      return true;
    } catch (IOException e) {
      throw new CommandException(ExitCode.DATA, name + ": reading failed", "check the disk");
    }
  }

  /** Tells the three bytes of the mark that some editors put before the first line. */
  private boolean isMark(int c) {
    return line == 0 && text.isEmpty() && (c == 0xef || c == 0xbb || c == 0xbf);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
