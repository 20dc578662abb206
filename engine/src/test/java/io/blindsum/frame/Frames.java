package io.blindsum.frame;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.blinding.Blindings;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.Sha256;
import io.blindsum.testing.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Makes and opens small frames of a test key. */
final class Frames {
  static final PaillierPrivateKey KEY = Vectors.privateKey("blum-1024");

  private Frames() {}

  static FrameHeader.Builder header() {
    return FrameHeader.records(KEY.publicKey())
        .study("heart-2026")
        .site("r1")
        .layout("age:int[18..120]")
        .maxRows(1000)
        .blinding("full r^n by CRT")
        .creator("test java");
  }

  /** Encrypts one value a block. */
  static BlockArray encrypt(PaillierPrivateKey key, long... values) {
    BigInteger[] plaintexts =
        LongStream.of(values).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
    try (Encryptor encryptor =
        Encryptor.of(key, Arithmetics.fastest(), Blindings.forKey(key, Arithmetics.fastest()))) {
      int bytes = key.publicKey().plaintextBytes();
      return encryptor.encrypt(BlockArray.of(bytes, plaintexts)).blocks();
    }
  }

  static BlockArray encrypt(long... values) {
    return encrypt(KEY, values);
  }

  /** Writes a frame with one row a record. */
  static byte[] write(FrameHeader header, BlockArray... batches) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameWriter writer = FrameWriter.open(Channels.newChannel(bytes), "memory", header);
    for (BlockArray batch : batches) {
      writer.append(batch.count() / header.positions(), 0, batch);
    }
    writer.finish();
    return bytes.toByteArray();
  }

  /** Writes a frame of one batch. */
  static byte[] write(FrameHeader header, BlockArray batch, long rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameWriter writer = FrameWriter.open(Channels.newChannel(bytes), "memory", header);
    writer.append(rows, 0, batch);
    writer.finish();
    return bytes.toByteArray();
  }

  static ReadableByteChannel channel(byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  /** Reads a frame that nothing may follow, and copies its batches. */
  static List<BlockArray> read(byte[] bytes) {
    ReadableByteChannel channel = channel(bytes);
    FrameReader reader = FrameReader.open(channel, "memory");
    List<BlockArray> batches = new ArrayList<>();
    FrameBatch batch = reader.next();
    while (batch != null) {
      batches.add(copy(batch.ciphertexts()));
      batch = reader.next();
    }
    if (FrameReader.openNext(channel, "memory") != null) {
      throw new AssertionError("two frames");
    }
    return batches;
  }

  static FrameSumResult sum(byte[]... frames) {
    try (FrameSum sum = FrameSum.of(Arithmetics.fastest())) {
      for (byte[] frame : frames) {
        sum.add(FrameReader.open(channel(frame), "memory"), FrameProgress.NONE);
      }
      return sum.result();
    }
  }

  static byte[] write(FrameSumResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameWriter writer =
        FrameWriter.open(Channels.newChannel(bytes), "memory", result.header().build());
    result.appendTo(writer);
    writer.finish();
    return bytes.toByteArray();
  }

  static List<Long> decrypt(FrameSumResult result) {
    try (Decryptor decryptor = Decryptor.of(KEY, Arithmetics.fastest())) {
      return result.totals().stream().map(c -> decryptor.decrypt(c).longValueExact()).toList();
    }
  }

  /** Makes a header's digest right again after its bytes were changed. */
  static void sealHeader(byte[] frame, int headerBytes) {
    MessageDigest sha256 = Sha256.open();
    sha256.update(frame, 0, headerBytes - FrameDescriptor.DIGEST_BYTES);
    ByteBuffer.wrap(frame).put(headerBytes - FrameDescriptor.DIGEST_BYTES, sha256.digest());
  }

  static int headerBytes(byte[] frame) {
    return ByteBuffer.wrap(frame).getInt(FrameDescriptor.HEADER_LENGTH);
  }

  private static BlockArray copy(BlockArray blocks) {
    BlockArray copy = BlockArray.allocate(blocks.count(), blocks.blockBytes());
    copy.bytes().put(blocks.bytes());
    return copy;
  }
}
