package io.blindsum.holder;

import io.blindsum.keys.CheckedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The commented file that a holder starts from. It refuses everything until somebody fills it in.
 */
public final class HolderTemplate {
  private HolderTemplate() {}

  /** Writes the file, never over another one. */
  public static void write(Path file) {
    CheckedFiles.writeNew(file, resource(), CheckedFiles.PRIVATE_MODE);
  }

  private static byte[] resource() {
    try (InputStream stream =
        Objects.requireNonNull(HolderTemplate.class.getResourceAsStream("holder.yaml"))) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
