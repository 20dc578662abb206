package io.blindsum.frame;

import io.blindsum.arith.BlockArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a frame file in a process of its own, which can be limited, locked out or killed. */
final class WriterProcess {
  private static final String SOURCE = "ef".repeat(32);

  private WriterProcess() {}

  /** Returns the header that each process writes or resumes. */
  static FrameHeader header() {
    return Frames.header().sourceDigest(SOURCE).maxRows(1_000_000).build();
  }

  /**
   * Runs a writer to its end.
   *
   * @param wrapper a command that the writer's command is appended to
   * @param mode {@code resume} to the end, or {@code crash} in the middle
   * @return what it printed
   */
  static String run(Path folder, List<String> wrapper, Path target, String mode)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "writer", ".txt");
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // forced, so that nothing is said of what computes
            "-Dblindsum.backend=java",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            target.toString(),
            mode));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.waitFor();
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  public static void main(String[] args) {
    BlockArray batch = Frames.encrypt(1, 2, 3, 4, 5, 6, 7, 8);
    try (FrameFile file = FrameFile.resume(Path.of(args[0]), header())) {
      while (file.batches() < 100) {
        file.append(8, 0, batch);
        if (args[1].equals("crash") && file.batches() == 50) {
          Runtime.getRuntime().halt(9);
        }
      }
      System.out.println("digest " + file.finish().digest());
    } catch (FrameException e) {
      System.out.println(e.getMessage());
    }
  }
}
