package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.threshold.EqualityProof;
import io.blindsum.paillier.threshold.PartialDecryption;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one holder hands in to open totals, as one JSON object: {@code key}, {@code dealing} and
 * {@code totals} say what it belongs to, by SHA-256; {@code holder} whose it is. The numbers of
 * {@link PartialDecryption} are base64, big-endian, elements twice as wide as {@code n}.
 *
 * @param study of the totals
 * @param key the fingerprint of the public key
 * @param dealing the SHA-256 of what the public key's file says of the holders
 * @param totals the digest of the totals' frame
 * @param holder the name of the holder
 * @param partial what was computed
 */
public record PartialFile(
    String study,
    String key,
    String dealing,
    String totals,
    String holder,
    PartialDecryption partial) {
  private static final String FORMAT = "blindsum-partial-decryption/1";
  private static final long MAX_BYTES = 16L << 20;
  private static final Set<String> MEMBERS =
      Set.of(
          "format",
          "study",
          "key",
          "dealing",
          "totals",
          "holder",
          "values",
          "commitments",
          "base-commitment",
          "response");

  /** Says whose and of what a partial decryption is. */
  public static PartialFile of(StoredShare share, String totals, PartialDecryption partial) {
    return new PartialFile(
        share.study(),
        share.key().fingerprint(),
        share.threshold().digest(share.key()),
        totals,
        share.holder(),
        partial);
  }

  /** Writes a new file, over no other one. */
  public void write(Path file, PaillierPublicKey publicKey) {
    int width = publicKey.ciphertextBytes();
    EqualityProof proof = partial.proof();
    byte[] response = proof.response().toByteArray();
    ObjectNode document =
        StrictJson.newObject()
            .put("format", FORMAT)
            .put("study", study)
            .put("key", key)
            .put("dealing", dealing)
            .put("totals", totals)
            .put("holder", holder)
            .put("values", Numbers.base64(partial.values(), width))
            .put("commitments", Numbers.base64(proof.commitments(), width))
            .put("base-commitment", Numbers.base64(List.of(proof.baseCommitment()), width))
            .put("response", Base64.getEncoder().encodeToString(response));
    CheckedFiles.writeNew(
        file,
        StrictJson.print(document).getBytes(StandardCharsets.UTF_8),
        CheckedFiles.PUBLIC_MODE);
  }

  /**
   * Reads a file of a holder of a key. Nothing of what it says is checked against totals yet.
   *
   * @throws KeyFileException if it is not one, or says that it is of another key, other shares of
   *     it, or of nobody who holds one
   */
  public static PartialFile read(
      Path file, PaillierPublicKey publicKey, StoredThreshold threshold) {
    String name = CheckedFiles.name(file);
    try {
      StrictJson document = StrictJson.parse("partial", text(file, name));
      document.requireString("format", FORMAT);
      document.requireOnly(MEMBERS);
      if (!document.string("key").equals(publicKey.fingerprint())) {
        throw document.fault(
            "key", "of another key than " + publicKey.fingerprint().substring(0, 8));
      }
      String dealing = threshold.digest(publicKey);
      if (!document.string("dealing").equals(dealing)) {
        throw document.fault("dealing", "of other shares of the key, which was dealt again since");
      }
      String holder = document.string("holder");
      int index = threshold.indexOf(holder);
      if (index == 0) {
        throw document.fault("holder", "none of the key");
      }
      return new PartialFile(
          document.string("study"),
          publicKey.fingerprint(),
          dealing,
          document.string("totals"),
          holder,
          partial(document, index, publicKey.ciphertextBytes()));
    } catch (InvalidKeyException e) {
      throw new KeyFileException(
          String.valueOf(e.getMessage()), name, "ask that holder for the file again");
    }
  }

  private static PartialDecryption partial(StrictJson document, int index, int width) {
    List<BigInteger> base = Numbers.read(document, "base-commitment", width);
    if (base.size() != 1) {
      throw document.fault("base-commitment", "not one number");
    }
    byte[] response = KeyLock.bytes(document, "response");
    BigInteger z = response.length == 0 ? BigInteger.ZERO : new BigInteger(response);
    if (!Arrays.equals(z.toByteArray(), response)) {
      throw document.fault("response", "not in as few bytes as it needs");
    }
    EqualityProof proof =
        new EqualityProof(Numbers.read(document, "commitments", width), base.get(0), z);
    return new PartialDecryption(index, Numbers.read(document, "values", width), proof);
  }

  private static String text(Path file, String name) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new KeyFileException("over 16 MB", name, "name the file that open partial wrote");
      }
      return KeyFiles.text(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new KeyFileException(
          Files.exists(file) ? "cannot be read" : "no such file", name, "check the path");
    }
  }
}
