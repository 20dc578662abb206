package io.blindsum.hospital;

import io.blindsum.keys.CheckedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/** The commented file that a site starts from. It refuses everything until somebody fills it in. */
public final class SiteTemplate {
  /** What the name of a schema has to be, in words. */
  public static final String SCHEMA_RULE =
      "letters, digits and underscores, the first a letter; a point after the database's name";

  private static final Pattern SCHEMA =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

  private SiteTemplate() {}

  /**
   * Writes the file with a data set to fill in, never over another one.
   *
   * @param site the site's name
   */
  public static void write(Path file, String site) {
    write(file, site, resource("site-cohort.yaml"));
  }

  /**
   * Writes the file with data sets over the OMOP common data model, version 5.4, never over another
   * one.
   *
   * @param site the site's name
   * @param schema where its tables are, as {@link #isSchema} says
   */
  public static void writeOmop(Path file, String site, String schema) {
    write(file, site, omopDatasets(schema));
  }

  /** Tells whether a text is the name of a schema that a query may have without quotes. */
  public static boolean isSchema(String text) {
    return SCHEMA.matcher(text).matches();
  }

  static String omopDatasets(String schema) {
    if (!isSchema(schema)) {
      throw new IllegalArgumentException(schema + " is no schema: " + SCHEMA_RULE);
    }
    return resource("site-omop.yaml").replace("@SCHEMA@", schema);
  }

  private static void write(Path file, String site, String datasets) {
    String text = resource("site.yaml").replace("@DATASETS@\n", datasets).replace("@SITE@", site);
    CheckedFiles.writeNew(file, text.getBytes(StandardCharsets.UTF_8), CheckedFiles.PRIVATE_MODE);
  }

  private static String resource(String name) {
    try (InputStream stream =
        Objects.requireNonNull(SiteTemplate.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
