package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Text;
import io.blindsum.messages.MessageJson;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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
  public static void write(Path totals, Signed<ResultMessage> result) {
    Path file = beside(totals);
    try {
      Files.writeString(file, result.withoutFrame().toText() + "\n");
    } catch (IOException e) {
      throw Text.cannotWrite(file, e);
    }
  }

  /**
   * Reads the receipt of totals; empty if there is none, as for totals that sum wrote.
   *
   * <p>A receipt of version 1 does not sign all that is shown. It is refused where signers are
   * named, and left aside, loudly, where they are not.
   */
  public static Optional<Signed<ResultMessage>> read(
      Path totals, SignerOptions signers, CommonOptions common) {
    Path file = beside(totals);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String name = String.valueOf(file.getFileName());
    try {
      String text = Files.readString(file).strip();
      if (!isOld(name, text)) {
        return Optional.of(Signed.parse(name, text, ResultMessage.class));
      }
      if (signers.areNamed()) {
        throw new CommandException(
            ExitCode.KEY,
            name + " is of version 1, whose signatures do not cover all that is shown",
            "verify it with the release that wrote it, or leave --signers away");
      }
      common.warn("NOT CHECKED: " + name + " is of version 1, from an earlier release");
      return Optional.empty();
    } catch (IOException e) {
      throw new CommandException(ExitCode.DATA, "cannot read " + name, "copy it again");
    }
  }

  /**
   * Reads totals with their receipt as the one result that they were.
   *
   * @throws io.blindsum.messages.MessageException if the receipt is none
   */
  public static Signed<ResultMessage> withFrame(Path totals) {
    Path file = beside(totals);
    try {
      String frame = Base64.getEncoder().encodeToString(Files.readAllBytes(totals));
      return Signed.parse(
              String.valueOf(file.getFileName()),
              Files.readString(file).strip(),
              ResultMessage.class)
          .withFrame(frame);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.DATA,
          "cannot read " + totals.getFileName() + " and its receipt",
          "keep NAME.bsr.receipt beside NAME.bsr");
    }
  }

  private static boolean isOld(String name, String text) {
    return MessageJson.object(name, text).path("blindsum").asInt(0) == 1;
  }
}
