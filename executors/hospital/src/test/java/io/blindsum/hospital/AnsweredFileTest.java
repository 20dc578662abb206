package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.service.AuditException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** What a file of answered cells gives back: what was written, less what a crash cut off. */
class AnsweredFileTest {
  @TempDir private Path folder;

  private static AnsweredPartition partition(String quantity, RoaringBitmap... cells) {
    return new AnsweredPartition(
        quantity, Set.of(), Arrays.stream(cells).map(PatientSet::of).toList());
  }

  private static List<AnsweredPartition> partitions() {
    RoaringBitmap spread = RoaringBitmap.bitmapOf(1, 70_000, 1 << 30, -1);
    RoaringBitmap dense = RoaringBitmap.bitmapOfRange(65_000, 66_000);
    return List.of(partition("age", spread, dense), partition("", dense));
  }

  /** Reads all there is, to the last chunk. */
  private static List<AnsweredPartition> read(Path file) throws Exception {
    List<AnsweredPartition> all = new ArrayList<>();
    try (AnsweredFile answered = AnsweredFile.open(file)) {
      for (Optional<AnsweredPartition> next = answered.next();
          next.isPresent();
          next = answered.next()) {
        List<PatientSet> cells =
            next.get().cells().stream().map(cell -> PatientSet.of(cell.toBitmap())).toList();
        all.add(new AnsweredPartition(next.get().quantity(), Set.of(), cells));
      }
      assertThat(answered.position()).isLessThanOrEqualTo(Files.size(file));
    }
    return all;
  }

  @Test
  void givesBackWhatWasWrittenAndNothingOfWhatWasCutOff() throws Exception {
    List<AnsweredPartition> written = partitions();
    Path file = folder.resolve("answered");
    AnsweredFile.append(file, 0, written.subList(0, 1));
    long first = Files.size(file);
    AnsweredFile.append(file, first, written.subList(1, 2));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int kept = length < first ? 0 : length < whole.length ? 1 : 2;
      List<AnsweredPartition> read = read(file);
      assertThat(read).hasSize(kept);
      for (int i = 0; i < kept; i++) {
        assertThat(read.get(i).isSame(written.get(i))).isTrue();
      }
    }
  }

  @Test
  void noByteIsAlteredUnseen() throws Exception {
    Path file = folder.resolve("answered");
    AnsweredFile.append(file, 0, partitions());
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      for (int bit : new int[] {1, 0x80}) {
        byte[] altered = whole.clone();
        altered[at] ^= (byte) bit;
        Files.write(file, altered);
        assertThatThrownBy(() -> read(file)).as("byte %d", at).isInstanceOf(AuditException.class);
      }
    }
  }
}
