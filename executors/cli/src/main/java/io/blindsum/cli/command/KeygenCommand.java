package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.PassphraseOptions;
import io.blindsum.keys.HoldersFile;
import io.blindsum.keys.KeyFiles;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.threshold.Dealing;
import io.blindsum.paillier.threshold.ThresholdDealer;
import io.blindsum.paillier.threshold.ThresholdParameters;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.text.Names;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the key pair of a study. */
@Command(
    name = "keygen",
    description = {
      "Make the key pair of a study.",
      "STUDY.pub goes to the hospitals; STUDY.key opens every result and stays with the"
          + " researcher.",
      "With --holders there is no STUDY.key: each holder gets a share, STUDY-HOLDER.share, and"
          + " --threshold of them open a result together.",
    })
public final class KeygenCommand implements Callable<Integer> {
  @Option(
      names = "--study",
      required = true,
      paramLabel = "STUDY",
      description = "The study's name: " + Names.RULE + ".")
  private String study = "";

  @Option(
      names = "--bits",
      defaultValue = "3072",
      paramLabel = "N",
      description = "Bits of the modulus: 3072 by default, 2048 at least.")
  private int bits;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The folder for both files; made if there is none.")
  private Path folder = Path.of("");

  @Option(
      names = "--no-passphrase",
      description = "Leave the private key in clear, in a file that only you may read.")
  private boolean noPassphrase;

  @Option(
      names = "--insecure-test-key",
      description = "Allow fewer than 2048 bits; every output is stamped. For tests.")
  private boolean insecureTestKey;

  @ArgGroup(exclusive = false)
  private @Nullable Holders holders;

  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  /** Who gets shares of the key. */
  private static final class Holders {
    @Option(
        names = "--holders",
        required = true,
        paramLabel = "FILE",
        description = {
          "Share the key: a file with holders, each by name with the sealing key that key holder"
              + " printed for it."
        })
    private Path file = Path.of("");

    @Option(
        names = "--threshold",
        required = true,
        paramLabel = "N",
        description = "How many holders open a result: 2 at least.")
    private int threshold;
  }

  @Override
  public Integer call() throws Exception {
    if (!Names.isName(study)) {
      throw CommandException.usage(
          "--study '" + study + "': " + Names.NO_NAME, "--study heart-2026, say");
    }
    KeyFiles.requireNoPair(folder, study);
    PaillierParameters parameters = parameters();
    ModularArithmetic arithmetic = common.arithmetic();
    Holders named = holders;
    if (named != null) {
      return share(named, parameters, arithmetic);
    }
    char[] secret = noPassphrase ? null : passphrase.choose();
    long start = System.nanoTime();
    PaillierPrivateKey key = PaillierKeyGenerator.of(parameters, arithmetic).generate();
    double seconds = (System.nanoTime() - start) / 1e9;
    KeyCertificate certificate = KeyCertificate.make(key, arithmetic);
    KeyFiles.writePair(folder, study, key, secret, Instant.now(), certificate);
    KeyOptions.warnIfInsecure(key.publicKey(), common);
    report(key, seconds, arithmetic);
    return ExitCode.OK;
  }

  private int share(Holders named, PaillierParameters parameters, ModularArithmetic arithmetic)
      throws Exception {
    if (noPassphrase) {
      throw CommandException.usage(
          "--no-passphrase is for a private key, and with --holders nobody gets one",
          "leave it away: each share is sealed to its holder");
    }
    Map<String, SealPublicKey> recipients = HoldersFile.read(named.file);
    ThresholdParameters among = among(named.threshold, recipients.size());
    KeyFiles.requireNoDealing(folder, study, recipients.keySet());
    long start = System.nanoTime();
    PaillierPrivateKey key =
        common.compute(
            () -> PaillierKeyGenerator.of(parameters, arithmetic).generateOfSafePrimes());
    double seconds = (System.nanoTime() - start) / 1e9;
    Dealing dealing = ThresholdDealer.of(key, arithmetic).deal(among);
    KeyCertificate certificate = KeyCertificate.make(key, arithmetic);
    SharedKeyOutput output = new SharedKeyOutput(folder, study, recipients, common);
    output.write(dealing, certificate);
    output.report(dealing, String.format(Locale.ROOT, "made in %.1f s", seconds), arithmetic);
    return ExitCode.OK;
  }

  private static ThresholdParameters among(int threshold, int holders) {
    if (threshold < 2) {
      throw CommandException.usage(
          "--threshold " + threshold + ": with fewer than 2 each holder has the whole key",
          "--threshold 2");
    }
    try {
      return new ThresholdParameters(threshold, holders);
    } catch (InvalidKeyException e) {
      throw CommandException.usage(
          String.valueOf(e.getMessage()), "list at least as many holders as are needed");
    }
  }

  private void report(PaillierPrivateKey key, double seconds, ModularArithmetic arithmetic) {
    Path publicFile = folder.resolve(study + KeyFiles.PUBLIC_SUFFIX);
    Path privateFile = folder.resolve(study + KeyFiles.PRIVATE_SUFFIX);
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("study", study);
      json.put("key", key.publicKey().fingerprint());
      json.put("bits", key.publicKey().modulusBits());
      json.put("insecure", KeyGate.isInsecure(key.publicKey()));
      json.put("backend", arithmetic.name());
      json.put("public", publicFile.toString());
      json.put("private", privateFile.toString());
      json.put("encrypted", !noPassphrase);
      System.out.println(Json.line(json));
      return;
    }
    common.say(
        String.format(
            Locale.ROOT,
            "key %s of study %s: %d bits, made in %.2f s",
            Text.shortKey(key.publicKey().fingerprint()),
            study,
            key.publicKey().modulusBits(),
            seconds));
    common.say("  " + publicFile + "  for the hospitals");
    common.say(
        "  "
            + privateFile
            + (noPassphrase
                ? "  NOT ENCRYPTED: whoever reads this file opens every result (mode 0600)"
                : "  encrypted with your passphrase; without it no result can be opened"));
  }

  private PaillierParameters parameters() {
    try {
      return PaillierParameters.builder()
          .modulusBits(bits)
          .insecureTestKey(insecureTestKey)
          .build();
    } catch (InvalidKeyException e) {
      throw new CommandException(
          ExitCode.KEY, String.valueOf(e.getMessage()), "leave --bits away: 3072");
    }
  }
}
