package io.blindsum.cli.option;

import io.blindsum.cli.console.Text;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The public key that is encrypted under. */
public final class KeyOptions {
  @Option(
      names = "--pub",
      required = true,
      paramLabel = "FILE",
      description = "The study's public key, in any format that key show reads.")
  private Path file = Path.of("");

  @Option(
      names = "--insecure-test-key",
      description = "Allow a small or published key: for tests, nothing is protected.")
  private boolean insecureTestKey;

  /** Reads the key and refuses one that must not be used. */
  public StoredPublicKey read(CommonOptions common) {
    StoredPublicKey read = KeyFiles.readPublic(file, gate(insecureTestKey));
    warnIfInsecure(read.key(), common);
    return read;
  }

  /** Returns what admits the keys that may be used, small and published ones only if asked for. */
  public static KeyGate gate(boolean insecureTestKey) {
    return insecureTestKey ? KeyGate.forInsecureTestKeys() : KeyGate.standard();
  }

  /** Stamps what is made under a key that protects nothing. */
  public static void warnIfInsecure(PaillierPublicKey key, CommonOptions common) {
    if (KeyGate.isInsecure(key)) {
      common.warn(
          "INSECURE TEST KEY " + Text.shortKey(key.fingerprint()) + ": nothing is protected");
    }
  }
}
