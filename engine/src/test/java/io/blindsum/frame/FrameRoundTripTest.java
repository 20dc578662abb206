package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Vectors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRoundTripTest {
  @TempDir private Path folder;

  @Test
  void headerComesBackFieldByField() {
    FrameHeader header =
        Frames.header()
            .study("hjärta 心臓")
            .site("")
            .layout("line 1\nline 2\t\u0000")
            .sourceDigest("0123456789abcdef".repeat(4))
            .protection(Protection.MASKED)
            .positions(3)
            .maxRows(Long.MAX_VALUE)
            .build();
    FrameReader reader = FrameReader.open(Frames.channel(Frames.write(header)), "memory");
    assertThat(reader.header()).isEqualTo(header);
    assertThat(reader.header().smallKey()).isTrue();
    assertThat(reader.next()).isNull();
    assertThat(reader.totals().batches()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"blum-1024", "odd-2073", "blum-3072"})
  void bodiesComeBackAtAlignedOffsets(String name) {
    PaillierPrivateKey key = Vectors.privateKey(name);
    BlockArray first = Frames.encrypt(key, 1, 2, 3);
    BlockArray second = Frames.encrypt(key, 4);
    FrameHeader header = FrameHeader.records(key.publicKey()).maxRows(4).build();
    byte[] frame = Frames.write(header, first, second);

    List<BlockArray> read = Frames.read(frame);
    assertThat(read).hasSize(2);
    assertThat(read.get(0).bytes()).isEqualTo(first.bytes());
    assertThat(read.get(1).bytes()).isEqualTo(second.bytes());
    int body = Frames.headerBytes(frame) + FrameDescriptor.SECTION_BYTES;
    assertThat(body % FrameDescriptor.ALIGNMENT).isZero();
    assertThat(frame.length % FrameDescriptor.ALIGNMENT).isZero();
    int bytes = first.bytes().remaining();
    assertThat(ByteBuffer.wrap(frame, body, bytes)).isEqualTo(first.bytes());
  }

  @Test
  void batchTellsItsRowsAndPositions() {
    BlockArray blocks = Frames.encrypt(1, 2, 3, 10, 20, 30);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameWriter writer =
        FrameWriter.open(
            Channels.newChannel(bytes), "memory", Frames.header().positions(2).build());
    writer.append(57, 5, blocks);
    writer.append(0, 2, BlockArray.allocate(0, blocks.blockBytes()));
    FrameTotals written = writer.finish();

    FrameReader reader = FrameReader.open(Frames.channel(bytes.toByteArray()), "memory");
    FrameBatch batch = Objects.requireNonNull(reader.next());
    assertThat(batch.rows()).isEqualTo(57);
    assertThat(batch.rejected()).isEqualTo(5);
    assertThat(batch.position(1, 2).bytes()).isEqualTo(blocks.slice(3, 6).bytes());
    assertThat(Objects.requireNonNull(reader.next()).rejected()).isEqualTo(2);
    assertThatThrownBy(reader::totals).isInstanceOf(IllegalStateException.class);
    assertThat(reader.next()).isNull();
    assertThat(reader.next()).isNull();
    assertThat(reader.totals()).isEqualTo(written);
    assertThat(written.rows()).isEqualTo(57);
    assertThat(written.rejected()).isEqualTo(7);
    assertThat(written.ciphertexts()).isEqualTo(6);
  }

  @Test
  void pipeMayHoldFramesInARow() {
    byte[] a = Frames.write(Frames.header().build(), Frames.encrypt(1));
    byte[] b = Frames.write(Frames.header().build(), Frames.encrypt(2), Frames.encrypt(3));
    ByteBuffer both = ByteBuffer.allocate(a.length + b.length).put(a).put(b);
    ReadableByteChannel channel = Frames.channel(both.array());

    assertThat(drain(FrameReader.openNext(channel, "stdin"))).isEqualTo(1);
    assertThat(drain(FrameReader.openNext(channel, "stdin"))).isEqualTo(2);
    assertThat(FrameReader.openNext(channel, "stdin")).isNull();
  }

  @Test
  void fileHoldsOneFrame() throws Exception {
    byte[] frame = Frames.write(Frames.header().build(), Frames.encrypt(1, 2));
    Path file = Files.write(folder.resolve("a.bsc"), frame);
    try (FrameReader reader = FrameReader.open(file)) {
      assertThat(reader.name()).isEqualTo("a.bsc");
      assertThat(reader.announcedCiphertexts()).isEqualTo(OptionalLong.of(2));
      assertThat(drain(reader)).isEqualTo(1);
    }
    Files.write(file, ByteBuffer.allocate(2 * frame.length).put(frame).put(frame).array());
    try (FrameReader reader = FrameReader.open(file)) {
      assertThatThrownBy(() -> drain(reader))
          .isInstanceOf(CorruptFrameException.class)
          .hasMessage("a.bsc: more bytes after the trailer");
    }
  }

  @Test
  void absentFileIsOneLine() {
    assertThatThrownBy(() -> FrameReader.open(folder.resolve("none.bsc")))
        .isInstanceOf(FrameIoException.class)
        .hasMessage("none.bsc: cannot be read: no such file or folder");
  }

  @Test
  void writerRefusesWhatReadersWould() {
    FrameHeader header = Frames.header().positions(2).maxRows(10).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameWriter writer = FrameWriter.open(Channels.newChannel(bytes), "memory", header);
    BlockArray pair = Frames.encrypt(1, 2);
    assertThatThrownBy(() -> writer.append(11, 0, pair)).hasMessage("more than 10 rows");
    assertThatThrownBy(() -> writer.append(1, 0, pair.slice(0, 1)))
        .hasMessage("a part of a record");
    assertThatThrownBy(() -> writer.append(1, 0, pair.slice(0, 0)))
        .hasMessage("rows without ciphertexts");
    assertThatThrownBy(() -> writer.append(-1, 0, pair)).hasMessage("a negative count of rows");
    assertThatThrownBy(() -> writer.append(1, 0, BlockArray.allocate(2, 128)))
        .hasMessage("blocks of 128 bytes; ciphertexts of this key have 256");
    writer.append(10, 0, pair);
    assertThatThrownBy(() -> writer.append(1, 0, pair)).hasMessage("more than 10 rows");
    writer.finish();
    assertThatThrownBy(() -> writer.append(0, 0, pair)).isInstanceOf(IllegalStateException.class);
    assertThat(Frames.read(bytes.toByteArray())).hasSize(1);
  }

  @Test
  void headerRefusesFieldsOutOfRange() {
    assertThatThrownBy(() -> Frames.header().study("a\u001b[2J").build())
        .hasMessage("study has a control character");
    assertThatThrownBy(() -> Frames.header().site("å".repeat(513)).build())
        .hasMessage("site has 1026 bytes; at most 1024 expected");
    assertThatThrownBy(() -> Frames.header().layout("x".repeat(65_537)).build())
        .hasMessage("layout has 65537 bytes; at most 65536 expected");
    assertThatThrownBy(() -> Frames.header().study("\ud800").build())
        .hasMessage("study is not Unicode text");
    assertThatThrownBy(() -> Frames.header().positions(0).build())
        .hasMessageStartingWith("positions: 1 to ");
    assertThatThrownBy(() -> Frames.header().maxRows(0).build())
        .hasMessage("max rows: at least 1 expected, got 0");
    assertThatThrownBy(() -> Frames.header().sourceDigest("ABC").build())
        .hasMessage("source digest is not 64 lowercase hex digits");
  }

  private static int drain(@Nullable FrameReader reader) {
    int batches = 0;
    while (Objects.requireNonNull(reader).next() != null) {
      batches++;
    }
    return batches;
  }
}
