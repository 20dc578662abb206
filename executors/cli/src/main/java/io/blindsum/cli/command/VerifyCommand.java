package io.blindsum.cli.command;

import io.blindsum.arith.BlockArray;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Progress;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.PassphraseOptions;
import io.blindsum.cli.option.ResultReceipt;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.frame.FrameProgress;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.SumVerifier;
import io.blindsum.keys.StoredPrivateKey;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SiteTally;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.study.ResultCheck.Signer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks what totals were made of. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Check a sum: sites, streams, rows, digests, key, and who signed it.",
      "",
      "Alone, it reads every byte of the result. With --frames it compares them with the result's"
          + " list, each once and none missing. With --full it adds them again, so that a cloud"
          + " cannot have put in, left out or changed anything.",
    })
public final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The .bsr file that sum wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--frames",
      arity = "1..*",
      paramLabel = "FILE",
      description = "The .bsc files that were added, all of them.")
  private List<Path> frames = new ArrayList<>();

  @Option(names = "--full", description = "Add the frames again and compare.")
  private boolean full;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = {
        "With --full: the study's private key. Totals from a colony are re-randomised, and only"
            + " the key tells that they open to what the frames add up to."
      })
  private @Nullable Path keyFile;

  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private final SignerOptions signers = new SignerOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    if (full && frames.isEmpty()) {
      throw CommandException.usage(
          "--full adds the frames again, and none is named", "--frames a.bsc b.bsc ... --full");
    }
    StoredPrivateKey privateKey = privateKey();
    VerificationReport report = common.compute(() -> verify(privateKey));
    KeyOptions.warnIfInsecure(report.header().key(), common);
    report.print(common);
    return ExitCode.OK;
  }

  private @Nullable StoredPrivateKey privateKey() {
    if (keyFile == null) {
      return null;
    }
    if (!full) {
      throw CommandException.usage(
          "--key opens what --full added, and it did not", "--frames ... --full --key FILE");
    }
    return passphrase.open(keyFile, common);
  }

  private VerificationReport verify(@Nullable StoredPrivateKey privateKey) {
    Optional<Signed<ResultMessage>> receipt = ResultReceipt.read(file, signers, common);
    try (FrameReader result = FrameReader.open(file);
        SumVerifier verifier = open(result, receipt)) {
      List<Signer> signed =
          signers.check(result.name(), verifier.header(), verifier.digest(), receipt);
      for (Path frame : frames) {
        add(verifier, frame);
      }
      VerificationReport.Level level = finish(verifier, receipt, privateKey);
      return new VerificationReport(
          result.name(), verifier.header(), level, receipt.map(Signed::message), signed);
    }
  }

  /** Where roots stand for the batches of each site, the frames are compared with these. */
  private SumVerifier open(FrameReader result, Optional<Signed<ResultMessage>> receipt) {
    return receipt.isEmpty() || receipt.get().message().roots().isEmpty()
        ? SumVerifier.of(result, full, common.arithmetic())
        : SumVerifier.folded(
            result,
            full,
            common.arithmetic(),
            frames -> SiteTally.fold(receipt.get().message().plans(), frames));
  }

  private VerificationReport.Level finish(
      SumVerifier verifier,
      Optional<Signed<ResultMessage>> receipt,
      @Nullable StoredPrivateKey privateKey) {
    if (frames.isEmpty()) {
      return VerificationReport.Level.DIGESTS;
    }
    if (!full || receipt.isEmpty()) {
      verifier.finish();
      return full ? VerificationReport.Level.PRODUCT : VerificationReport.Level.FRAMES;
    }
    BlockArray product = verifier.finishReleased(receipt.get().message().product());
    if (privateKey == null) {
      return VerificationReport.Level.RELEASED;
    }
    requireEqual(privateKey, verifier, product);
    return VerificationReport.Level.PRODUCT;
  }

  /** Opens the product of the frames and the totals, which are the same under other randomness. */
  private void requireEqual(StoredPrivateKey privateKey, SumVerifier verifier, BlockArray product) {
    PaillierPublicKey key = verifier.header().key();
    if (!key.equals(privateKey.key().publicKey())) {
      throw new CommandException(
          ExitCode.KEY,
          "key mismatch: the totals are for key " + Text.shortKey(key.fingerprint()),
          "--key the private key of study '" + verifier.header().study() + "'");
    }
    try (Decryptor decryptor = Decryptor.of(privateKey.key(), common.arithmetic())) {
      BlockArray added = decryptor.decrypt(new CiphertextBatch(key, product));
      BlockArray released = decryptor.decrypt(new CiphertextBatch(key, verifier.totals()));
      boolean equal = added.bytes().equals(released.bytes());
      added.wipe();
      released.wipe();
      if (!equal) {
        throw new CommandException(
            ExitCode.DATA,
            file.getFileName() + ": its totals are not those of the frames",
            "do not use it: the cloud changed the totals");
      }
    }
  }

  private void add(SumVerifier verifier, Path frame) {
    try (FrameReader reader = FrameReader.open(frame)) {
      OptionalLong total = reader.announcedCiphertexts();
      try (Progress progress =
          common.start(
              "verify " + reader.name(),
              "ciphertexts",
              total.orElse(Progress.UNKNOWN),
              common.json)) {
        FrameProgress listener = (done, ignored) -> progress.update(done);
        verifier.add(reader, listener);
      }
    }
  }
}
