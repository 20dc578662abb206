package io.blindsum.frame;

import io.blindsum.paillier.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** Makes every digest of an altered frame right, as far as its lengths lead to them. */
final class SealedFrame {
  private final ByteBuffer frame;
  private final int width;
  private final byte[] headerDigest;
  private final MessageDigest chain = Sha256.open();

  private SealedFrame(byte[] frame, byte[] header) {
    this.frame = ByteBuffer.wrap(frame);
    this.width = HeaderCodec.decode(header, "memory").key().ciphertextBytes();
    this.headerDigest = HeaderCodec.digestOf(header);
    chain.update(headerDigest);
  }

  /**
   * Returns a copy with right digests.
   *
   * @throws FrameException if the header itself is refused
   */
  static byte[] of(byte[] altered) {
    byte[] frame = altered.clone();
    if (frame.length < FrameDescriptor.HEADER_PREFIX_BYTES) {
      return frame;
    }
    int length =
        HeaderCodec.length(
            ByteBuffer.wrap(frame, 0, FrameDescriptor.HEADER_PREFIX_BYTES).slice(), "memory");
    if (length <= frame.length) {
      Frames.sealHeader(frame, length);
      new SealedFrame(frame, Arrays.copyOf(frame, length)).sealSections(length);
    }
    return frame;
  }

  private void sealSections(int start) {
    long at = start;
    while (at + FrameDescriptor.SECTION_BYTES <= frame.limit()) {
      int section = (int) at;
      if (frame.getInt(section) != FrameDescriptor.BATCH_MAGIC) {
        chain.update(frame.slice(section, FrameDescriptor.SECTION_DIGEST));
        frame.put(section + FrameDescriptor.SECTION_DIGEST, chain.digest());
        return;
      }
      long body = (frame.getInt(section + FrameDescriptor.BATCH_COUNT) & 0xffffffffL) * width;
      at += FrameDescriptor.SECTION_BYTES + body;
      if (at <= frame.limit()) {
        sealBatch(section, (int) body);
        at += FrameDescriptor.padding((int) body);
      }
    }
  }

  private void sealBatch(int section, int body) {
    MessageDigest sha256 = Sha256.open();
    sha256.update(headerDigest);
    sha256.update(frame.slice(section, FrameDescriptor.SECTION_DIGEST));
    sha256.update(frame.slice(section + FrameDescriptor.SECTION_BYTES, body));
    byte[] digest = sha256.digest();
    frame.put(section + FrameDescriptor.SECTION_DIGEST, digest);
    chain.update(digest);
  }
}
