package io.blindsum.hospital;

import io.blindsum.keys.CheckedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** The commented file that a site starts from. It refuses everything until somebody fills it in. */
public final class SiteTemplate {
  private static final String RESOURCE = "site.yaml";

  private SiteTemplate() {}

  /**
   * Writes the file, never over another one.
   *
   * @param site the site's name
   */
  public static void write(Path file, String site) {
    CheckedFiles.writeNew(
        file, text(site).getBytes(StandardCharsets.UTF_8), CheckedFiles.PRIVATE_MODE);
  }

  static String text(String site) {
    try (InputStream stream =
        Objects.requireNonNull(SiteTemplate.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("@SITE@", site);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
