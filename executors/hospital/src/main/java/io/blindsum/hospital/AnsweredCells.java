package io.blindsum.hospital;

import io.blindsum.keys.AppendedFile;
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
 * <p>A cell is compared with each answered one, with each union of two of them, and with what is
 * left of one without another, as far as they are of the same quantity. Cells below the minimum,
 * which only sealed questions have, are neither compared nor kept.
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

  /** Tells whether an answer of these cells tells nothing about fewer patients than k. */
  boolean admits(List<AnsweredCell> cells) throws IOException {
    List<CellComparison> open = new ArrayList<>();
    for (AnsweredCell cell : compared(cells)) {
      open.add(new CellComparison(cell, atLeast));
    }
    Set<AnsweredCell> own = new HashSet<>(cells);
    try {
      read(
          (index, old) -> {
            open.removeIf(comparison -> comparison.isSame(old));
            if (!own.contains(old)) {
              open.forEach(comparison -> comparison.add(index, old));
            }
          });
      Map<Integer, RoaringBitmap> sets = new HashMap<>();
      open.forEach(comparison -> comparison.pair(index -> sets.put(index, new RoaringBitmap())));
      if (!sets.isEmpty()) {
        read((index, old) -> sets.computeIfPresent(index, (i, empty) -> old.patients()));
      }
      return open.stream().allMatch(comparison -> comparison.isFar(sets));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /** Keeps the cells of an answer; they are on the disk when this returns. */
  void add(List<AnsweredCell> cells) throws IOException {
    List<AnsweredCell> fresh = new ArrayList<>(compared(cells));
    long end = 0;
    try {
      end = read((index, old) -> fresh.remove(old));
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

  /** Returns the cells that count, each once. */
  private Set<AnsweredCell> compared(List<AnsweredCell> cells) {
    Set<AnsweredCell> compared = new HashSet<>(cells);
    compared.removeIf(cell -> cell.size() < atLeast);
    return compared;
  }

  private static ByteBuffer record(AnsweredCell cell) {
    cell.patients().runOptimize();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(cell.quantity());
      cell.patients().serialize(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + bytes.size());
    record.putInt(bytes.size()).putLong(crc(bytes.toByteArray())).put(bytes.toByteArray());
    return record.flip();
  }

  /** Takes a cell that was answered. */
  @FunctionalInterface
  private interface Reader {
    void take(int index, AnsweredCell cell);
  }

  /** Hands over each cell; returns where the last whole one ends. */
  private long read(Reader reader) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 20));
      long size = channel.size();
      long at = 0;
      int index = 0;
      while (at + HEAD_BYTES <= size) {
        int length = in.readInt();
        long crc = in.readLong();
        if (length < 0 || length > MOST_BYTES || at + HEAD_BYTES + length > size) {
          return at;
        }
        byte[] bytes = in.readNBytes(length);
        if (crc(bytes) != crc) {
          throw new AuditException(file.getFileName() + " was altered: restore it");
        }
        reader.take(index++, cell(bytes));
        at += HEAD_BYTES + length;
      }
      return at;
    }
  }

  private static AnsweredCell cell(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String quantity = in.readUTF();
      RoaringBitmap patients = new RoaringBitmap();
      patients.deserialize(buffer.position(bytes.length - in.available()));
      return new AnsweredCell(quantity, patients);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
