package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cohort.Checkpoint;
import io.blindsum.keys.AppendedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A digest for each batch of an unfinished frame, in a file beside it, so that a resumed run knows
 * the rows that were encrypted. Only the owner may read it, and it is deleted with the part.
 */
final class PartDigests {
  private static final int DIGEST_BYTES = 32;

  private final Path file;
  private int kept;

  private PartDigests(Path file, int kept) {
    this.file = file;
    this.kept = kept;
  }

  /** Opens those of a part that has so many batches; none of more batches than it has count. */
  static PartDigests of(Path part, int batches) {
    return new PartDigests(part.resolveSibling(part.getFileName() + ".rows"), batches);
  }

  /** Returns where the run stopped. */
  Checkpoint checkpoint() throws IOException {
    if (kept == 0) {
      return Checkpoint.start();
    }
    ByteBuffer digest;
    try (AppendedFile digests = AppendedFile.open(file)) {
      digest = digests.read((long) (kept - 1) * DIGEST_BYTES, DIGEST_BYTES);
    }
    if (digest.remaining() < DIGEST_BYTES) {
      throw new CommandException(
          ExitCode.DATA,
          file.getFileName() + ": what tells the rows that were encrypted is gone",
          "leave --resume away, delete the .part, and start again");
    }
    byte[] last = new byte[DIGEST_BYTES];
    digest.get(last);
    return Checkpoint.after(kept, last);
  }

  /** Keeps the digest of the next batch, on the disk before this returns. */
  void keep(byte[] digest) throws IOException {
    if (kept == 0) {
      Files.deleteIfExists(file);
    }
    try (AppendedFile digests = AppendedFile.open(file)) {
      digests.append((long) kept * DIGEST_BYTES, List.of(ByteBuffer.wrap(digest)));
    }
    kept++;
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
