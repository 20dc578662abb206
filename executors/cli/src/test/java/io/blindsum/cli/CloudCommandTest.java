package io.blindsum.cli;

import io.blindsum.cli.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a cloud believes, and what it remembers, is for its owner alone to write. */
class CloudCommandTest {
  @TempDir private Path folder;

  @Test
  void refusesSettingsThatOthersMayWrite() throws Exception {
    Path file = Files.writeString(folder.resolve("cloud.yaml"), "state: state\n");
    Path state = folder.resolve("state");
    showKeys(file).ok();
    allow(file, "rw-rw-rw-");
    showKeys(file).failed(ExitCode.KEY, "cloud.yaml: a file that others may write to");
    allow(file, "rw-r--r--");
    allow(state, "rwxrwxrwx");
    showKeys(file).failed(ExitCode.KEY, "state: a folder that others may write to");
    allow(state, "rwxr-xr-x");
    showKeys(file).ok();
  }

  private static Cli.Run showKeys(Path file) {
    return Cli.run("executor", "cloud", "--config", file.toString(), "--show-keys");
  }

  private static void allow(Path file, String mode) throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
