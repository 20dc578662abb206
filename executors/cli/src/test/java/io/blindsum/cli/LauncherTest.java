package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launchers, of a checkout and of an installed program, ask of the Java virtual machine.
 */
class LauncherTest {
  private static final String INSTALLED = "executors/dist/src/main/sh/blindsum";

  @TempDir private Path folder;

  @Test
  @Requirement(
      id = "R23",
      figure = "launcher: no heap dump, no core file, also if asked for before")
  void leavesNoDumpOfTheMemory() throws Exception {
    Path launcher = copy("blindsum");
    copy(INSTALLED);
    Files.createDirectories(folder.resolve("executors/cli/target"));
    Path jar = Files.createFile(folder.resolve("executors/cli/target/blindsum.jar"));
    String printed = print(javaThatPrints("jdk"), launcher);
    assertThat(printed.lines()).contains(jar.toString());
    checksOptions(printed);
  }

  @Test
  void theInstalledOneFindsItselfAndItsOwnJavaThroughALink() throws Exception {
    Path home = Files.createDirectories(folder.resolve("opt/blindsum 1.0"));
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.copy(Cli.ROOT.resolve(INSTALLED), bin.resolve("blindsum"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), bin.resolve("blindsum"));
    Path runtime = javaThatPrints("opt/blindsum 1.0/runtime");
    String printed = print(folder.resolve("no jdk"), link);
    assertThat(printed.lines())
        .contains(home.toRealPath().resolve("blindsum.jar").toString())
        .contains("-Dblindsum.home=" + home.toRealPath())
        .noneMatch(line -> line.contains("SharedArchiveFile"));
    checksOptions(printed);

    Files.createDirectories(home.resolve("lib"));
    Path classes = Files.createFile(home.resolve("lib/blindsum.jsa"));
    assertThat(print(runtime, link).lines())
        .contains("-XX:SharedArchiveFile=" + classes.toRealPath());
  }

  private Path copy(String file) throws IOException {
    Path copy = folder.resolve(file);
    Files.createDirectories(copy.getParent());
    return Files.copy(Cli.ROOT.resolve(file), copy);
  }

  /** Makes a folder of a Java that prints what it is asked for. */
  private Path javaThatPrints(String home) throws IOException {
    Path java = Files.createDirectories(folder.resolve(home + "/bin")).resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\necho \"core $(ulimit -c)\"\necho \"$LC_ALL\"\nfor x; do echo \"$x\"; done\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    return folder.resolve(home);
  }

  private static String print(Path javaHome, Path launcher) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            launcher.toString(), "-XX:+HeapDumpOnOutOfMemoryError", "-Xmx1g", "a b", "--json");
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().put("LC_ALL", "POSIX");
    builder.environment().put("BLINDSUM_JAVA_OPTS", "-XX:+CreateCoredumpOnCrash");
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static void checksOptions(String printed) {
    assertThat(printed.lines())
        .contains("core 0", "C.UTF-8", "-Xmx1g")
        .endsWith("io.blindsum.cli.BlindSum", "a b", "--json");
    // the last one of a kind counts
    assertThat(printed.lastIndexOf("-XX:-HeapDumpOnOutOfMemoryError"))
        .isGreaterThan(printed.lastIndexOf("-XX:+HeapDumpOnOutOfMemoryError"));
    assertThat(printed.lastIndexOf("-XX:-CreateCoredumpOnCrash"))
        .isGreaterThan(printed.lastIndexOf("-XX:+CreateCoredumpOnCrash"));
  }
}
