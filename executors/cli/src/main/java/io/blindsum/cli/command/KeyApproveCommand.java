package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Progress;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.keys.ApprovedKey;
import io.blindsum.keys.ApprovedKeys;
import io.blindsum.keys.ApprovedKeys.ApprovalGrounds;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyForm;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a key on the list of those that a site encrypts under. */
@Command(
    name = "approve",
    sortOptions = false,
    description = {
      "Check a study's public key for once and all, and put it on the list of approved keys.",
      "Verifies the certificate that keygen wrote into the file, looks for shared primes among the"
          + " approved keys, and for primes that some seconds of work can find. The result is kept;"
          + " gate and certificate are checked again each time the key is used.",
    })
final class KeyApproveCommand implements Callable<Integer> {
  private static final int PERCENT = 100;

  @Parameters(paramLabel = "FILE", description = "The study's public key.")
  private Path file = Path.of("");

  @Option(
      names = "--approved",
      paramLabel = "DIR",
      description = "The folder of the list. Default: blindsum/approved-keys in ~/.config.")
  private @Nullable Path folder;

  @Option(
      names = "--without-certificate",
      description =
          "Approve a key that proves nothing, because you trust who made it: three primes, unequal"
              + " ones, or plaintexts that are not unique cannot be seen from the number.")
  private boolean withoutCertificate;

  @Option(
      names = "--vouch-blum-form",
      description =
          "Say that both primes are 3 modulo 4 and gcd(p-1, q-1) = 2, as who made the key told you:"
              + " allows the fast blinding to a key whose certificate does not show it.")
  private boolean vouchBlumForm;

  @Option(names = "--insecure-test-key", description = "Allow small and published keys, for tests.")
  private boolean insecureTestKey;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    ModularArithmetic arithmetic = common.arithmetic();
    StoredPublicKey read = KeyFiles.readPublic(file, KeyOptions.gate(insecureTestKey));
    KeyOptions.warnIfInsecure(read.key(), common);
    Path list = folder == null ? ApprovedKeys.defaultFolder() : folder;
    ApprovedKeys keys = ApprovedKeys.open(list, () -> KeyOptions.gate(insecureTestKey), arithmetic);
    ApprovalGrounds grounds =
        new ApprovalGrounds(withoutCertificate, vouchBlumForm ? KeyForm.BLUM : KeyForm.UNKNOWN);
    long start = System.nanoTime();
    ApprovedKey approved;
    try (Progress progress = common.start("approve", "percent", PERCENT, false)) {
      approved =
          common.compute(
              () ->
                  keys.approve(read, grounds, done -> progress.update(Math.round(PERCENT * done))));
    }
    report(approved, list, (System.nanoTime() - start) / 1e9);
    return ExitCode.OK;
  }

  private void report(ApprovedKey approved, Path list, double seconds) {
    PaillierPublicKey key = approved.key();
    boolean certified = approved.certificate() != null;
    String blinding = approved.form() == KeyForm.BLUM ? "djn" : "full";
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("key", key.fingerprint());
      json.put("bits", key.modulusBits());
      json.put("insecure", KeyGate.isInsecure(key));
      json.put("certified", certified);
      json.put("blinding", blinding);
      json.put("approved", approved.approved().toString());
      json.put("list", list.toString());
      json.put("seconds", Math.round(seconds * 1000) / 1000.0);
      System.out.println(Json.line(json));
      return;
    }
    common.say(
        String.format(
            Locale.ROOT,
            "approved %s, %d bits, %s certificate, blinding %s, in %.1f s",
            key.fingerprint(),
            key.modulusBits(),
            certified ? "with" : "WITHOUT",
            blinding,
            seconds));
    common.say("  " + list.resolve(key.fingerprint() + ".json"));
  }
}
