package io.blindsum.messages;

import io.blindsum.protection.Seal;
import io.blindsum.protection.SealException;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import java.nio.channels.ReadableByteChannel;
import java.util.Base64;

/**
 * Batches and partial results whose frame only a cloud can read: the member {@code frame} has it
 * sealed, for the one message that the other members describe. Those stay readable and signed.
 */
public final class SealedFrames {
  private SealedFrames() {}

  /**
   * A frame that can be read.
   *
   * @param channel over its bytes
   * @param sealed whether the message had it sealed
   */
  public record Opened(ReadableByteChannel channel, boolean sealed) {}

  /** Returns the same batch with its frame sealed. */
  public static BatchMessage seal(BatchMessage batch, SealPublicKey recipient) {
    return batch.withFrame(seal(batch.name().title(), batch.frame(), recipient, place(batch)));
  }

  /** Returns the same partial result with its frame sealed. */
  public static PartialMessage seal(PartialMessage partial, SealPublicKey recipient) {
    return partial.withFrame(seal(partial.title(), partial.frame(), recipient, place(partial)));
  }

  /**
   * Returns the frame of a batch, opened if it is sealed.
   *
   * @throws JobException naming the batch, if it is sealed to another key, or is not what was
   *     sealed
   */
  public static Opened open(BatchMessage batch, SealPrivateKey key) {
    return open(batch.name().title(), batch.frame(), key, place(batch));
  }

  /**
   * Returns the frame of a partial result, opened if it is sealed.
   *
   * @throws JobException if it is sealed to another key, or is not what was sealed
   */
  public static Opened open(PartialMessage partial, SealPrivateKey key) {
    return open(partial.title(), partial.frame(), key, place(partial));
  }

  private static String seal(String title, String frame, SealPublicKey recipient, String... place) {
    byte[] sealed = Seal.seal(recipient, FrameText.bytes(title, frame), place);
    return Base64.getEncoder().encodeToString(sealed);
  }

  private static Opened open(String title, String text, SealPrivateKey key, String... place) {
    byte[] frame = FrameText.bytes(title, text);
    if (!Seal.isSealed(frame)) {
      return new Opened(FrameText.channel(frame), false);
    }
    try {
      SealPublicKey recipient = Seal.recipient(frame);
      JobException.require(
          recipient.equals(key.publicKey()),
          title,
          "sealed to " + recipient + ", and this cloud has " + key.publicKey());
      return new Opened(FrameText.channel(Seal.open(key, frame, place)), true);
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

  private static String[] place(PartialMessage partial) {
    return new String[] {
      partial.kind(),
      partial.study(),
      Integer.toString(partial.batch()),
      Integer.toString(partial.attempt()),
      partial.digest()
    };
  }
}
