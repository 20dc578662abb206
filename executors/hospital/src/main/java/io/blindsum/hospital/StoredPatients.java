package io.blindsum.hospital;

import io.blindsum.service.AuditException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.roaringbitmap.Container;
import org.roaringbitmap.RoaringBitmap;

/**
 * A set of patients in a file, as long as the file is open: a directory of its chunks in memory,
 * and each chunk where it is asked for.
 */
final class StoredPatients implements PatientSet {
  private final FileChannel channel;
  private final Supplier<AuditException> altered;
  private final int[] keys;
  private final int[] counts;
  private final int[] sums;
  // where each chunk starts, and the last one ends
  private final long[] starts;
  private final long size;

  private StoredPatients(
      FileChannel channel,
      Supplier<AuditException> altered,
      int[] keys,
      int[] counts,
      int[] sums,
      long[] starts) {
    this.channel = channel;
    this.altered = altered;
    this.keys = keys;
    this.counts = counts;
    this.sums = sums;
    this.starts = starts;
    long all = 0;
    for (int count : counts) {
      all += count;
    }
    this.size = all;
  }

  /**
   * Reads the directory of a set.
   *
   * @param from where its chunks start in the file
   * @param altered what is thrown where a chunk is not as it was written
   */
  static StoredPatients read(
      DataInputStream directory, FileChannel channel, long from, Supplier<AuditException> altered)
      throws IOException {
    int chunks = directory.readInt();
    int[] keys = new int[chunks];
    int[] counts = new int[chunks];
    int[] sums = new int[chunks];
    long[] starts = new long[chunks + 1];
    starts[0] = from;
    for (int i = 0; i < chunks; i++) {
      keys[i] = directory.readInt();
      counts[i] = directory.readInt();
      starts[i + 1] = starts[i] + directory.readInt();
      sums[i] = directory.readInt();
    }
    return new StoredPatients(channel, altered, keys, counts, sums, starts);
  }

  /** Writes a set: its directory, and its chunks, each as a bitmap of its own. */
  static void write(PatientSet set, DataOutputStream directory, ByteArrayOutputStream chunks)
      throws IOException {
    PatientChunks each = set.chunks();
    directory.writeInt(count(set));
    for (int key = each.key(); key != PatientChunks.END; key = each.key()) {
      directory.writeInt(key);
      directory.writeInt(each.count());
      RoaringBitmap alone = new RoaringBitmap();
      alone.append((char) 0, each.take().runOptimize());
      byte[] bytes = new byte[alone.serializedSizeInBytes()];
      alone.serialize(ByteBuffer.wrap(bytes));
      directory.writeInt(bytes.length);
      directory.writeInt(crc(bytes));
      chunks.writeBytes(bytes);
    }
  }

  private static int count(PatientSet set) {
    PatientChunks chunks = set.chunks();
    int count = 0;
    while (chunks.key() != PatientChunks.END) {
      chunks.next();
      count++;
    }
    return count;
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Returns where the last chunk ends in the file. */
  long end() {
    return starts[keys.length];
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public PatientChunks chunks() {
    return new Chunks();
  }

  private final class Chunks implements PatientChunks {
    private int chunk;

    @Override
    public int key() {
      return chunk == keys.length ? END : keys[chunk];
    }

    @Override
    public int count() {
      return counts[chunk];
    }

    @Override
    public Container patients() {
      try {
        int length = Math.toIntExact(starts[chunk + 1] - starts[chunk]);
        byte[] bytes = AnsweredFile.bytes(channel, starts[chunk], length);
        if (crc(bytes) != sums[chunk]) {
          throw altered.get();
        }
        RoaringBitmap alone = new RoaringBitmap();
        alone.deserialize(ByteBuffer.wrap(bytes));
        return alone.getContainerPointer().getContainer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void next() {
      chunk++;
    }
  }
}
