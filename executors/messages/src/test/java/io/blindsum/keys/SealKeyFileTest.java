package io.blindsum.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.protection.Seal;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealKeyFileTest {
  @TempDir private Path folder;

  @Test
  void whatWasSealedBeforeARestartIsOpenedAfterIt() throws IOException {
    Path file = folder.resolve("sealing.key");
    SealPrivateKey made = SealKeyFile.openOrCreate(file);
    byte[] sealed = Seal.seal(made.publicKey(), new byte[] {1, 2, 3}, "here");
    SealPrivateKey found = SealKeyFile.openOrCreate(file);
    assertThat(Seal.open(found, sealed, "here")).containsExactly(1, 2, 3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> SigningKeyFile.read(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("not a signing key");
  }

  @Test
  void executorsThatStartAtOnceShareOneKey() {
    Path file = folder.resolve("sealing.key");
    List<CompletableFuture<SealPrivateKey>> starts =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> SealKeyFile.openOrCreate(file)))
            .limit(8)
            .toList();
    List<SealPublicKey> keys =
        starts.stream().map(CompletableFuture::join).map(SealPrivateKey::publicKey).toList();
    assertThat(keys).hasSize(8).containsOnly(SealKeyFile.openOrCreate(file).publicKey());
  }
}
