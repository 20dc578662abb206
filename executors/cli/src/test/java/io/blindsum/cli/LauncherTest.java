package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./blindsum} asks of the Java virtual machine. */
class LauncherTest {
  @TempDir private Path folder;

  @Test
  @Requirement(
      id = "R23",
      figure = "launcher: no heap dump, no core file, also if asked for before")
  void leavesNoDumpOfTheMemory() throws Exception {
    Path launcher = Files.copy(Cli.ROOT.resolve("blindsum"), folder.resolve("blindsum"));
    Files.createDirectories(folder.resolve("executors/cli/target"));
    Files.createFile(folder.resolve("executors/cli/target/blindsum.jar"));
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\necho \"core $(ulimit -c)\"\necho \"$LC_ALL\"\nfor x; do echo \"$x\"; done\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));

    ProcessBuilder builder =
        new ProcessBuilder(
            launcher.toString(), "-XX:+HeapDumpOnOutOfMemoryError", "-Xmx1g", "doctor", "--json");
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("LC_ALL", "POSIX");
    builder.environment().put("BLINDSUM_JAVA_OPTS", "-XX:+CreateCoredumpOnCrash");
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed.lines()).contains("core 0", "C.UTF-8", "-Xmx1g", "doctor", "--json");
    // the last one of a kind counts
    assertThat(printed.lastIndexOf("-XX:-HeapDumpOnOutOfMemoryError"))
        .isGreaterThan(printed.lastIndexOf("-XX:+HeapDumpOnOutOfMemoryError"));
    assertThat(printed.lastIndexOf("-XX:-CreateCoredumpOnCrash"))
        .isGreaterThan(printed.lastIndexOf("-XX:+CreateCoredumpOnCrash"));
  }
}
