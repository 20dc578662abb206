package io.blindsum.cohort;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.blindsum.text.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The ways in which a file that is read may be compressed, told by its first bytes. */
enum Compression {
  /** RFC 1952. */
  GZIP("1f8b"),
  /** RFC 8878, with windows of at most 128 MB. */
  ZSTD("28b52ffd");

  private static final int BYTES = 4;

  private static final int BUFFER_BYTES = 1 << 16;

  private final String magic;

  Compression(String magic) {
    this.magic = magic;
  }

  /**
   * Returns how a file is compressed; empty if it is not, or in another way.
   *
   * @param start its first bytes
   */
  static Optional<Compression> of(byte[] start) {
    String hex = HexFormat.of().formatHex(start, 0, Math.min(start.length, BYTES));
    return Stream.of(values()).filter(kind -> hex.startsWith(kind.magic)).findFirst();
  }

  /**
   * Opens the text of a compressed file.
   *
   * @param name of the file in messages
   * @throws DataException if this machine cannot
   */
  InputStream open(InputStream in, String name) throws IOException {
    if (this == GZIP) {
      return new GZIPInputStream(in, BUFFER_BYTES);
    }
    try {
      return new ZstdInputStream(in);
    } catch (LinkageError e) {
      // no such library for this machine, or no folder where it may be unpacked and run
      throw new DataException(
          "zstd compression, for which this machine has no library",
          name,
          "pipe it: zstd -dc FILE | blindsum ... -");
    }
  }

  /** Returns which kind of data was found to be damaged; empty if something else failed. */
  static Optional<Compression> damagedBy(IOException cause) {
    if (cause instanceof ZstdIOException) {
      return Optional.of(ZSTD);
    }
    boolean gzip = cause instanceof ZipException || cause instanceof EOFException;
    return gzip ? Optional.of(GZIP) : Optional.empty();
  }

  /** Returns its name in messages. */
  String title() {
    return this == GZIP ? "gzip" : "zstd";
  }
}
