package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFileTest {
  private static final int BATCHES = 4;

  @TempDir private Path folder;

  private final FrameHeader header = Frames.header().sourceDigest("ab".repeat(32)).build();
  private final List<BlockArray> batches =
      LongStream.range(0, BATCHES).mapToObj(i -> Frames.encrypt(10 * i, 1)).toList();

  @Test
  void fileIsThereWholeOrNotAtAll() {
    Path target = folder.resolve("a.bsc");
    Path part = FrameFile.partOf(target);
    try (FrameFile file = FrameFile.create(target, header)) {
      assertThat(target).doesNotExist();
      for (BlockArray batch : batches) {
        file.append(2, 1, batch);
        assertThat(target).doesNotExist();
        assertThat(part).exists();
      }
      assertThat(file.batches()).isEqualTo(BATCHES);
      assertThat(file.rows()).isEqualTo(8);
      FrameTotals totals = file.finish();
      assertThat(totals.rejected()).isEqualTo(4);
      assertThat(totals.ciphertexts()).isEqualTo(8);
    }
    assertThat(part).doesNotExist();
    assertThat(total(target)).isEqualTo(64);
  }

  @Test
  void finishedFileReplacesTheOneBefore() throws IOException {
    Path target = Files.writeString(folder.resolve("a.bsc"), "old");
    write(target);
    assertThat(total(target)).isEqualTo(64);
    write(target);
    assertThat(total(target)).isEqualTo(64);
  }

  @Test
  void runIsResumedFromWhereverItWasCut() throws IOException {
    byte[] whole = unfinished();
    int headerBytes = Frames.headerBytes(whole);
    int batchBytes = FrameDescriptor.SECTION_BYTES + 2 * batches.get(0).blockBytes();
    for (int length = 0; length < whole.length; length += 31) {
      Path target = folder.resolve("cut-" + length + ".bsc");
      Files.write(FrameFile.partOf(target), Arrays.copyOf(whole, length));
      int kept = Math.max(0, (length - headerBytes) / batchBytes);
      try (FrameFile file =
          FrameFile.resume(target, Frames.header().sourceDigest("ab".repeat(32)).build())) {
        assertThat(file.batches())
            .as("batches of %d bytes", length)
            .isEqualTo(Math.min(kept, BATCHES));
        assertThat(file.rows()).isEqualTo(2L * file.batches());
        if (length >= headerBytes) {
          assertThat(file.header()).isEqualTo(header);
        }
        for (BlockArray batch : batches.subList(file.batches(), BATCHES)) {
          file.append(2, 1, batch);
        }
        file.finish();
      }
      assertThat(total(target)).isEqualTo(64);
    }
  }

  @Test
  void resumedFileEqualsTheUninterruptedOne() throws IOException {
    Path straight = folder.resolve("straight.bsc");
    write(straight);
    byte[] expected = Files.readAllBytes(straight);
    // all but the rename: the trailer is cut off and written again
    Path target = folder.resolve("resumed.bsc");
    Files.write(FrameFile.partOf(target), expected);
    try (FrameFile file = FrameFile.resume(target, header)) {
      assertThat(file.batches()).isEqualTo(BATCHES);
      file.finish();
    }
    assertThat(target).hasBinaryContent(expected);
  }

  @Test
  void damagedBatchIsMadeAgainWithAllThatFollow() throws IOException {
    byte[] part = unfinished();
    part[Frames.headerBytes(part) + 3 * FrameDescriptor.SECTION_BYTES + 600] ^= 1;
    Path target = folder.resolve("a.bsc");
    Files.write(FrameFile.partOf(target), part);
    try (FrameFile file = FrameFile.resume(target, header)) {
      assertThat(file.batches()).isEqualTo(1);
    }
  }

  @Test
  void otherRunIsNotResumed() throws IOException {
    byte[] part = unfinished();
    refuse(part, other -> other.sourceDigest("cd".repeat(32)), "source");
    refuse(part, other -> other.layout("x"), "layout");
    refuse(part, other -> other.study("x"), "study");
    refuse(part, other -> other.site("x"), "site");
    refuse(part, other -> other.maxRows(2000), "max rows");
    refuse(part, other -> other.positions(2), "positions");
    refuse(part, other -> other.protection(Protection.MASKED), "protection");
    refuse(part, other -> other.blinding("x"), "blinding");
    Path target = folder.resolve("a.bsc");
    assertThatThrownBy(
            () ->
                FrameFile.resume(
                    target, FrameHeader.result(Frames.KEY.publicKey(), Manifest.empty()).build()))
        .isInstanceOf(FrameMismatchException.class);
  }

  @Test
  void creatorMayDiffer() throws IOException {
    Path target = folder.resolve("a.bsc");
    Files.write(FrameFile.partOf(target), unfinished());
    FrameHeader newer =
        Frames.header().sourceDigest("ab".repeat(32)).creator("newer program").build();
    try (FrameFile file = FrameFile.resume(target, newer)) {
      assertThat(file.header()).isEqualTo(header);
    }
  }

  @Test
  void unfinishedRunIsNotOverwritten() {
    Path target = folder.resolve("a.bsc");
    try (FrameFile file = FrameFile.create(target, header)) {
      file.append(2, 0, batches.get(0));
    }
    assertThatThrownBy(() -> FrameFile.create(target, header))
        .isInstanceOf(FrameIoException.class)
        .hasMessage("a.bsc.part: holds an unfinished run; resume it or delete the file");
  }

  @Test
  void strangersPartIsNotTouched() throws IOException {
    Path target = folder.resolve("a.bsc");
    Path part = Files.writeString(FrameFile.partOf(target), "somebody's notes, no frame at all");
    assertThatThrownBy(() -> FrameFile.resume(target, header))
        .hasMessage("a.bsc.part: not a BlindSum frame; blindsum encrypt makes one of a cohort");
    assertThat(part).hasContent("somebody's notes, no frame at all");
  }

  @Test
  void secondWriterIsRefused() throws Exception {
    Path target = folder.resolve("a.bsc");
    try (FrameFile file = FrameFile.create(target, header)) {
      assertThatThrownBy(() -> FrameFile.resume(target, header))
          .hasMessage("a.bsc.part: is being written by another process; wait for it");
      assertThat(WriterProcess.run(folder, List.of(), target, "resume"))
          .contains("a.bsc.part: is being written by another process; wait for it");
      file.append(2, 0, batches.get(0));
      file.finish();
    }
    assertThat(total(target)).isEqualTo(1);
  }

  @Test
  void absentFolderIsOneLine() {
    assertThatThrownBy(() -> FrameFile.create(folder.resolve("none/a.bsc"), header))
        .isInstanceOf(FrameIoException.class)
        .hasMessage(
            "a.bsc.part: cannot be written: no such file or folder; make room or choose a folder"
                + " that can be written, then resume");
  }

  private void refuse(byte[] part, UnaryOperator<FrameHeader.Builder> change, String what)
      throws IOException {
    Path target = folder.resolve("a.bsc");
    Files.write(FrameFile.partOf(target), part);
    FrameHeader other = change.apply(Frames.header().sourceDigest("ab".repeat(32))).build();
    assertThatThrownBy(() -> FrameFile.resume(target, other))
        .isInstanceOfSatisfying(
            FrameMismatchException.class, e -> assertThat(e.what()).isEqualTo(what))
        .hasMessageStartingWith("a.bsc.part: " + what + ": expected ");
    assertThat(FrameFile.partOf(target)).hasBinaryContent(part);
  }

  private byte[] unfinished() throws IOException {
    Path target = folder.resolve("unfinished.bsc");
    try (FrameFile file = FrameFile.create(target, header)) {
      for (BlockArray batch : batches) {
        file.append(2, 1, batch);
      }
    }
    byte[] part = Files.readAllBytes(FrameFile.partOf(target));
    Files.delete(FrameFile.partOf(target));
    return part;
  }

  private void write(Path target) {
    try (FrameFile file = FrameFile.create(target, header)) {
      for (BlockArray batch : batches) {
        file.append(2, 1, batch);
      }
      file.finish();
    }
  }

  private static long total(Path frame) {
    try (FrameSum sum = FrameSum.of(Arithmetics.fastest())) {
      sum.add(frame, FrameProgress.NONE);
      return Frames.decrypt(sum.result()).get(0);
    }
  }

  @Test
  void theDigestOfTheRowsStandsForTheSource(@TempDir Path folder) throws IOException {
    String rows = "cd".repeat(32);
    Path target = folder.resolve("r.bsc");
    try (FrameFile file = FrameFile.create(target, Frames.header().rowsDigest(true).build())) {
      file.append(1, 0, Frames.encrypt(5));
      assertThat(file.finish(rows).sourceDigest()).isEqualTo(rows);
    }
    try (FrameReader reader = FrameReader.open(target)) {
      while (reader.next() != null) {
        // to the end
      }
      assertThat(reader.totals().sourceDigest()).isEqualTo(rows);
    }
    byte[] bytes = Files.readAllBytes(target);
    // the digest, its magic, its zeros: nothing of it can be altered
    for (int back : new int[] {70, 100, 128}) {
      byte[] altered = bytes.clone();
      altered[bytes.length - back] ^= 1;
      Files.write(target, altered);
      assertThatThrownBy(() -> readAll(target)).isInstanceOf(CorruptFrameException.class);
    }
    // and it cannot be cut out
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 64);
    System.arraycopy(bytes, bytes.length - 64, cut, cut.length - 64, 64);
    Files.write(target, cut);
    assertThatThrownBy(() -> readAll(target)).isInstanceOf(CorruptFrameException.class);
  }

  private static void readAll(Path file) {
    try (FrameReader reader = FrameReader.open(file)) {
      while (reader.next() != null) {
        // to the end
      }
    }
  }
}
