package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.testing.Seeds;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames that somebody made on purpose: every digest is right, the content is not. */
class HostileFrameTest {
  private static final int CODE_OF_NOTHING = 77;

  private final byte[] frame =
      Frames.write(Frames.header().sourceDigest("ab".repeat(32)).build(), Frames.encrypt(1, 2));
  private final int headerBytes = Frames.headerBytes(frame);

  @Test
  void resealedHeaderIsStillRefused() {
    refuse(FrameDescriptor.HEADER_KIND, CODE_OF_NOTHING, "kind 77 is unknown to this program");
    refuse(
        FrameDescriptor.HEADER_BODY_FORM,
        CODE_OF_NOTHING,
        "body form 77 is unknown to this program");
    refuse(FrameDescriptor.HEADER_PROTECTION, 3, "protection 3 is unknown to this program");
    refuse(FrameDescriptor.HEADER_FLAGS, 0, "not in canonical form");
    refuse(FrameDescriptor.HEADER_RESERVED, 1, "not in canonical form");
    refuse(headerBytes - FrameDescriptor.DIGEST_BYTES - 1, 1, "not in canonical form");
    refuse(
        FrameDescriptor.HEADER_FINGERPRINT,
        CODE_OF_NOTHING,
        "the fingerprint is not that of the modulus");
    refuse(FrameDescriptor.HEADER_POSITIONS, 0x80, "positions is too large");
    refuse(FrameDescriptor.HEADER_POSITIONS, 0x7f, "positions: 1 to 1048576 expected");
    refuse(FrameDescriptor.HEADER_MAX_ROWS, 0xff, "max rows is too large");
    refuse(FrameDescriptor.HEADER_FIELDS, 0x40, "modulus has 1073741952 bytes");
    int studyLength = FrameDescriptor.HEADER_FIELDS + 4 + Frames.KEY.publicKey().plaintextBytes();
    refuse(studyLength, 0x40, "study has 1073741834 bytes; at most 1024 expected");
    refuse(studyLength + 4, 0xff, "study is not UTF-8");
    refuse(studyLength + 4, 0x1b, "study has a control character");
  }

  @Test
  void lengthsOfAGigabyteCostNothing() {
    long before = directBytes();
    for (int length : new int[] {0x40000000, 0x7fffffc0, 0xffffffc0, 1 << 23, 64, 0}) {
      byte[] hostile = frame.clone();
      ByteBuffer.wrap(hostile).putInt(FrameDescriptor.HEADER_LENGTH, length);
      assertThatThrownBy(() -> Frames.read(hostile))
          .hasMessage(
              "memory: a header of " + Integer.toUnsignedLong(length) + " bytes is not possible");
    }
    for (int count : new int[] {1 << 22, 1 << 30, Integer.MAX_VALUE, -1}) {
      byte[] hostile = frame.clone();
      ByteBuffer.wrap(hostile).putInt(headerBytes + FrameDescriptor.BATCH_COUNT, count);
      assertThatThrownBy(() -> Frames.read(hostile))
          .hasMessage("memory: bad batch header after 0 batches: too many ciphertexts");
    }
    // the largest body that is allowed, on the word of one length: 256 MiB that never come
    byte[] promised = frame.clone();
    ByteBuffer.wrap(promised).putInt(headerBytes + FrameDescriptor.BATCH_COUNT, 1 << 20);
    assertThatThrownBy(() -> Frames.read(promised)).isInstanceOf(CorruptFrameException.class);
    assertThat(directBytes() - before).isLessThan(16 << 20);
  }

  @Test
  void batchHeadersKeepTheRules() {
    refuseBatch(FrameDescriptor.BATCH_INDEX + 3, 1, "batch 0 expected");
    refuseBatch(FrameDescriptor.BATCH_ROWS, 0x80, "a negative count of rows");
    refuseBatch(FrameDescriptor.BATCH_ROWS, 1, "more than 1000 rows");
    refuseBatch(FrameDescriptor.BATCH_REJECTED, 0x80, "a negative count of rows");
    refuseBatch(FrameDescriptor.BATCH_RESERVED, 1, "reserved bytes are not zero");
    byte[] hostile = frame.clone();
    hostile[headerBytes] = 'X';
    assertThatThrownBy(() -> Frames.read(hostile))
        .hasMessage("memory: neither batch nor trailer after 0 batches");
  }

