package io.blindsum.messages;

import io.blindsum.arith.BlockArray;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.FrameWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Base64;

/** Carries whole frames of one batch in messages, as base64. */
public final class FrameText {
  private FrameText() {}

  /**
   * A frame that was written.
   *
   * @param text its base64
   * @param totals what it came to, with the digest that stands for its bytes
   */
  public record Written(String text, FrameTotals totals) {}

  /** Writes a frame of one batch; see {@link FrameWriter#append}. */
  public static Written write(
      FrameHeader header, long rows, long rejected, BlockArray ciphertexts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    FrameWriter writer = FrameWriter.open(Channels.newChannel(bytes), "output", header);
    writer.append(rows, rejected, ciphertexts);
    FrameTotals totals = writer.finish();
    return new Written(Base64.getEncoder().encodeToString(bytes.toByteArray()), totals);
  }

  /** Writes totals, behind a header of theirs; see {@link FrameSumResult#header}. */
  public static Written write(FrameHeader header, FrameSumResult result) {
    return write(header, result.manifest().rows(), result.manifest().rejected(), result.blocks());
  }

  /**
   * Returns the bytes of a frame, for {@link FrameReader#open}.
   *
   * @throws MessageException if the text is not base64
   */
  public static ReadableByteChannel channel(String name, String text) {
    return channel(bytes(name, text));
  }

  /** Returns bytes of a frame, for {@link FrameReader#open}. */
  public static ReadableByteChannel channel(byte[] frame) {
    return Channels.newChannel(new ByteArrayInputStream(frame));
  }

  /**
   * Returns the bytes of a frame.
   *
   * @throws MessageException if the text is not base64
   */
  public static byte[] bytes(String name, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MessageException(
          name,
          Signed.isMessage(text)
              ? "its frame lies in an object store, where clouds read it"
              : "its frame is not base64");
    }
  }

  /**
   * Checks that a frame that was read to its end was all there is.
   *
   * @throws MessageException if more bytes follow
   */
  public static void requireEnd(String name, FrameReader reader, ReadableByteChannel channel) {
    reader.totals();
    if (FrameReader.openNext(channel, name) != null) {
      throw new MessageException(name, "more than one frame");
    }
  }
}
