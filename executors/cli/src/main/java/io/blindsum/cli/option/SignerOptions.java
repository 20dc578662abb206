package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Text;
import io.blindsum.frame.FrameHeader;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.messages.TrustedSigners.Standing;
import io.blindsum.release.result.Receipt;
import io.blindsum.study.ResultCheck;
import io.blindsum.study.ResultCheck.Signer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose signatures count. */
public final class SignerOptions {
  @Option(
      names = "--signers",
      paramLabel = "FILE",
      description = {
        "The signing keys of the sites and of the cloud, as their people told you; what is not"
            + " signed with them is refused. They print them with --show-keys."
      })
  private @Nullable Path file;

  /** Returns the signers of the file; nobody if none is named. */
  public TrustedSigners read() {
    if (file == null) {
      return TrustedSigners.NONE;
    }
    CheckedFiles.requireSettings(file);
    return TrustedSigners.read(file);
  }

  /** Tells whether somebody is named. */
  public boolean areNamed() {
    return file != null;
  }

  /**
   * Checks what is signed of totals.
   *
   * @param digest of the trailer of their frame
   * @return who signed; nobody for totals without a receipt
   */
  public List<Signer> check(
      String name, FrameHeader header, String digest, Optional<Signed<ResultMessage>> receipt) {
    if (receipt.isPresent()) {
      return ResultCheck.check(name, receipt.get(), header, digest, read());
    }
    if (file != null) {
      throw new CommandException(
          ExitCode.KEY,
          name + " has no receipt beside it, so nothing of it is signed",
          "keep NAME.receipt beside it, or leave --signers away");
    }
    return List.of();
  }

  /** Says who signed a result; loudly where nobody is known to be the right one. */
  public static void report(List<Signer> signers, CommonOptions common) {
    String trusted = parties(signers, Standing.TRUSTED);
    if (!trusted.isEmpty()) {
      common.say("signed by " + trusted);
    }
    String unknown = parties(signers, Standing.UNKNOWN);
    if (!unknown.isEmpty()) {
      common.warn(
          "SIGNERS UNKNOWN: %s; compare the keys with their people, and name them in --signers FILE"
              .formatted(unknown));
    }
    String unsigned = parties(signers, Standing.UNSIGNED);
    if (!unsigned.isEmpty()) {
      common.warn("NOT SIGNED: " + unsigned);
    }
  }

  /** Returns whose word a result is, as reports have it. */
  public static List<Receipt.Signature> signatures(List<Signer> signers) {
    return signers.stream()
        .map(
            signer ->
                new Receipt.Signature(
                    signer.party(),
                    signer.signer(),
                    signer.standing().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static String parties(List<Signer> signers, Standing standing) {
    return signers.stream()
        .filter(signer -> signer.standing() == standing)
        .map(SignerOptions::party)
        .collect(Collectors.joining(", "));
  }

  private static String party(Signer signer) {
    return signer.signer().isEmpty()
        ? signer.party()
        : signer.party() + " (" + Text.shortKey(signer.signer()) + ")";
  }
}
