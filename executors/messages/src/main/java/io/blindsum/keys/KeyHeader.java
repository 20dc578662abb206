package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.text.Names;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members that our public and private key files share.
 *
 * @param study names the study, as {@link Names} has it
 * @param key the public key
 * @param created when it was made, in whole seconds
 */
record KeyHeader(String study, PaillierPublicKey key, Instant created) {
  static final Set<String> MEMBERS =
      Set.of("format", "study", "bits", "n", "fingerprint", "created", "insecure");

  KeyHeader {
    if (!Names.isName(study)) {
      throw new InvalidKeyException("study: " + Names.NO_NAME);
    }
    created = created.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Reads the members of a file and holds them against each other. */
  static KeyHeader read(StrictJson file) {
    PaillierPublicKey key = PaillierPublicKey.of(SeedKeyFormat.decimal(file, "n"));
    file.integer("bits", key.modulusBits(), key.modulusBits());
    if (!file.string("fingerprint").equals(key.fingerprint())) {
      throw file.fault("fingerprint", "not that of n");
    }
    KeyHeader header = new KeyHeader(file.string("study"), key, instant(file));
    if (KeyGate.isInsecure(header.key()) && !file.bool("insecure")) {
      throw file.fault("insecure", "not set on a key that protects nothing");
    }
    return header;
  }

  ObjectNode write(String format) {
    return StrictJson.newObject()
        .put("format", format)
        .put("study", study)
        .put("bits", key.modulusBits())
        .put("n", key.modulus().toString())
        .put("fingerprint", key.fingerprint())
        .put("created", created.toString())
        .put("insecure", KeyGate.isInsecure(key));
  }

  private static Instant instant(StrictJson file) {
    try {
      return Instant.parse(file.string("created"));
    } catch (DateTimeParseException e) {
      throw file.fault("created", "not an instant such as 2026-11-24T10:00:00Z");
    }
  }
}
