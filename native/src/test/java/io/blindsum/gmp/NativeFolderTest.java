package io.blindsum.gmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
  @TempDir Path folder;

  private static String mount(Path point, String options) {
    return "36 35 98:0 / " + point + " " + options + " shared:1 - tmpfs tmpfs rw";
  }

  @Test
  void passesOverPlacesFromWhichNoCodeMayRun() throws IOException, BackendUnavailableException {
    Path hardened = Files.createDirectory(folder.toRealPath().resolve("a b"));
    Path file = Files.createFile(folder.resolve("file"));
    Path cache = folder.toRealPath().resolve("home/.cache");
    List<String> mounts =
        List.of(
            mount(Path.of("/"), "rw,relatime"),
            mount(Path.of(hardened.toString().replace(" ", "\\040")), "rw,nosuid,noexec"));
    Path made = NativeFolder.create(List.of(hardened, file, cache), mounts);
    assertThat(made).hasParent(cache).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
    assertThatThrownBy(() -> NativeFolder.create(List.of(hardened, file), mounts))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessage(
            "there is no folder to load native code from: "
                + hardened
                + " is mounted noexec, "
                + file
                + " cannot be written to; name one with -Djava.io.tmpdir=FOLDER");
  }

  @Test
  void theDeepestAndLastMountOfAPathHolds() {
    Path tmp = Path.of("/var/tmp");
    Path file = Path.of("/var/tmp/x");
    String root = mount(Path.of("/"), "rw,noexec");
    String open = mount(tmp, "rw");
    String closed = mount(tmp, "noexec,rw");
    assertThat(NativeFolder.forbidsCode(file, List.of())).isFalse();
    assertThat(NativeFolder.forbidsCode(file, List.of(root))).isTrue();
    assertThat(NativeFolder.forbidsCode(file, List.of(open, root))).isFalse();
    assertThat(NativeFolder.forbidsCode(file, List.of(root, open, closed))).isTrue();
    assertThat(NativeFolder.forbidsCode(file, List.of(root, closed, open))).isFalse();
    assertThat(NativeFolder.forbidsCode(Path.of("/var/tmpx"), List.of(open, closed))).isFalse();
  }

  @Test
  void triesWhatIsOneProgramsOwnAfterTheTemporaryFolder() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    assertThat(
            NativeFolder.places(
                Map.of(
                    "HOME", "/home/ada",
                    "XDG_RUNTIME_DIR", "relative",
                    "STATE_DIRECTORY", "/var/lib/a:/var/lib/b")))
        .containsExactly(temporary, Path.of("/var/lib/a"), Path.of("/home/ada/.cache"));
    assertThat(NativeFolder.places(Map.of())).containsExactly(temporary);
  }
}
