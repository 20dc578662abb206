package io.blindsum.messages;

import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;

/** Signs messages and checks their signatures: the one place that knows what is signed. */
public final class Signatures {
  private static final String PURPOSE = "blindsum message 1";

  private Signatures() {}

  /** Returns the same message, with the signer's public half and signature. */
  public static Message sign(Message message, SigningKey key) {
    String signer = key.verifyingKey().text();
    Message named = message.signedBy(signer, "");
    return named.signedBy(signer, key.sign(PURPOSE, named.signedBytes()));
  }

  /**
   * Tells whether a message is as its signer sent it. Whether the signer is the right one is for
   * the caller to decide.
   */
  public static boolean verifies(Message message, VerifyingKey signer) {
    return message.signer().equals(signer.text())
        && signer.verifies(PURPOSE, message.signedBytes(), message.signature());
  }

  /** Tells whether a message is as whoever it names as its signer sent it. */
  static boolean verifies(Message message) {
    try {
      return verifies(message, new VerifyingKey(message.signer()));
    } catch (IllegalArgumentException e) {
      // the signer is no key
      return false;
    }
  }
}
