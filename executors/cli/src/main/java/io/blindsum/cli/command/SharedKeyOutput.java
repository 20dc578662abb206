package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.ShareFile;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.threshold.Dealing;
import io.blindsum.protection.SealPublicKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the public key and the sealed shares of a dealing, and says for whom they are. */
final class SharedKeyOutput {
  private final Path folder;
  private final String study;
  private final Map<String, SealPublicKey> holders;
  private final CommonOptions common;

  /**
   * Writes into a folder.
   *
   * @param holders the sealing keys by the holders' names, in the order of their indices
   */
  SharedKeyOutput(
      Path folder, String study, Map<String, SealPublicKey> holders, CommonOptions common) {
    this.folder = folder;
    this.study = study;
    this.holders = holders;
    this.common = common;
  }

  void write(Dealing dealing, KeyCertificate certificate) {
    KeyFiles.writeDealing(folder, study, dealing, holders, Instant.now(), certificate);
  }

  /**
   * Says what was written.
   *
   * @param how closes the first line, such as {@code made in 4.2 s}
   */
  void report(Dealing dealing, String how, ModularArithmetic arithmetic) {
    PaillierPublicKey key = dealing.key().publicKey();
    int threshold = dealing.key().parameters().threshold();
    Path publicFile = folder.resolve(study + KeyFiles.PUBLIC_SUFFIX);
    KeyOptions.warnIfInsecure(key, common);
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("study", study);
      json.put("key", key.fingerprint());
      json.put("bits", key.modulusBits());
      json.put("insecure", KeyGate.isInsecure(key));
      json.put("backend", arithmetic.name());
      json.put("public", publicFile.toString());
      json.put("threshold", threshold);
      Map<String, Object> shares = new LinkedHashMap<>();
      holders.keySet().forEach(holder -> shares.put(holder, share(holder).toString()));
      json.put("shares", shares);
      System.out.println(Json.line(json));
      return;
    }
    common.say(
        "key %s of study %s: %s bits, %s; %s of %s holders open a result"
            .formatted(
                Text.shortKey(key.fingerprint()),
                study,
                key.modulusBits(),
                how,
                threshold,
                holders.size()));
    common.say("  " + publicFile + "  for the hospitals, and for who puts the parts together");
    holders.forEach(
        (holder, recipient) ->
            common.say(
                "  %s  for %s alone, sealed to its key %s"
                    .formatted(share(holder), holder, Text.shortKey(recipient.text()))));
  }

  private Path share(String holder) {
    return folder.resolve(ShareFile.name(study, holder));
  }
}
