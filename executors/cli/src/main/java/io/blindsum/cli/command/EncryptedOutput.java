package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.StandardOutput;
import io.blindsum.cohort.CiphertextSink;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.FrameWriter;
import io.blindsum.keys.MaskSecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where {@code encrypt} writes its frame: a file that survives a crash, or the standard output. */
interface EncryptedOutput extends AutoCloseable {

  /** Returns the rows that were encrypted or left out before, when the run is resumed. */
  long rowsBefore();

  /** Returns the rows that are encrypted by now. */
  long rows();

  /** Returns the ciphertexts that are written by now. */
  long ciphertexts();

  /** Returns the header, with the stream id of the run that began. */
  FrameHeader header();

  /** Returns the secret of this stream's mask: a new one, or that of the run that is resumed. */
  byte[] maskSecret() throws IOException;

  CiphertextSink sink();

  FrameTotals finish() throws IOException;

  /** Forgets what was written, because no other run can go on with it. */
  void discard() throws IOException;

  @Override
  void close();

  static EncryptedOutput standard(FrameHeader header) {
    FrameWriter writer = FrameWriter.open(new StandardOutput(), "stdout", header);
    return new EncryptedOutput() {
      @Override
      public long rowsBefore() {
        return 0;
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
      public FrameTotals finish() {
        return writer.finish();
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
    long before = file.rows() + file.rejected();
    Path secret = secretOf(path);
    return new EncryptedOutput() {
      @Override
      public long rowsBefore() {
        return before;
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
        return file::append;
      }

      @Override
      public FrameTotals finish() throws IOException {
        FrameTotals totals = file.finish();
        MaskSecretFile.delete(secret);
        return totals;
      }

      @Override
      public void discard() throws IOException {
        file.close();
        Files.deleteIfExists(FrameFile.partOf(path));
        MaskSecretFile.delete(secret);
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
