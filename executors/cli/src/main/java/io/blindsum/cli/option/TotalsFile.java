package io.blindsum.cli.option;

import io.blindsum.frame.FrameReader;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.release.EncryptedTotals;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Totals of a file or of the standard input, still encrypted.
 *
 * @param totals the totals
 * @param receipt what lies beside the file of a colony's totals; a pipe has none
 */
public record TotalsFile(EncryptedTotals totals, Optional<Signed<ResultMessage>> receipt) {

  /** Reads totals to their end; {@code -} is the standard input. */
  public static TotalsFile read(String file, SignerOptions signers, CommonOptions common) {
    // a pipe is read once, and nothing lies beside it
    boolean stream = file.equals("-") || InputFile.isStream(Path.of(file));
    if (!stream) {
      SealedInput.refuse(Path.of(file));
    }
    Optional<Signed<ResultMessage>> receipt =
        stream ? Optional.empty() : ResultReceipt.read(Path.of(file), signers, common);
    return new TotalsFile(totals(file), receipt);
  }

  private static EncryptedTotals totals(String file) {
    try (FrameReader reader =
        file.equals("-")
            ? FrameReader.open(Channels.newChannel(System.in), "stdin")
            : FrameReader.open(Path.of(file))) {
      return EncryptedTotals.read(reader);
    }
  }
}
