package io.blindsum.cohort;

import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * The file of an executor's signing key: one JSON object, mode 0600. It has no passphrase, because
 * a service starts without people.
 */
public final class SigningKeyFile {
  private static final String FORMAT = "blindsum-signing-key";
  private static final int VERSION = 1;
  private static final String FIX =
      "restore the file, or delete it and let partners know the new one";

  private SigningKeyFile() {}

  /**
   * Reads the key, or makes one where there is no file.
   *
   * @throws KeyFileException if the file is open to others, damaged or cannot be written
   */
  public static SigningKey openOrCreate(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? read(file) : create(file);
  }

  /**
   * Makes a key and writes it; overwrites nothing.
   *
   * @throws KeyFileException if the file is there or cannot be written
   */
  public static SigningKey create(Path file) {
    SigningKey key = SigningKey.generate();
    byte[] seed = key.seed();
    String text =
        StrictJson.print(
            StrictJson.newObject()
                .put(FORMAT, VERSION)
                .put("public", key.verifyingKey().text())
                .put("private", HexFormat.of().formatHex(seed)));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      OwnerOnlyFiles.writeNew(file, bytes, OwnerOnlyFiles.PRIVATE_MODE);
    } finally {
      Arrays.fill(seed, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
    return key;
  }

  /**
   * Reads the key.
   *
   * @throws KeyFileException if there is none, or it is open to others or damaged
   */
  public static SigningKey read(Path file) {
    byte[] bytes = OwnerOnlyFiles.readPrivate(file);
    byte[] seed = new byte[0];
    try {
      StrictJson json = StrictJson.parse("key", new String(bytes, StandardCharsets.UTF_8));
      json.requireOnly(Set.of(FORMAT, "public", "private"));
      json.integer(FORMAT, VERSION, VERSION);
      seed = HexFormat.of().parseHex(json.string("private"));
      return SigningKey.of(seed, new VerifyingKey(json.string("public")));
    } catch (IllegalArgumentException | InvalidKeyException e) {
      // its text may quote the key
      throw new KeyFileException("not a signing key", OwnerOnlyFiles.name(file), FIX);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(seed, (byte) 0);
    }
  }
}
