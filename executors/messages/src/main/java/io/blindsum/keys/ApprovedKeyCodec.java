package io.blindsum.keys;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.proof.KeyForm;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file of an approved key: one JSON object with {@code n}, {@code approved}, the key's {@code
 * certificate} if it has one, who the holders of a shared key are, as {@link StoredThreshold} has
 * it, and whether the site {@code vouches-for-blum-form}.
 */
final class ApprovedKeyCodec {
  private static final String FORMAT = "blindsum-approved-key/1";
  private static final String VOUCHED = "vouches-for-blum-form";
  private static final Set<String> MEMBERS =
      Set.of("format", "n", "approved", VOUCHED, CertificateCodec.MEMBER, StoredThreshold.MEMBER);

  private ApprovedKeyCodec() {}

  static ObjectNode write(ApprovedKey approved) {
    PaillierPublicKey key = approved.key();
    KeyCertificate certificate = approved.certificate();
    boolean shown = certificate != null && certificate.squareRoots(key).isPresent();
    ObjectNode file =
        StrictJson.newObject()
            .put("format", FORMAT)
            .put("n", key.modulus().toString())
            .put("approved", approved.approved().toString())
            .put(VOUCHED, approved.form() == KeyForm.BLUM && !shown);
    if (certificate != null) {
      file.set(CertificateCodec.MEMBER, CertificateCodec.write(certificate, key));
    }
    StoredThreshold threshold = approved.threshold();
    if (threshold != null) {
      file.set(StoredThreshold.MEMBER, threshold.write(key));
    }
    return file;
  }

  /** Reads a file, and checks all of it again. */
  static ApprovedKey read(
      StrictJson file, String fingerprint, KeyGate gate, ModularArithmetic arithmetic) {
    file.requireString("format", FORMAT);
    file.requireOnly(MEMBERS);
    PaillierPublicKey key = gate.admit(file.path("n"), SeedKeyFormat.decimal(file, "n"));
    if (!key.fingerprint().equals(fingerprint)) {
      throw file.fault("n", "not the key that the name of the file says");
    }
    KeyCertificate certificate = CertificateCodec.readFrom(file, key);
    KeyForm form = certificate == null ? KeyForm.UNKNOWN : certificate.verify(key, arithmetic);
    boolean vouched = file.bool(VOUCHED);
    return new ApprovedKey(
        key,
        vouched ? KeyForm.BLUM : form,
        certificate,
        threshold(file, key, arithmetic),
        approved(file));
  }

  private static @Nullable StoredThreshold threshold(
      StrictJson file, PaillierPublicKey key, ModularArithmetic arithmetic) {
    if (!file.has(StoredThreshold.MEMBER)) {
      return null;
    }
    StoredThreshold threshold = StoredThreshold.read(file, key);
    threshold.verify(key, arithmetic);
    return threshold;
  }

  private static Instant approved(StrictJson file) {
    try {
      return Instant.parse(file.string("approved"));
    } catch (DateTimeParseException e) {
      throw file.fault("approved", "not an instant such as 2026-11-24T10:00:00Z");
    }
  }
}
