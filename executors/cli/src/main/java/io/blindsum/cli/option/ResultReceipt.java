package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Text;
import io.blindsum.messages.Message;
import io.blindsum.messages.ResultMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file beside totals that came from a colony: who says that they are of what, and signed it.
 */
public final class ResultReceipt {
  private static final String SUFFIX = ".receipt";

  private ResultReceipt() {}

  /** Returns where the receipt of totals is. */
  public static Path beside(Path totals) {
    return totals.resolveSibling(totals.getFileName() + SUFFIX);
  }

  /** Writes the receipt of totals. */
  public static void write(Path totals, ResultMessage result) {
    Path file = beside(totals);
    try {
      Files.writeString(file, result.withoutFrame().toText() + "\n");
    } catch (IOException e) {
      throw Text.cannotWrite(file, e);
    }
  }

  /** Reads the receipt of totals; empty if there is none, as for totals that sum wrote. */
  public static Optional<ResultMessage> read(Path totals) {
    Path file = beside(totals);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String name = String.valueOf(file.getFileName());
    try {
      return Optional.of(Message.parse(name, Files.readString(file).strip(), ResultMessage.class));
    } catch (IOException e) {
      throw new CommandException(ExitCode.DATA, "cannot read " + name, "copy it again");
    }
  }
}
