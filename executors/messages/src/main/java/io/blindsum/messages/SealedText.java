package io.blindsum.messages;

import io.blindsum.paillier.Sha256;
import io.blindsum.protection.Seal;
import io.blindsum.protection.SealException;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Texts that only one recipient can read: a holder's part, released tables. They travel as the
 * frame of a message that signs the digest of the seal: one of the text would let others test what
 * they guess of it.
 *
 * @param frame base64 of the seal
 * @param digest SHA-256 of the seal
 */
public record SealedText(String frame, String digest) {
  /**
   * Seals the part of a holder.
   *
   * @param request the digest of what it answers
   */
  public static SealedText ofPart(
      SealPublicKey recipient, String text, String holder, String request) {
    return seal(recipient, text, partPlace(holder, request));
  }

  /**
   * Seals released tables.
   *
   * @param result the digest of the trailer of the result's frame
   */
  public static SealedText ofTables(
      SealPublicKey recipient, String text, String run, String result) {
    return seal(recipient, text, tablesPlace(run, result));
  }

  private static SealedText seal(SealPublicKey recipient, String text, String... place) {
    byte[] seal = Seal.seal(recipient, text.getBytes(StandardCharsets.UTF_8), place);
    return new SealedText(Base64.getEncoder().encodeToString(seal), digest(seal));
  }

  /**
   * Opens the part in a holder's answer.
   *
   * @param where what the answer is; opens every message about it
   * @throws MessageException if it is not what the answer's signature covers, or sealed otherwise
   */
  public static String openPart(
      String where, Signed<OpenPartMessage> answer, SealPrivateKey key, String request) {
    OpenPartMessage part = answer.message();
    return open(where, answer, part.digest(), key, partPlace(part.holder(), request));
  }

  /**
   * Opens released tables.
   *
   * @param where what the answer is; opens every message about it
   * @throws MessageException if they are not what the answer's signature covers, or sealed
   *     otherwise
   */
  public static String openTables(
      String where, Signed<ReleasedMessage> answer, SealPrivateKey key) {
    ReleasedMessage tables = answer.message();
    String[] place = tablesPlace(tables.run(), tables.result());
    return open(where, answer, tables.digest(), key, place);
  }

  private static String open(
      String where, Signed<?> answer, String digest, SealPrivateKey key, String... place) {
    byte[] seal = FrameText.bytes(where, answer.frame());
    Check.require(digest(seal).equals(digest), where, "its digest is of another seal");
    try {
      return new String(Seal.open(key, seal, place), StandardCharsets.UTF_8);
    } catch (SealException e) {
      throw new MessageException(where, "sealed to another key, or for another answer");
    }
  }

  private static String[] partPlace(String holder, String request) {
    return new String[] {"open_part", holder, request};
  }

  private static String[] tablesPlace(String run, String result) {
    return new String[] {"released", run, result};
  }

  private static String digest(byte[] seal) {
    return Sha256.hex(Sha256.open().digest(seal));
  }
}
