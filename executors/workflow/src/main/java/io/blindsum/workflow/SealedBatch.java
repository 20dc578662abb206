package io.blindsum.workflow;

import io.blindsum.protection.Seal;
import io.blindsum.protection.SealException;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import java.util.Base64;

/**
 * Batches whose frame only a cloud can read: the member {@code frame} has it sealed, for the one
 * batch and attempt that the other members name. Rows, key and digest stay readable and signed.
 */
public final class SealedBatch {
  private SealedBatch() {}

  /** Returns the same batch with its frame sealed. */
  public static BatchMessage seal(BatchMessage batch, SealPublicKey recipient) {
    byte[] frame = FrameText.bytes(batch.name().title(), batch.frame());
    byte[] sealed = Seal.seal(recipient, frame, place(batch));
    return batch.withFrame(Base64.getEncoder().encodeToString(sealed));
  }

  /** Tells whether a batch is sealed, to whomever. */
  public static boolean isSealed(BatchMessage batch) {
    return Seal.isSealed(FrameText.bytes(batch.name().title(), batch.frame()));
  }

  /**
   * Returns the frame of a batch, opened if it is sealed.
   *
   * @throws JobException naming the batch, if it is sealed to another key, or is not what was
   *     sealed
   */
  public static byte[] open(BatchMessage batch, SealPrivateKey key) {
    String title = batch.name().title();
    byte[] frame = FrameText.bytes(title, batch.frame());
    if (!Seal.isSealed(frame)) {
      return frame;
    }
    try {
      SealPublicKey recipient = Seal.recipient(frame);
      JobException.require(
          recipient.equals(key.publicKey()),
          title,
          "sealed to " + recipient + ", and this cloud has " + key.publicKey());
      return Seal.open(key, frame, place(batch));
    } catch (SealException e) {
      throw new JobException(title + ": " + e.getMessage());
    }
  }

  private static String[] place(BatchMessage batch) {
    return new String[] {
      batch.kind(),
      batch.study(),
      batch.site(),
      batch.plan(),
      Integer.toString(batch.batch()),
      Integer.toString(batch.attempt()),
      batch.key(),
      batch.digest()
    };
  }
}
