package io.blindsum.hospital;

import io.blindsum.keys.AppendedFile;
import io.blindsum.service.AuditException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who was in the cells that were answered about one dataset under one key, so that no two answers,
 * and no three, leave a difference of fewer patients than the site's minimum.
 *
 * <p>Each partition of an answer is compared with each answered one, whatever of their cells is
 * taken together; and each cell with each union of two answered ones, and with what is left of one
 * without another, as far as they are of the same quantity. Cells below the minimum, which only
 * sealed questions have, are neither compared nor kept.
 */
final class AnsweredCells {
  private static final int HEAD_BYTES = Integer.BYTES + Long.BYTES;
  private static final int MOST_BYTES = 1 << 30;

  private final Path file;
  private final int atLeast;

  /**
   * Describes the answers that a file holds.
   *
   * @param file may be absent
   * @param atLeast k: differences of 1 to k - 1 patients are refused
   */
  AnsweredCells(Path file, int atLeast) {
    this.file = file;
    this.atLeast = atLeast;
  }

  /** Tells whether an answer of these parts tells nothing about fewer patients than k. */
  boolean admits(List<AnsweredPartition> answer) throws IOException {
    List<AnsweredPartition> parts = compared(answer);
    Set<AnsweredCell> own = new HashSet<>();
    parts.forEach(part -> own.addAll(part.toCells()));
    List<CellComparison> open = new ArrayList<>();
    own.forEach(cell -> open.add(new CellComparison(cell, atLeast)));
    try {
      boolean[] isFar = {true};
      read(
          (first, old) -> {
            isFar[0] = isFar[0] && parts.stream().allMatch(part -> areFar(part, old));
            compare(first, old, own, open);
          });
      if (!isFar[0]) {
        return false;
      }
      Map<Integer, RoaringBitmap> sets = new HashMap<>();
      open.forEach(comparison -> comparison.pair(index -> sets.put(index, new RoaringBitmap())));
      if (!sets.isEmpty()) {
        read((first, old) -> take(first, old, sets));
      }
      return open.stream().allMatch(comparison -> comparison.isFar(sets));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private boolean areFar(AnsweredPartition part, AnsweredPartition old) {
    return !part.quantity().equals(old.quantity())
        || (part.cells().size() == 1 && old.cells().size() == 1)
        || PartitionComparison.areFar(part, old, atLeast);
  }

  private static void compare(
      int first, AnsweredPartition part, Set<AnsweredCell> own, List<CellComparison> open) {
    List<AnsweredCell> cells = part.toCells();
    for (int i = 0; i < cells.size(); i++) {
      AnsweredCell old = cells.get(i);
      int index = first + i;
      open.removeIf(comparison -> comparison.isSame(old));
      if (!own.contains(old)) {
        open.forEach(comparison -> comparison.add(index, old));
      }
    }
  }

  private static void take(int first, AnsweredPartition old, Map<Integer, RoaringBitmap> sets) {
    for (int i = 0; i < old.cells().size(); i++) {
      RoaringBitmap cell = old.cells().get(i);
      sets.computeIfPresent(first + i, (index, empty) -> cell);
    }
  }

  /** Keeps the parts of an answer; they are on the disk when this returns. */
  void add(List<AnsweredPartition> answer) throws IOException {
    List<AnsweredPartition> fresh = compared(answer);
    long end = 0;
    try {
      end = read((first, old) -> fresh.removeIf(old::isSame));
    } catch (NoSuchFileException e) {
      // the first answer
    }
    if (fresh.isEmpty()) {
      return;
    }
    try (AppendedFile answered = AppendedFile.open(file)) {
      answered.append(end, () -> fresh.stream().map(AnsweredCells::record).iterator());
    }
  }

  /** Returns the parts that count, each once. */
  private List<AnsweredPartition> compared(List<AnsweredPartition> answer) {
    List<AnsweredPartition> compared = new ArrayList<>();
    for (AnsweredPartition whole : answer) {
      AnsweredPartition part = whole.ofAtLeast(atLeast);
      if (!part.cells().isEmpty() && compared.stream().noneMatch(part::isSame)) {
        compared.add(part);
      }
    }
    return compared;
  }

  private static ByteBuffer record(AnsweredPartition part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(part.quantity());
      out.writeInt(part.cells().size());
      for (RoaringBitmap cell : part.cells()) {
        cell.runOptimize();
        out.writeInt(cell.serializedSizeInBytes());
        cell.serialize(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + bytes.size());
    record.putInt(bytes.size()).putLong(crc(bytes.toByteArray())).put(bytes.toByteArray());
    return record.flip();
  }

  /** Takes a partition that was answered, and the place of its first cell among all cells. */
  @FunctionalInterface
  private interface Reader {
    void take(int first, AnsweredPartition part);
  }

  /** Hands over each partition; returns where the last whole one ends. */
  private long read(Reader reader) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 20));
      long size = channel.size();
      long at = 0;
      int first = 0;
      while (at + HEAD_BYTES <= size) {
        int length = in.readInt();
        long crc = in.readLong();
        if (length < 0 || length > MOST_BYTES || at + HEAD_BYTES + length > size) {
          return at;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        if (crc(bytes) != crc) {
          throw new AuditException(file.getFileName() + " was altered: restore it");
        }
        AnsweredPartition part = partition(bytes);
        reader.take(first, part);
        first += part.cells().size();
        at += HEAD_BYTES + length;
      }
      return at;
    }
  }

  private AnsweredPartition partition(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String quantity = in.readUTF();
      int start = bytes.length - in.available();
      int count = in.readInt();
      if (count > bytes.length) {
        // the first versions kept each cell by itself, and no number before it
        RoaringBitmap cell = cell(ByteBuffer.wrap(bytes, start, bytes.length - start));
        return new AnsweredPartition(quantity, Set.of(), List.of(cell));
      }
      List<RoaringBitmap> cells = new ArrayList<>();
      for (int left = count; left > 0; left--) {
        int length = in.readInt();
        cells.add(cell(ByteBuffer.wrap(bytes, bytes.length - in.available(), length)));
        in.skipNBytes(length);
      }
      return new AnsweredPartition(quantity, Set.of(), cells);
    } catch (IOException | RuntimeException e) {
      // its checksum is right
      throw new AuditException(file.getFileName() + " is of another version: go back to that one");
    }
  }

  private static RoaringBitmap cell(ByteBuffer bytes) throws IOException {
    RoaringBitmap patients = new RoaringBitmap();
    patients.deserialize(bytes);
    return patients;
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
