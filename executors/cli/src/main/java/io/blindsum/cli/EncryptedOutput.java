package io.blindsum.cli;

import io.blindsum.cohort.CiphertextSink;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.FrameWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where {@code encrypt} writes its frame: a file that survives a crash, or the standard output. */
interface EncryptedOutput extends AutoCloseable {

  /** Returns the rows that were encrypted or left out before, when the run is resumed. */
  long rowsBefore();

  /** Returns the rows that are encrypted by now. */
  long rows();

  CiphertextSink sink();

  FrameTotals finish();

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
      public CiphertextSink sink() {
        return file::append;
      }

      @Override
      public FrameTotals finish() {
        return file.finish();
      }

      @Override
      public void discard() throws IOException {
        file.close();
        Files.deleteIfExists(FrameFile.partOf(path));
      }

      @Override
      public void close() {
        file.close();
      }
    };
  }
}
