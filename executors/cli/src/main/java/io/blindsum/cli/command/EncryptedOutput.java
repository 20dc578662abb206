package io.blindsum.cli.command;

import io.blindsum.arith.BlockArray;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.StandardOutput;
import io.blindsum.cohort.Checkpoint;
import io.blindsum.cohort.CiphertextSink;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.FrameWriter;
import io.blindsum.keys.MaskSecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where {@code encrypt} writes its frame: a file that survives a crash, or the standard output. */
interface EncryptedOutput extends AutoCloseable {

  /** Returns where the run stopped that is resumed. */
  Checkpoint checkpoint() throws IOException;

  /** Returns the rows that are encrypted by now. */
  long rows();

  /** Returns the ciphertexts that are written by now. */
  long ciphertexts();

  /** Returns the header, with the stream id of the run that began. */
  FrameHeader header();

  /** Returns the secret of this stream's mask: a new one, or that of the run that is resumed. */
  byte[] maskSecret() throws IOException;

  CiphertextSink sink();

  /**
   * Makes the frame whole.
   *
   * @param rowsDigest of all rows, if its header announced one
   */
  FrameTotals finish(Optional<String> rowsDigest) throws IOException;

  /** Forgets what was written, because no other run can go on with it. */
  void discard() throws IOException;

  @Override
  void close();

  static EncryptedOutput standard(FrameHeader header) {
    FrameWriter writer = FrameWriter.open(new StandardOutput(), "stdout", header);
    return new EncryptedOutput() {
      @Override
      public Checkpoint checkpoint() {
        return Checkpoint.start();
      }

      @Override
      public long rows() {
        return writer.rows();
      }

      @Override
      public long ciphertexts() {
        return writer.ciphertexts();
      }

      @Override
      public FrameHeader header() {
        return header;
      }

      @Override
      public byte[] maskSecret() {
        return MaskSecretFile.draw();
      }

      @Override
      public CiphertextSink sink() {
        return writer::append;
      }

      @Override
      public FrameTotals finish(Optional<String> rowsDigest) {
        return rowsDigest.isPresent() ? writer.finish(rowsDigest.get()) : writer.finish();
      }

      @Override
      public void discard() {
        // the reader sees no trailer and takes nothing
      }

      @Override
      public void close() {
        // every batch was flushed
      }
    };
  }

  static EncryptedOutput file(Path path, FrameHeader header, boolean resume) {
    FrameFile file = resume ? FrameFile.resume(path, header) : FrameFile.create(path, header);
    PartDigests digests = PartDigests.of(FrameFile.partOf(path), file.batches());
    Path secret = secretOf(path);
    return new EncryptedOutput() {
      @Override
      public Checkpoint checkpoint() throws IOException {
        return digests.checkpoint();
      }

      @Override
      public long rows() {
        return file.rows();
      }

      @Override
      public long ciphertexts() {
        return file.ciphertexts();
      }

      @Override
      public FrameHeader header() {
        return file.header();
      }

      @Override
      public byte[] maskSecret() throws IOException {
        if (file.batches() > 0) {
          return read(secret, path);
        }
        MaskSecretFile.delete(secret);
        return MaskSecretFile.create(secret);
      }

      @Override
      public CiphertextSink sink() {
        return new CiphertextSink() {
          @Override
          public void keep(byte[] digest) throws IOException {
            digests.keep(digest);
          }

          @Override
          public void append(long rows, long rejected, BlockArray ciphertexts) {
            file.append(rows, rejected, ciphertexts);
          }
        };
      }

      @Override
      public FrameTotals finish(Optional<String> rowsDigest) throws IOException {
        FrameTotals totals = rowsDigest.isPresent() ? file.finish(rowsDigest.get()) : file.finish();
        MaskSecretFile.delete(secret);
        digests.delete();
        return totals;
      }

      @Override
      public void discard() throws IOException {
        file.close();
        Files.deleteIfExists(FrameFile.partOf(path));
        MaskSecretFile.delete(secret);
        digests.delete();
      }

      @Override
      public void close() {
        file.close();
      }
    };
  }

  /** Returns where the mask's secret is kept before the frame is whole. */
  static Path secretOf(Path path) {
    Path part = FrameFile.partOf(path);
    return part.resolveSibling(part.getFileName() + ".mask");
  }

  private static byte[] read(Path secret, Path path) {
    if (!Files.exists(secret)) {
      throw new CommandException(
          ExitCode.KEY,
          secret.getFileName() + ": the secret of the mask that the run began with is gone",
          "delete " + FrameFile.partOf(path).getFileName() + ", and start again without --resume");
    }
    return MaskSecretFile.read(secret);
  }
}
