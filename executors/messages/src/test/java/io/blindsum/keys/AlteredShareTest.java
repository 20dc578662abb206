package io.blindsum.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierException;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.threshold.Dealing;
import io.blindsum.paillier.threshold.PartialCombiner;
import io.blindsum.paillier.threshold.PartialDecryption;
import io.blindsum.paillier.threshold.PartialDecryptor;
import io.blindsum.paillier.threshold.ThresholdDealer;
import io.blindsum.paillier.threshold.ThresholdKey;
import io.blindsum.paillier.threshold.ThresholdParameters;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Alters what a dealer and holders hand out, one character at a time. */
class AlteredShareTest {
  private static final int ALTERATIONS = 340;
  private static final String STUDY = "heart";
  private static final String TOTALS = "5f".repeat(32);
  private static final String ALPHABET = "0123456789abcdefABCDEF+/=- \"";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ModularArithmetic arithmetic = Arithmetics.fastest();
  private final KeyGate gate = KeyGate.forInsecureTestKeys();
  private final Map<String, SealPrivateKey> holders = new LinkedHashMap<>();
  private final List<PartialDecryption> parts = new ArrayList<>();
  private final Random random = Seeds.random("altered shares");

  @TempDir private Path folder;
  private StoredPublicKey publicFile;
  private CiphertextBatch ciphertexts;

  /** What an altered file is put to; it throws if the file is refused. */
  private interface Use {
    void of(Path file) throws IOException;
  }

  @BeforeEach
  void dealAndOpen() {
    PaillierPrivateKey key =
        PaillierKeyGenerator.of(
                PaillierParameters.builder().modulusBits(256).insecureTestKey(true).build(),
                arithmetic)
            .generateOfSafePrimes();
    Dealing dealing = ThresholdDealer.of(key, arithmetic).deal(new ThresholdParameters(2, 3));
    Map<String, SealPublicKey> recipients = new LinkedHashMap<>();
    for (String holder : List.of("karolinska", "lulea", "umea")) {
      holders.put(holder, SealPrivateKey.generate());
      recipients.put(holder, sealingKey(holder).publicKey());
    }
    KeyFiles.writeDealing(
        folder, STUDY, dealing, recipients, Instant.EPOCH, KeyCertificate.make(key, arithmetic));
    publicFile = KeyFiles.readPublic(folder.resolve("heart.pub"), gate);
    ciphertexts = ciphertexts(dealing.key().publicKey());
    for (String holder : List.of("lulea", "umea")) {
      StoredShare share = ShareFile.read(folder.resolve(ShareFile.name(STUDY, holder)), gate);
      try (PartialDecryptor decryptor =
          PartialDecryptor.of(
              dealing.key(), share.open(sealingKey(holder), arithmetic).share(), arithmetic)) {
        PartialFile.write(
            folder.resolve(holder + ".part"), share, TOTALS, decryptor.decrypt(ciphertexts));
      }
      parts.add(read(folder.resolve(holder + ".part"), publicFile));
    }
  }

  /** Returns encryptions of 0 and 1 with known blinding. */
  private static CiphertextBatch ciphertexts(PaillierPublicKey key) {
    BigInteger n = key.modulus();
    BigInteger unit = BigInteger.TWO.modPow(n, key.modulusSquared());
    Ciphertext one =
        new Ciphertext(key, unit.multiply(n.add(BigInteger.ONE)).mod(key.modulusSquared()));
    return new CiphertextBatch(key, BlockArray.of(key.ciphertextBytes(), unit, one.value()));
  }

  private static PartialDecryption read(Path part, StoredPublicKey stored) {
    return PartialFile.read(part, stored.key(), thresholdOf(stored), STUDY, TOTALS);
  }

  private static StoredThreshold thresholdOf(StoredPublicKey stored) {
    return Objects.requireNonNull(stored.threshold());
  }

  private SealPrivateKey sealingKey(String holder) {
    return Objects.requireNonNull(holders.get(holder));
  }

  private void combine(StoredPublicKey stored, List<PartialDecryption> partials) {
    ThresholdKey key = thresholdOf(stored).verify(stored.key(), arithmetic);
    try (PartialCombiner combiner = PartialCombiner.of(key, arithmetic)) {
      assertThat(combiner.combine(ciphertexts, partials).get(1)).isEqualTo(BigInteger.ONE);
    }
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "1,020 altered shares, partial decryptions and certificates: 0 accepted")
  void acceptsNothingThatWasAltered() throws IOException {
    combine(publicFile, parts);
    refusesAlterations(
        "heart-umea.share",
        file -> ShareFile.read(file, gate).open(sealingKey("umea"), arithmetic));
    refusesAlterations(
        "umea.part", file -> combine(publicFile, List.of(parts.get(0), read(file, publicFile))));
    refusesAlterations(
        "heart.pub",
        file -> {
          StoredPublicKey altered = KeyFiles.readPublic(file, gate);
          Objects.requireNonNull(altered.certificate()).verify(altered.key(), arithmetic);
          combine(altered, List.of(parts.get(0), read(folder.resolve("umea.part"), altered)));
        });
  }

  private void refusesAlterations(String name, Use use) throws IOException {
    String good = Files.readString(folder.resolve(name));
    JsonNode meant = MAPPER.readTree(good);
    use.of(folder.resolve(name));
    for (int done = 0; done < ALTERATIONS; ) {
      int at = random.nextInt(good.length());
      char put = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      String altered = good.substring(0, at) + put + good.substring(at + 1);
      if (isSame(altered, meant) || (name.endsWith(".pub") && isOfTheFile(good, at))) {
        continue;
      }
      Path file = Files.writeString(folder.resolve("altered"), altered);
      assertThat(refuses(use, file)).as("%s, %s at %d", name, put, at).isTrue();
      done++;
    }
  }

  /** Tells whether a place is in a line of a public file that says nothing of the key. */
  private static boolean isOfTheFile(String text, int at) {
    String line = text.substring(text.lastIndexOf('\n', at) + 1);
    return line.startsWith("  \"study\"") || line.startsWith("  \"created\"");
  }

  private static boolean refuses(Use use, Path file) throws IOException {
    try {
      use.of(file);
      return false;
    } catch (KeyFileException | PaillierException e) {
      assertThat(e).message().hasLineCount(1);
      return true;
    }
  }

  private static boolean isSame(String altered, JsonNode meant) {
    try {
      return MAPPER.readTree(altered).equals(meant);
    } catch (JacksonException e) {
      return false;
    }
  }
}
