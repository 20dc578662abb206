package io.blindsum.cli.option;

import io.blindsum.keys.SigningKeyFile;
import io.blindsum.protection.SigningKey;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the researcher signs his questions with. */
public final class OrderOptions {
  @Option(
      names = "--sign-with",
      paramLabel = "FILE",
      description = {
        "Your signing key, which key signer makes. Sites that list its public half take no question"
            + " that it did not sign, whatever the server says of who asks."
      })
  private @Nullable Path file;

  /** Returns the key of the file; nothing if none is named. */
  public Optional<SigningKey> key() {
    return Optional.ofNullable(file).map(SigningKeyFile::read);
  }
}
