package io.blindsum.messages;

import io.blindsum.protection.Seal;
import io.blindsum.protection.SealException;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import java.nio.channels.ReadableByteChannel;
import java.util.Base64;
import java.util.HexFormat;

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

  /** Returns the same batch or partial result with its frame sealed. */
  public static <M extends Message> Signed<M> seal(Signed<M> open, SealPublicKey recipient) {
    byte[] frame = FrameText.bytes(title(open.message()), open.frame());
    byte[] sealed = Seal.seal(recipient, frame, place(open.message()));
    return open.withFrame(Base64.getEncoder().encodeToString(sealed));
  }

  /**
   * Returns the frame of a batch or a partial result, opened if it is sealed.
   *
   * @throws JobException naming it, if it is sealed to another key, or is not what was sealed
   */
  public static Opened open(Signed<?> message, SealPrivateKey key) {
    byte[] frame = FrameText.bytes(title(message.message()), message.frame());
    return open(message.message(), frame, key);
  }

  /**
   * Returns a frame that came apart from its message, opened if it is sealed.
   *
   * @throws JobException as {@link #open(Signed, SealPrivateKey)} does
   */
  public static Opened open(Message message, byte[] frame, SealPrivateKey key) {
    return open(title(message), frame, key, place(message));
  }

  /** Tells whether the frame of a message is sealed. */
  public static boolean isSealed(String where, Signed<?> message) {
    return Seal.isSealed(FrameText.bytes(where, message.frame()));
  }

  private static Opened open(String title, byte[] frame, SealPrivateKey key, String... place) {
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

  /** Returns what messages call a batch or a partial result. */
  public static String title(Message message) {
    if (message instanceof BatchMessage batch) {
      return batch.name().title();
    }
    return message instanceof PartialResultMessage partial
        ? partial.title()
        : Message.kindOf(message.getClass());
  }

  /** Returns what a seal is good for: this one message, whatever signs it. */
  private static String[] place(Message message) {
    return new String[] {
      Message.kindOf(message.getClass()),
      HexFormat.of().formatHex(CanonicalBytes.of(MessageJson.tree(message)))
    };
  }
}
