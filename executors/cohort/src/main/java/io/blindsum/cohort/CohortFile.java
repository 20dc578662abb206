package io.blindsum.cohort;

import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A file of a cohort, whatever its kind: delimited text, or Parquet where DuckDB's driver is. */
public final class CohortFile {
  /** How many first bytes tell the kind. */
  public static final int BYTES = 4;

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int FETCH_ROWS = 10_000;

  private CohortFile() {}

  /**
   * Opens a file.
   *
   * @param separator between the fields of a text; empty to find it
   * @throws DataException if it cannot be read, or is of a kind that is not read here
   */
  public static CohortSource open(Path file, Optional<Character> separator) {
    return isParquet(file) && JdbcDrivers.isThere(JdbcSource.DUCKDB, System.getenv())
        ? parquet(file)
        : CsvSource.open(file, separator);
  }

  /**
   * Tells whether the lines of a file can be counted: it is text, and not compressed.
   *
   * @param start its first {@link #BYTES} bytes
   */
  public static boolean hasLines(byte[] start) {
    return Compression.of(start).isEmpty() && !FileKind.PARQUET.begins(start);
  }

  private static boolean isParquet(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return FileKind.PARQUET.begins(in.readNBytes(BYTES));
    } catch (IOException e) {
      // who opens it says why
      return false;
    }
  }

  /** Has DuckDB read the rows in their order; it holds few of them in memory. */
  private static CohortSource parquet(Path file) {
    String name = Messages.printable(String.valueOf(file.getFileName()));
    if (file.toString().matches(".*[*?\\[{].*")) {
      throw new DataException(
          "a name that stands for several files", name, "rename it, without * ? [ {");
    }
    String path = file.toAbsolutePath().toString().replace("'", "''");
    JdbcQuery query =
        new JdbcQuery(
            name,
            "SELECT * FROM read_parquet('" + path + "')",
            QueryParameters.none(),
            LONGEST,
            FETCH_ROWS);
    return JdbcSource.open(query, JdbcSource.DUCKDB, null, null, Map.of(), Optional.empty());
  }
}
