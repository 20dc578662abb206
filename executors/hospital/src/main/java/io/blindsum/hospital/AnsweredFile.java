package io.blindsum.hospital;

import io.blindsum.keys.AppendedFile;
import io.blindsum.service.AuditException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.roaringbitmap.RoaringBitmap;

/**
 * The file of the partitions that were answered, from the first to the last.
 *
 * <p>A record is its length (4 bytes), a version and checksum (4 each), the length of its directory
 * (4), the directory and the chunks of each cell. The directory says what is added up and where
 * each chunk is, with its number of patients and checksum. So only directories are read, and the
 * few chunks by which sets turn out to be far from each other; and what is read was not altered.
 */
final class AnsweredFile implements AutoCloseable {
  private static final int HEAD_BYTES = Integer.BYTES + Long.BYTES;
  private static final long VERSION = 1;

  private final Path file;
  private final FileChannel channel;
  private long at;

  private AnsweredFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a file.
   *
   * @throws java.nio.file.NoSuchFileException if nothing was answered
   */
  static AnsweredFile open(Path file) throws IOException {
    return new AnsweredFile(file, FileChannel.open(file, StandardOpenOption.READ));
  }

  /** Returns where the next record starts, or would. */
  long position() {
    return at;
  }

  /**
   * Returns the next partition, whose cells are read as long as the file is open; none behind the
   * last one, or where a crash cut a record off, about which nobody was answered.
   *
   * @throws AuditException if it was altered, or is of a version that this one does not know
   */
  Optional<AnsweredPartition> next() throws IOException {
    if (at + HEAD_BYTES > channel.size()) {
      return Optional.empty();
    }
    ByteBuffer head = ByteBuffer.wrap(bytes(channel, at, HEAD_BYTES));
    int length = head.getInt();
    long sum = head.getLong();
    if (length < Integer.BYTES) {
      throw altered();
    }
    Optional<AnsweredPartition> next =
        sum >>> Integer.SIZE == 0 ? whole(length, sum) : chunks(length, sum);
    at += next.isEmpty() ? 0 : HEAD_BYTES + (long) length;
    return next;
  }

  private boolean isCut(long length) throws IOException {
    return at + HEAD_BYTES + length > channel.size();
  }

  private Optional<AnsweredPartition> chunks(int length, long sum) throws IOException {
    if (sum >>> Integer.SIZE != VERSION) {
      throw unknown();
    }
    if (isCut(Integer.BYTES)) {
      return Optional.empty();
    }
    long start = at + HEAD_BYTES;
    int size = ByteBuffer.wrap(bytes(channel, start, Integer.BYTES)).getInt();
    if (size < 0 || size > length - Integer.BYTES) {
      throw altered();
    }
    if (isCut(Integer.BYTES + (long) size)) {
      return Optional.empty();
    }
    byte[] directory = bytes(channel, start + Integer.BYTES, size);
    if (crc(length, directory) != (int) sum) {
      throw altered();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(directory))) {
      String quantity = in.readUTF();
      List<PatientSet> cells = new ArrayList<>();
      long from = start + Integer.BYTES + size;
      for (int left = in.readInt(); left > 0; left--) {
        StoredPatients cell = StoredPatients.read(in, channel, from, this::altered);
        cells.add(cell);
        from = cell.end();
      }
      // the directory is whole here, and so is what it says of the length
      return isCut(length)
          ? Optional.empty()
          : Optional.of(new AnsweredPartition(quantity, Set.of(), cells));
    }
  }

  /** Reads a record of the first versions, whose checksum is of all of it. */
  private Optional<AnsweredPartition> whole(int length, long sum) throws IOException {
    if (isCut(length)) {
      return Optional.empty();
    }
    byte[] bytes = bytes(channel, at + HEAD_BYTES, length);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if (crc.getValue() != sum) {
      throw altered();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String quantity = in.readUTF();
      int start = bytes.length - in.available();
      int count = in.readInt();
      if (count > bytes.length) {
        // the very first kept each cell by itself, and no number before it
        PatientSet cell = cell(ByteBuffer.wrap(bytes, start, bytes.length - start));
        return Optional.of(new AnsweredPartition(quantity, Set.of(), List.of(cell)));
      }
      List<PatientSet> cells = new ArrayList<>();
      for (int left = count; left > 0; left--) {
        int each = in.readInt();
        cells.add(cell(ByteBuffer.wrap(bytes, bytes.length - in.available(), each)));
        in.skipNBytes(each);
      }
      return Optional.of(new AnsweredPartition(quantity, Set.of(), cells));
    } catch (IOException | RuntimeException e) {
      // its checksum is right
      throw unknown();
    }
  }

  private static PatientSet cell(ByteBuffer bytes) throws IOException {
    RoaringBitmap patients = new RoaringBitmap();
    patients.deserialize(bytes);
    return PatientSet.of(patients);
  }

  private AuditException altered() {
    return new AuditException(file.getFileName() + " was altered: restore it");
  }

  private AuditException unknown() {
    return new AuditException(file.getFileName() + " is of another version: go back to that one");
  }

  /** Reads so many bytes of a file. */
  static byte[] bytes(FileChannel channel, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      if (channel.read(rest, from + rest.position()) < 0) {
        throw new EOFException();
      }
    }
    return bytes;
  }

  /**
   * Appends partitions; they are on the disk when this returns.
   *
   * @param end where the last whole record ends; what is behind it is dropped
   */
  static void append(Path file, long end, List<AnsweredPartition> partitions) throws IOException {
    try (AppendedFile answered = AppendedFile.open(file)) {
      answered.append(end, () -> partitions.stream().map(AnsweredFile::record).iterator());
    }
  }

  private static ByteBuffer record(AnsweredPartition part) {
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(directory)) {
      out.writeUTF(part.quantity());
      out.writeInt(part.cells().size());
      for (PatientSet cell : part.cells()) {
        StoredPatients.write(cell, out, chunks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int length = Integer.BYTES + directory.size() + chunks.size();
    long sum = Integer.toUnsignedLong(crc(length, directory.toByteArray()));
    return ByteBuffer.allocate(HEAD_BYTES + length)
        .putInt(length)
        .putLong(VERSION << Integer.SIZE | sum)
        .putInt(directory.size())
        .put(directory.toByteArray())
        .put(chunks.toByteArray())
        .flip();
  }

  private static int crc(int length, byte[] directory) {
    CRC32 crc = new CRC32();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    crc.update(directory);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
