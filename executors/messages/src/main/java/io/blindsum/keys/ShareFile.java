package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.Sha256;
import io.blindsum.paillier.threshold.KeyShare;
import io.blindsum.protection.Seal;
import io.blindsum.protection.SealPublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file of one holder's share, {@code STUDY-HOLDER.share}: one JSON object with the members of
 * {@link KeyHeader}, {@code threshold}, {@code holder}, {@code sealed-to}, and {@code
 * sealed-share}: the share, big-endian and twice as wide as {@code n}, sealed for the place that
 * all the other members are.
 */
public final class ShareFile {
  /** The ending of these files. */
  public static final String SUFFIX = ".share";

  private static final String FORMAT = "blindsum-key-share/1";
  private static final String HOLDER = "holder";
  private static final String SEALED_TO = "sealed-to";
  private static final String SEALED_SHARE = "sealed-share";

  private ShareFile() {}

  /** Returns the name of a share's file. */
  public static String name(String study, String holder) {
    return study + "-" + holder + SUFFIX;
  }

  /** Seals a share into the text of its file. */
  static String write(
      KeyHeader header, StoredThreshold threshold, KeyShare share, SealPublicKey recipient) {
    String holder = threshold.holder(share.holder());
    byte[] secret = new byte[header.key().ciphertextBytes()];
    Numbers.copyRight(share.value(), secret, secret.length);
    try {
      String[] place = place(header, threshold, holder, recipient);
      byte[] sealed = Seal.seal(recipient, secret, place);
      return StrictJson.print(
          open(header, threshold, holder, recipient)
              .put(SEALED_SHARE, Base64.getEncoder().encodeToString(sealed)));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * Reads a file, and opens nothing.
   *
   * @param gate decides on the key
   * @throws KeyFileException if there is none, or it is not one
   */
  public static StoredShare read(Path file, KeyGate gate) {
    String name = CheckedFiles.name(file);
    if (!Files.exists(file)) {
      throw new KeyFileException(
          "no such file",
          name,
          "check the name; if it is lost, blindsum key shares with another holder's file says what"
              + " to do");
    }
    return parse(name, KeyFiles.text(name, CheckedFiles.readPublic(file)), gate);
  }

  static StoredShare parse(String name, String text, KeyGate gate) {
    try {
      StrictJson document = StrictJson.parse("share", text);
      document.requireString("format", FORMAT);
      Set<String> members = new HashSet<>(KeyHeader.MEMBERS);
      members.addAll(List.of(StoredThreshold.MEMBER, HOLDER, SEALED_TO, SEALED_SHARE));
      document.requireOnly(members);
      KeyHeader header = KeyHeader.read(document);
      PaillierPublicKey key = gate.admit(document.path("n"), header.key().modulus());
      StoredThreshold threshold = StoredThreshold.read(document, key);
      String holder = document.string(HOLDER);
      if (threshold.indexOf(holder) == 0) {
        throw document.fault(HOLDER, "none of the key");
      }
      SealPublicKey recipient = recipient(document);
      String sealed = Base64.getEncoder().encodeToString(KeyLock.bytes(document, SEALED_SHARE));
      return new StoredShare(name, header, threshold, holder, recipient, sealed);
    } catch (InvalidKeyException e) {
      throw new KeyFileException(
          String.valueOf(e.getMessage()), name, "name the .share file as the dealer sent it");
    }
  }

  private static SealPublicKey recipient(StrictJson document) {
    try {
      return new SealPublicKey(document.string(SEALED_TO));
    } catch (IllegalArgumentException e) {
      throw document.fault(SEALED_TO, "not a sealing key");
    }
  }

  private static ObjectNode open(
      KeyHeader header, StoredThreshold threshold, String holder, SealPublicKey recipient) {
    ObjectNode file = header.write(FORMAT);
    file.set(StoredThreshold.MEMBER, threshold.write(header.key()));
    return file.put(HOLDER, holder).put(SEALED_TO, recipient.text());
  }

  /** Returns what a share is bound to: all that its file says in clear. */
  static String[] place(
      KeyHeader header, StoredThreshold threshold, String holder, SealPublicKey recipient) {
    String open = open(header, threshold, holder, recipient).toString();
    return new String[] {"key share", Sha256.of(open)};
  }

  static KeyFileException altered(String file) {
    return new KeyFileException(
        "altered, or not the share that it says it is", file, "ask the dealer for the file again");
  }
}
