package io.blindsum.hospital;

import io.blindsum.keys.AppendedFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * A file of records of one width, each at the place of its number. It is read and appended to chunk
 * by chunk.
 *
 * @param width of a record, in bytes
 */
record NumberedFile(Path file, int width) {
  private static final int CHUNK_RECORDS = 1 << 13;

  /** Takes records from a chunk, or puts them into it, from its position on. */
  interface Chunk {
    void pass(ByteBuffer chunk, int from, int count);
  }

  /**
   * Returns how many whole records there are. A part of one behind them is what a crash left.
   *
   * @throws java.nio.file.NoSuchFileException if there is no file
   */
  int size() throws IOException {
    return Math.toIntExact(Files.size(file) / width);
  }

  /** Reads the first records. */
  void read(int records, Chunk taker) throws IOException {
    byte[] chunk = new byte[CHUNK_RECORDS * width];
    try (InputStream in = Files.newInputStream(file)) {
      for (int from = 0; from < records; from += CHUNK_RECORDS) {
        int count = Math.min(records - from, CHUNK_RECORDS);
        if (in.readNBytes(chunk, 0, count * width) < count * width) {
          throw new EOFException(file.getFileName() + " became shorter while it was read");
        }
        taker.pass(ByteBuffer.wrap(chunk), from, count);
      }
    }
  }

  /** Appends records behind the first ones, and drops what else is there. */
  void append(int first, int end, Chunk giver) throws IOException {
    try (AppendedFile appended = AppendedFile.open(file)) {
      appended.append(
          (long) first * width,
          () ->
              IntStream.iterate(first, from -> from < end, from -> from + CHUNK_RECORDS)
                  .mapToObj(from -> chunk(from, Math.min(end - from, CHUNK_RECORDS), giver))
                  .iterator());
    }
  }

  private ByteBuffer chunk(int from, int count, Chunk giver) {
    ByteBuffer chunk = ByteBuffer.allocate(count * width);
    giver.pass(chunk, from, count);
    return chunk;
  }
}
