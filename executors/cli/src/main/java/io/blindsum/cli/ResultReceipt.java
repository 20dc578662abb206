package io.blindsum.cli;

import io.blindsum.workflow.Message;
import io.blindsum.workflow.ResultMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file beside totals that came from a colony: who says that they are of what, and signed it.
 */
final class ResultReceipt {
  private static final String SUFFIX = ".receipt";

  private ResultReceipt() {}

  /** Returns where the receipt of totals is. */
  static Path beside(Path totals) {
    return totals.resolveSibling(totals.getFileName() + SUFFIX);
  }

  /** Writes the receipt of totals. */
  static void write(Path totals, ResultMessage result) {
    Path file = beside(totals);
    try {
      Files.writeString(file, result.withoutFrame().toText() + "\n");
    } catch (IOException e) {
      throw Text.cannotWrite(file, e);
    }
  }

  /** Reads the receipt of totals; empty if there is none, as for totals that sum wrote. */
  static Optional<ResultMessage> read(Path totals) {
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