  @Test
  void resultHasOneBatchWithTheRowsOfItsManifest() {
    FrameSumResult result = Frames.sum(frame);
    FrameHeader header = result.header().build();
    BlockArray total = result.blocks();
    // written by hand: FrameWriter keeps the rules
    byte[] encoded = HeaderCodec.encode(header);
    FrameChain chain = new FrameChain(header, HeaderCodec.digestOf(encoded));
    ByteBuffer empty = ByteBuffer.allocate(encoded.length + FrameDescriptor.SECTION_BYTES);
    empty.put(encoded).put(chain.trailer());
    assertThatThrownBy(() -> Frames.read(empty.array()))
        .hasMessage("memory: bad trailer: a result has one batch");

    assertThatThrownBy(() -> chain.check(new BatchHeader(0, 1, 0, total.count())))
        .hasMessage("a result has the rows of its manifest");
    assertThatThrownBy(() -> chain.check(new BatchHeader(0, 2, 0, 2)))
        .hasMessage("a result has one ciphertext a position");
    chain.add(new BatchHeader(0, 2, 0, 1), new byte[FrameDescriptor.DIGEST_BYTES]);
    assertThatThrownBy(() -> chain.check(new BatchHeader(1, 2, 0, 1)))
        .hasMessage("a result has one batch");
  }

  @Test
  void mutatedHeadersGiveTypedErrorsOnly() {
    Random random = Seeds.random("mutatedHeadersGiveTypedErrorsOnly");
    byte[] result = Frames.write(Frames.sum(frame));
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = (i % 2 == 0 ? frame : result).clone();
      int length = Frames.headerBytes(mutated);
      mutate(mutated, length, random);
      Frames.sealHeader(mutated, length);
      assertThatCode(() -> readOrRefuse(mutated)).as("mutation %d", i).doesNotThrowAnyException();
    }
  }

  @Test
  void mutatedSectionsGiveTypedErrorsOnly() {
    Random random = Seeds.random("mutatedSectionsGiveTypedErrorsOnly");
    for (int i = 0; i < 5_000; i++) {
      byte[] mutated = frame.clone();
      int bytes = 1 + random.nextInt(8);
      for (int j = 0; j < bytes; j++) {
        mutated[headerBytes + random.nextInt(FrameDescriptor.SECTION_DIGEST)] =
            (byte) random.nextInt();
      }
      assertThatCode(() -> readOrRefuse(mutated)).as("mutation %d", i).doesNotThrowAnyException();
    }
  }

  private static void mutate(byte[] bytes, int length, Random random) {
    int mutations = 1 + random.nextInt(4);
    for (int i = 0; i < mutations; i++) {
      int at = random.nextInt(length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
        default -> {
          int count = Math.min(length - at, random.nextInt(16));
          System.arraycopy(bytes, random.nextInt(length - count), bytes, at, count);
        }
      }
    }
  }

  private static void readOrRefuse(byte[] frame) {
    try {
      Frames.read(frame);
    } catch (FrameException e) {
      assertThat(e).hasMessageStartingWith("memory: ").hasMessageMatching("[^\\p{Cntrl}]+");
    }
  }

  private void refuse(int offset, int value, String problem) {
    byte[] hostile = frame.clone();
    hostile[offset] = (byte) value;
    Frames.sealHeader(hostile, headerBytes);
    assertThatThrownBy(() -> Frames.read(hostile))
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageStartingWith("memory: bad header: " + problem);
  }

  private void refuseBatch(int offset, int value, String problem) {
    byte[] hostile = frame.clone();
    hostile[headerBytes + offset] = (byte) value;
    assertThatThrownBy(() -> Frames.read(hostile))
        .isInstanceOf(CorruptFrameException.class)
        .hasMessage("memory: bad batch header after 0 batches: " + problem);
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
