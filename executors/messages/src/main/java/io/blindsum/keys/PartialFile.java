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
 */
public final class PartialFile {
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

  private PartialFile() {}

  /**
   * Writes a new file, over no other one.
   *
   * @param share whose holder computed it
   * @param totals the digest of the totals' frame
   */
  public static void write(Path file, StoredShare share, String totals, PartialDecryption partial) {
    CheckedFiles.writeNew(
        file,
        text(share, totals, partial).getBytes(StandardCharsets.UTF_8),
        CheckedFiles.PUBLIC_MODE);
  }

  /** Returns the text of such a file. */
  public static String text(StoredShare share, String totals, PartialDecryption partial) {
    PaillierPublicKey key = share.key();
    int width = key.ciphertextBytes();
    EqualityProof proof = partial.proof();
    ObjectNode document =
        StrictJson.newObject()
            .put("format", FORMAT)
            .put("study", share.study())
            .put("key", key.fingerprint())
            .put("dealing", share.threshold().digest(key))
            .put("totals", totals)
            .put("holder", share.holder())
            .put("values", Numbers.base64(partial.values(), width))
            .put("commitments", Numbers.base64(proof.commitments(), width))
            .put("base-commitment", Numbers.base64(List.of(proof.baseCommitment()), width))
            .put("response", Base64.getEncoder().encodeToString(proof.response().toByteArray()));
    return StrictJson.print(document);
  }

  /**
   * Reads a file of a holder of a key. Its numbers are not checked yet: {@link
   * io.blindsum.paillier.threshold.PartialCombiner} does.
   *
   * @param study of the totals that are to be opened
   * @param totals the digest of their frame
   * @throws KeyFileException if it is not one, or says that it is of other totals, another key,
   *     other shares of it, or of nobody who holds one
   */
  public static PartialDecryption read(
      Path file, PaillierPublicKey key, StoredThreshold threshold, String study, String totals) {
    String name = CheckedFiles.name(file);
    return parse(name, text(file, name), key, threshold, study, totals);
  }

  /**
   * Reads the text of such a file; see {@link #read}.
   *
   * @param name what messages call it
   */
  public static PartialDecryption parse(
      String name,
      String text,
      PaillierPublicKey key,
      StoredThreshold threshold,
      String study,
      String totals) {
    try {
      StrictJson document = StrictJson.parse("partial", text);
      document.requireString("format", FORMAT);
      document.requireOnly(MEMBERS);
      String holder = document.string("holder");
      int index = threshold.indexOf(holder);
      if (index == 0) {
        throw document.fault("holder", "none of the key");
      }
      String whose = "(holder %s is %s)".formatted(index, holder);
      require(document, "key", key.fingerprint(), "of another key " + whose);
      require(
          document, "dealing", threshold.digest(key), "of shares that were dealt anew " + whose);
      require(document, "study", study, "of another study " + whose);
      require(document, "totals", totals, "of other totals " + whose);
      return partial(document, index, key.ciphertextBytes());
    } catch (InvalidKeyException e) {
      throw new KeyFileException(
          String.valueOf(e.getMessage()), name, "ask that holder for its part of these totals");
    }
  }

  private static void require(
      StrictJson document, String member, String expected, String otherwise) {
    if (!document.string(member).equals(expected)) {
      throw document.fault(member, otherwise);
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
