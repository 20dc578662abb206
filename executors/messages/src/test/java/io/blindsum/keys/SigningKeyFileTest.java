package io.blindsum.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.protection.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyFileTest {
  @TempDir private Path folder;

  @Test
  void isMadeOnceAndFoundAgain() throws IOException {
    Path file = folder.resolve("signing.key");
    SigningKey made = SigningKeyFile.openOrCreate(file);
    SigningKey found = SigningKeyFile.openOrCreate(file);
    byte[] message = {1, 2, 3};
    assertThat(found.verifyingKey()).isEqualTo(made.verifyingKey());
    assertThat(made.verifyingKey().verifies("test", message, found.sign("test", message))).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesWhatOthersCanReadAndWhatIsDamaged() throws IOException {
    Path file = folder.resolve("signing.key");
    SigningKeyFile.openOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> SigningKeyFile.read(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("others have access");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    String text = Files.readString(file);
    String other = text.replaceFirst("(\"private\"\\s*:\\s*\")..", "$100");
    Files.writeString(file, other.equals(text) ? text.replace("00", "01") : other);
    assertThatThrownBy(() -> SigningKeyFile.read(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("not a signing key");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> SigningKeyFile.read(file)).isInstanceOf(KeyFileException.class);
  }
}
