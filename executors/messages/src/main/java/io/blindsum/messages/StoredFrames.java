package io.blindsum.messages;

import io.blindsum.paillier.Sha256;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import java.util.regex.Pattern;

/**
 * Batches whose frame lies in an object store: the member {@code frame} has, in its place, a {@link
 * StoredFrameMessage} by the signer of the batch. The batch itself, its signature and its receipt
 * are those of one whose frame travels inside.
 */
public final class StoredFrames {
  /** The most bytes of an object: what the longest message holds as base64, and more. */
  public static final int MAX_BYTES = 32 << 20;

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{1,40}(-[0-9a-f]{1,40}){1,3}");

  private StoredFrames() {}

  /** Tells whether a text can be the name of an object, and so a part of a path. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns the folder of a plan's objects, for the colony's file system and the store alike. */
  public static String folder(String plan) {
    Check.hex("plan", plan);
    return "blindsum/" + plan;
  }

  /** Returns SHA-256 of an object, in hex. */
  public static String digest(byte[] object) {
    return Sha256.hex(Sha256.open().digest(object));
  }

  /** Tells whether the frame of a batch lies elsewhere. */
  public static boolean isStored(Signed<BatchMessage> batch) {
    return Signed.isMessage(batch.frame());
  }

  /**
   * Returns a batch with a reference in place of its frame.
   *
   * @param batch as its site signed it
   * @param file the id of the object's record
   * @param name the object's name
   * @param bytes how many bytes the object has
   * @param digest of the object, as {@link #digest} has it
   * @param key that signed the batch
   */
  public static Signed<BatchMessage> refer(
      Signed<BatchMessage> batch,
      String file,
      String name,
      int bytes,
      String digest,
      SigningKey key) {
    BatchMessage message = batch.message();
    StoredFrameMessage reference =
        new StoredFrameMessage(
            message.run(), message.study(), batch.digest(), file, name, bytes, digest);
    return batch.withFrame(Signed.unsigned(reference).by(key).toText());
  }

  /**
   * Reads the reference in a batch.
   *
   * @throws JobException naming the batch, if whoever signed it did not sign the reference for it
   * @throws MessageException if it is no such reference
   */
  public static StoredFrameMessage reference(Signed<BatchMessage> batch) {
    String title = batch.message().name().title();
    Signed<StoredFrameMessage> reference =
        Signed.parse(title, batch.frame(), StoredFrameMessage.class);
    JobException.require(
        reference.message().batch().equals(batch.digest())
            && reference.message().run().equals(batch.message().run()),
        title,
        "its frame's reference is of another batch");
    JobException.require(
        signed(reference, batch.signer()),
        title,
        "its frame's reference is not signed by who signed the batch");
    return reference.message();
  }

  private static boolean signed(Signed<StoredFrameMessage> reference, String signer) {
    try {
      return reference.verifies(new VerifyingKey(signer));
    } catch (IllegalArgumentException e) {
      // nobody signed the batch
      return false;
    }
  }
}
