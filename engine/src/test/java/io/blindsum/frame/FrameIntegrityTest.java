package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alters frames in every way that an accident can. */
class FrameIntegrityTest {
  @TempDir private Path folder;

  private final byte[] small =
      Frames.write(Frames.header().build(), Frames.encrypt(1, 2), Frames.encrypt(3));

  @Test
  void everyFlippedBitIsFound() {
    for (int bit = 0; bit < 8 * small.length; bit++) {
      assertRefused(flip(small, bit), "bit " + bit);
    }
  }

  @Test
  void everyCutIsFound() {
    for (int length = 0; length < small.length; length++) {
      assertRefused(Arrays.copyOf(small, length), "cut at " + length);
    }
  }

  @Test
  void everyFlippedBitOfAResultIsFound() {
    byte[] result = Frames.write(Frames.sum(small));
    for (int bit = 0; bit < 8 * result.length; bit++) {
      assertRefused(flip(result, bit), "bit " + bit);
    }
  }

  @Test
  void randomDamageOfALargerFrameIsFound() throws Exception {
    Random random = Seeds.random("randomDamageOfALargerFrameIsFound");
    BlockArray batch = Frames.encrypt(LongStream.range(0, 200).toArray());
    byte[] frame = Frames.write(Frames.header().build(), batch, batch, batch);
    Path file = folder.resolve("damaged.bsc");
    for (int i = 0; i < 1000; i++) {
      byte[] damaged =
          random.nextBoolean()
              ? flip(frame, random.nextInt(8 * frame.length))
              : Arrays.copyOf(frame, random.nextInt(frame.length));
      assertRefused(damaged, "damage " + i);
      if (i % 10 == 0) {
        Files.write(file, damaged);
        assertThatThrownBy(() -> drain(file)).isInstanceOf(CorruptFrameException.class);
      }
    }
  }

  @Test
  void batchesStayInTheirPlace() {
    BlockArray one = Frames.encrypt(1);
    BlockArray two = Frames.encrypt(2);
    byte[] frame = Frames.write(Frames.header().build(), one, two);
    byte[] other = Frames.write(Frames.header().build(), one, two);
    int header = Frames.headerBytes(frame);
    int batch = FrameDescriptor.SECTION_BYTES + one.blockBytes();
    byte[] first = Arrays.copyOfRange(frame, header, header + batch);
    byte[] second = Arrays.copyOfRange(frame, header + batch, header + 2 * batch);
    byte[] foreign = Arrays.copyOfRange(other, header, header + batch);
    byte[] start = Arrays.copyOf(frame, header);
    byte[] end = Arrays.copyOfRange(frame, header + 2 * batch, frame.length);

    assertThat(Frames.read(join(start, first, second, end))).hasSize(2);
    assertRefused(join(start, second, first, end), "swapped");
    assertRefused(join(start, first, first, second, end), "doubled");
    assertRefused(join(start, first, end), "last left out");
    assertRefused(join(start, second, end), "first left out");
    assertRefused(join(start, foreign, second, end), "from another stream");
  }

  @Test
  void paddingIsZero() {
    PaillierPrivateKey key = Vectors.privateKey("odd-2073");
    byte[] frame =
        Frames.write(
            FrameHeader.records(key.publicKey()).maxRows(1).build(), Frames.encrypt(key, 7));
    frame[frame.length - FrameDescriptor.SECTION_BYTES - 1] = 1;
    assertThatThrownBy(() -> Frames.read(frame))
        .hasMessage(
            "memory: digest differs in the padding after 0 batches; copy or make the frame again");
  }

  @Test
  void messagesSayWhere() throws Exception {
    byte[] cut = Arrays.copyOf(small, small.length - 100);
    assertThatThrownBy(() -> Frames.read(cut))
        .hasMessage(
            "memory: truncated at byte " + cut.length + "; finish writing it or copy it again");
    Path file = Files.write(folder.resolve("cut.bsc"), cut);
    assertThatThrownBy(() -> FrameReader.open(file))
        .hasMessage(
            "cut.bsc: incomplete: ends without a trailer; finish writing it or copy it again");
    int body = Frames.headerBytes(small) + FrameDescriptor.SECTION_BYTES;
    assertThatThrownBy(() -> Frames.read(flip(small, 8 * body)))
        .hasMessage("memory: digest differs in batch 0; copy or make the frame again");
    assertThatThrownBy(() -> Frames.read(flip(small, 8 * 100)))
        .hasMessage("memory: digest differs in the header; copy or make the frame again");
    assertThatThrownBy(() -> Frames.read(flip(small, 8 * small.length - 1)))
        .hasMessage("memory: digest differs in the trailer; copy or make the frame again");
    assertThatThrownBy(() -> Frames.read(flip(small, 0)))
        .hasMessage("memory: not a BlindSum frame; blindsum encrypt makes one of a cohort");
    assertThatThrownBy(() -> Frames.read(flip(small, 8 * FrameDescriptor.HEADER_VERSION + 8)))
        .hasMessage("memory: format version 0; this program reads version 1");
  }

  private static void assertRefused(byte[] frame, String how) {
    assertThatThrownBy(() -> Frames.read(frame)).as(how).isInstanceOf(CorruptFrameException.class);
  }

  private static byte[] flip(byte[] frame, int bit) {
    byte[] flipped = frame.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer whole = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    for (byte[] part : parts) {
      whole.put(part);
    }
    return whole.array();
  }

  private static void drain(Path file) {
    try (FrameReader reader = FrameReader.open(file)) {
      while (reader.next() != null) {
        // only whether it is refused counts
      }
    }
  }
}
