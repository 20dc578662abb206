package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.ShareFile;
import io.blindsum.keys.StoredShare;
import io.blindsum.protection.SealPrivateKey;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A holder's share, and the key that unseals it. */
public final class ShareOptions {
  @Option(
      names = "--share",
      required = true,
      paramLabel = "FILE",
      description = "The share, as the dealer sent it: STUDY-HOLDER.share.")
  private Path share = Path.of("");

  @Option(
      names = "--unseal-with",
      required = true,
      paramLabel = "FILE",
      description = "The holder's sealing key, which key holder made.")
  private Path sealingKey = Path.of("");

  /** Reads the file of the share, and opens nothing. */
  public StoredShare read(boolean insecureTestKey) {
    return ShareFile.read(share, KeyOptions.gate(insecureTestKey));
  }

  /** Reads the sealing key; makes none. */
  public SealPrivateKey sealingKey() {
    return sealingKey(sealingKey);
  }

  /** Reads a holder's sealing key; makes none. */
  public static SealPrivateKey sealingKey(Path file) {
    if (!Files.exists(file)) {
      throw new CommandException(
          ExitCode.KEY,
          file + ": no such file",
          "name the sealing key that blindsum key holder made");
    }
    return SealKeyFile.openOrCreate(file);
  }
}
