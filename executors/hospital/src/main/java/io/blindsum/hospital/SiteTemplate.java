package io.blindsum.hospital;

import io.blindsum.cohort.FoundColumns;
import io.blindsum.keys.CheckedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The commented file that a site starts from. It refuses everything until somebody fills it in. */
public final class SiteTemplate {
  /** What the name of a schema has to be, in words. */
  public static final String SCHEMA_RULE =
      "letters, digits and underscores, the first a letter; a point after the database's name";

  /** What stands in the file until somebody fills it in. */
  private static final Map<String, String> UNFILLED =
      Map.of(
          "@APPROVED_KEYS@", "# approved_keys: approved-keys",
          "@INITIATORS@", "[]",
          "@STATS@", "[count, sum, mean, variance, sd]",
          "@WHERE@", "false",
          "@TRANSPORT@",
              """
              # transport:
              #   seal_to: []                  # blindsum executor cloud --show-keys, told by its people\
              """);

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

  /**
   * Writes the file of a site that rehearses studies over a CSV file, never over another one: it
   * offers all columns for all statistics and conditions, and keeps the other rules. Approved keys
   * are in the folder {@code approved-keys} beside it.
   *
   * @param site the site's name
   * @param csv the file of the data set {@code cohort}
   * @param found what is in it
   * @param initiator who may ask
   * @param sealTo the member of {@code transport} that names the cloud's key; empty without a cloud
   */
  public static void writeRehearsal(
      Path file,
      String site,
      Path csv,
      FoundColumns found,
      String initiator,
      Optional<String> sealTo) {
    StringBuilder dataset = new StringBuilder("  cohort:\n");
    dataset.append("    csv: ").append(quoted(csv.toString())).append('\n');
    if (!found.missing().isEmpty()) {
      dataset.append("    missing:\n");
      found
          .missing()
          .forEach(
              (column, words) ->
                  dataset
                      .append("      %s: ".formatted(quoted(column)))
                      .append(words.stream().map(SiteTemplate::quoted).toList())
                      .append('\n'));
    }
    if (found.rounded()) {
      dataset.append("    round: true\n");
    }
    dataset.append("    # All values that were in the file when this was written.\n    columns:\n");
    found
        .columns()
        .forEach(
            column ->
                dataset.append(
                    "      %s: %s%n"
                        .formatted(quoted(column.name()), quoted(column.type().toString()))));
    Map<String, String> policy = new HashMap<>(UNFILLED);
    policy.put("@APPROVED_KEYS@", "approved_keys: approved-keys");
    policy.put("@INITIATORS@", "[" + initiator + "]");
    policy.put("@STATS@", SitePolicy.STATISTICS.toString());
    policy.put("@WHERE@", "true");
    sealTo.ifPresent(seal -> policy.put("@TRANSPORT@", "transport:\n  " + seal));
    write(file, site, dataset.toString(), policy);
  }

  /** Writes a text as YAML takes it for nothing else. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
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
    write(file, site, datasets, UNFILLED);
  }

  private static void write(Path file, String site, String datasets, Map<String, String> policy) {
    String text = resource("site.yaml").replace("@SITE@", site);
    for (Map.Entry<String, String> member : policy.entrySet()) {
      text = text.replace(member.getKey(), member.getValue());
    }
    text = text.replace("@DATASETS@\n", datasets);
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
