package io.blindsum.cli.option;

import io.blindsum.cli.console.Progress;
import io.blindsum.cohort.CohortFile;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSource;
import io.blindsum.paillier.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The cohort that a command reads: a file, or the standard input. */
public final class InputFile {
  private static final int SAMPLE_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 20;

  private final String argument;

  public InputFile(String argument) {
    this.argument = argument;
  }

  private boolean isStandardInput() {
    return argument.equals("-");
  }

  /** Tells whether it can be read only once: the standard input, a pipe or a device. */
  public boolean isStream() {
    return isStandardInput() || isStream(path());
  }

  /** Tells whether a file can be read only once: a pipe, or a device. */
  public static boolean isStream(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  Path path() {
    return Path.of(argument);
  }

  /**
   * Opens it.
   *
   * @param separator between the fields; empty to find it
   */
  public CohortSource open(Optional<Character> separator) {
    return isStandardInput()
        ? CsvSource.read(System.in, "stdin", separator)
        : CohortFile.open(path(), separator);
  }

  /**
   * Counts the lines below the header, for a progress bar: rows, if no field has a line break.
   *
   * @return {@link Progress#UNKNOWN} for what cannot be counted beforehand
   */
  public long countLines() {
    if (isStream()) {
      return Progress.UNKNOWN;
    }
    try (FileChannel channel = FileChannel.open(path())) {
      return hasLines(channel) ? Math.max(0, lines(channel) - 1) : Progress.UNKNOWN;
    } catch (IOException e) {
      return Progress.UNKNOWN;
    }
  }

  /**
   * Estimates the rows of the file by the lines of its beginning.
   *
   * @return {@link Progress#UNKNOWN} for what cannot be seen beforehand
   */
  public long estimateLines() {
    if (isStandardInput() || !Files.isRegularFile(path())) {
      return Progress.UNKNOWN;
    }
    try (FileChannel channel = FileChannel.open(path())) {
      ByteBuffer sample = sample(channel, 0);
      long lines = lines(sample, sample.limit());
      return !hasLines(channel) || lines == 0
          ? Progress.UNKNOWN
          : Math.multiplyExact(channel.size(), lines) / sample.limit();
    } catch (IOException e) {
      return Progress.UNKNOWN;
    }
  }

  private static boolean hasLines(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(CohortFile.BYTES);
    channel.read(start, 0);
    return CohortFile.hasLines(start.array());
  }

  private static long lines(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long lines = 0;
    byte last = '\n';
    while (channel.read(buffer.clear()) > 0) {
      lines += lines(buffer, buffer.position());
      last = buffer.get(buffer.position() - 1);
    }
    return last == '\n' ? lines : lines + 1;
  }

  /** Counts the ends of lines in the first bytes of a buffer. */
  private static long lines(ByteBuffer buffer, int count) {
    long lines = 0;
    for (int i = 0; i < count; i++) {
      lines += buffer.get(i) == '\n' ? 1 : 0;
    }
    return lines;
  }

  /**
   * Returns SHA-256 over the file's size, its beginning, its end, a checksum of all of it, and how
   * it is encrypted: what must be the same for a run to be resumed.
   */
  public String digest(List<String> options) {
    MessageDigest sha256 = Sha256.open();
    options.forEach(option -> sha256.update((option + "\0").getBytes(StandardCharsets.UTF_8)));
    try (FileChannel channel = FileChannel.open(path())) {
      long size = channel.size();
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
      sha256.update(sample(channel, 0));
      sha256.update(sample(channel, Math.max(0, size - SAMPLE_BYTES)));
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, checksum(channel)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.hex(sha256.digest());
  }

  /** The processor computes CRC-32C as fast as it reads memory. */
  private static long checksum(FileChannel channel) throws IOException {
    ByteBuffer piece = ByteBuffer.allocateDirect(SAMPLE_BYTES);
    CRC32C crc = new CRC32C();
    channel.position(0);
    while (channel.read(piece.clear()) > 0) {
      crc.update(piece.flip());
    }
    return crc.getValue();
  }

  private static ByteBuffer sample(FileChannel channel, long offset) throws IOException {
    ByteBuffer sample = ByteBuffer.allocate(SAMPLE_BYTES);
    while (sample.hasRemaining() && channel.read(sample, offset + sample.position()) > 0) {
      // until the end, or until it is full
    }
    return sample.flip();
  }
}
