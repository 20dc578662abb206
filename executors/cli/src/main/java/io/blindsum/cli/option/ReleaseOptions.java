package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.paillier.KeyGate;
import io.blindsum.protection.SigningKey;
import io.blindsum.study.ResultRelease.Asker;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who opens a result whose key nobody has. */
public final class ReleaseOptions {
  @Option(
      names = "--release",
      paramLabel = "NAME",
      description = {
        "With a key that holders share: the release executor that has them open the result, and"
            + " shows of it what may be shown."
      })
  private @Nullable String releaser;

  @Option(
      names = "--unseal-with",
      paramLabel = "FILE",
      description = {
        "With a key that holders share: your sealing key, which key holder makes. What the release"
            + " executor shows is sealed to it."
      })
  private @Nullable Path sealingKey;

  /**
   * Reads the key of a study if holders share it.
   *
   * @return empty for a private key, and for a public one that is nobody's share
   */
  public static Optional<StoredPublicKey> sharedKey(Path file) {
    if (!String.valueOf(file).endsWith(KeyFiles.PUBLIC_SUFFIX)) {
      return Optional.empty();
    }
    return Optional.of(KeyFiles.readPublic(file, KeyGate.forInspection()))
        .filter(key -> key.threshold() != null);
  }

  /** Refuses options that mean nothing with a private key. */
  public void requireNone() {
    if (releaser != null || sealingKey != null) {
      throw CommandException.usage(
          "--release and --unseal-with are for a key that holders share",
          "leave them away, or give --key the .pub file that keygen --holders wrote");
    }
  }

  /** Returns who asks whom. */
  public Asker asker(Optional<SigningKey> signingKey) {
    if (releaser == null || sealingKey == null || signingKey.isEmpty()) {
      throw CommandException.usage(
          "holders share the key: --release, --unseal-with and --sign-with are needed",
          "--release NAME, the release executor of the study; --unseal-with and --sign-with, your"
              + " keys of key holder and key signer");
    }
    return new Asker(releaser, signingKey.get(), SealKeyFile.read(sealingKey));
  }
}
