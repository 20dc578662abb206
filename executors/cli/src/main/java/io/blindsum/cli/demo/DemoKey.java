package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.keys.ApprovedKey;
import io.blindsum.keys.ApprovedKeys;
import io.blindsum.keys.ApprovedKeys.ApprovalGrounds;
import io.blindsum.keys.KeyFiles;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.proof.KeyForm;
import java.nio.file.Path;
import java.time.Instant;

/** The key of the demo, from the researcher who makes it to the hospitals that approve it. */
final class DemoKey {
  /** The folder of the approved keys, as the site files name it. */
  static final String APPROVED = "approved";

  private static final String STUDY = "demo";
  private static final int MODULUS_BITS = 2048;

  private DemoKey() {}

  /** Makes a key, and writes its public half with its certificate. */
  static PaillierPrivateKey make(Path folder, ModularArithmetic arithmetic) {
    PaillierPrivateKey key =
        PaillierKeyGenerator.of(
                PaillierParameters.builder().modulusBits(MODULUS_BITS).build(), arithmetic)
            .generate();
    KeyCertificate certificate = KeyCertificate.make(key, arithmetic);
    KeyFiles.writePublic(folder, STUDY, key.publicKey(), Instant.now(), certificate);
    return key;
  }

  /**
   * Does what {@code key approve} does, for all hospitals at once, but for the search for weak
   * primes, which takes long.
   */
  static ApprovedKey approve(Path folder, ModularArithmetic arithmetic) {
    return ApprovedKeys.openForOwnKeys(folder.resolve(APPROVED), arithmetic)
        .approve(
            KeyFiles.readPublic(folder.resolve(STUDY + KeyFiles.PUBLIC_SUFFIX), KeyGate.standard()),
            new ApprovalGrounds(false, KeyForm.UNKNOWN),
            done -> {});
  }
}
