package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, pipes that break, processes that die. */
class FrameFaultTest {
  @TempDir private Path folder;

  private final BlockArray batch = Frames.encrypt(1, 2);

  /** Takes and gives a few bytes a call, and fails at one of the calls. */
  private static final class Faulty implements WritableByteChannel, ReadableByteChannel {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ByteBuffer content;
    private final int failing;
    private int calls;

    Faulty(byte[] content, int failing) {
      this.content = ByteBuffer.wrap(content);
      this.failing = failing;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      byte[] some = new byte[few(source)];
      source.get(some);
      written.writeBytes(some);
      return some.length;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int count = Math.min(few(target), content.remaining());
      target.put(content.slice(content.position(), count));
      content.position(content.position() + count);
      return count == 0 ? -1 : count;
    }

    private int few(ByteBuffer buffer) throws IOException {
      if (calls++ == failing) {
        throw new IOException("No space left on device");
      }
      return Math.min(buffer.remaining(), 100);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void everyFailingWriteIsReportedAndLeavesNoFrame() {
    int failing = 0;
    Faulty channel = new Faulty(new byte[0], -1);
    write(channel);
    int calls = channel.calls;
    assertThat(Frames.read(channel.written.toByteArray())).hasSize(2);
    for (; failing < calls; failing++) {
      Faulty faulty = new Faulty(new byte[0], failing);
      assertThatThrownBy(() -> write(faulty))
          .isInstanceOf(FrameIoException.class)
          .hasMessage(
              "stdout: cannot be written: No space left on device; make room or choose a folder"
                  + " that can be written, then resume");
      assertThatThrownBy(() -> Frames.read(faulty.written.toByteArray()))
          .isInstanceOf(CorruptFrameException.class);
    }
  }

  @Test
  void writerStopsAfterItsFirstFault() {
    Faulty faulty = new Faulty(new byte[0], 10);
    FrameWriter writer = FrameWriter.open(faulty, "stdout", Frames.header().build());
    assertThatThrownBy(() -> writer.append(2, 0, batch)).isInstanceOf(FrameIoException.class);
    assertThatThrownBy(() -> writer.append(2, 0, batch)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyFailingReadIsReported() {
    byte[] frame = Frames.write(Frames.header().build(), batch, batch);
    Faulty channel = new Faulty(frame, -1);
    sum(channel);
    for (int failing = 0; failing < channel.calls; failing++) {
      Faulty faulty = new Faulty(frame, failing);
      assertThatThrownBy(() -> sum(faulty))
          .isInstanceOf(FrameIoException.class)
          .hasMessage("stdin: cannot be read: No space left on device");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsOneLineAndThePartIsResumed() throws Exception {
    Path target = folder.resolve("a.bsc");
    // a limit on the size of files stands in for the full disk: 64 blocks of 512 or 1024 bytes
    List<String> limited = List.of("sh", "-c", "ulimit -f 64; exec \"$0\" \"$@\"");
    assertThat(WriterProcess.run(folder, limited, target, "resume"))
        .matches("a\\.bsc\\.part: cannot be written: [^;\n]+; make room or [^\n]+\n");
    assertThat(target).doesNotExist();
    try (FrameFile file = FrameFile.resume(target, WriterProcess.header())) {
      assertThat(file.batches()).isBetween(10, 40);
    }
    assertThat(WriterProcess.run(folder, List.of(), target, "resume")).startsWith("digest ");
    assertThat(total(target)).isEqualTo(100 * 36);
  }

  @Test
  void deadProcessLosesNoBatch() throws Exception {
    Path target = folder.resolve("a.bsc");
    assertThat(WriterProcess.run(folder, List.of(), target, "crash")).isEmpty();
    assertThat(target).doesNotExist();
    try (FrameFile file = FrameFile.resume(target, WriterProcess.header())) {
      assertThat(file.batches()).isEqualTo(50);
      assertThat(file.rows()).isEqualTo(400);
    }
    assertThat(WriterProcess.run(folder, List.of(), target, "resume")).startsWith("digest ");
    assertThat(total(target)).isEqualTo(100 * 36);
  }

  private void write(Faulty channel) {
    FrameWriter writer = FrameWriter.open(channel, "stdout", Frames.header().build());
    writer.append(2, 0, batch);
    writer.append(2, 0, batch);
    writer.finish();
  }

  private static void sum(Faulty channel) {
    try (FrameSum sum = FrameSum.of(Arithmetics.fastest())) {
      sum.add(FrameReader.open(channel, "stdin"), FrameProgress.NONE);
    }
  }

  private static long total(Path frame) {
    try (FrameSum sum = FrameSum.of(Arithmetics.fastest())) {
      sum.add(frame, FrameProgress.NONE);
      return Frames.decrypt(sum.result()).get(0);
    }
  }
}
