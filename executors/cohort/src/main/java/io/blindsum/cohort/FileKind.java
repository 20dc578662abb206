package io.blindsum.cohort;

import io.blindsum.text.DataException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** The kinds of files that are no delimited text, told by their first bytes, and what to do. */
enum FileKind {
  XLSX("", "an Excel workbook (xlsx)", Step.SAVE_AS_CSV),
  ODS("", "an OpenDocument sheet (ods)", Step.SAVE_AS_CSV),
  ZIP("504b0304", "a zip archive", "unzip it, or pipe it: unzip -p FILE | blindsum ... -"),
  XLS("d0cf11e0a1b11ae1", "an Excel workbook (xls)", Step.SAVE_AS_CSV),
  PARQUET("50415231", "a Parquet file", Step.DUCKDB),
  FEATHER("46454131", "a Feather file", Step.PANDAS),
  ARROW("4152524f5731", "an Arrow (Feather) file", Step.PANDAS),
  SPSS("24464c32", "an SPSS file (sav)", Step.HAVEN),
  SPSS_COMPRESSED("24464c33", "an SPSS file (zsav)", Step.HAVEN),
  STATA("3c73746174615f6474613e", "a Stata file (dta)", Step.HAVEN),
  SPSS_PORTABLE("4153434949205350535320504f52542046494c45", "an SPSS file (por)", Step.HAVEN),
  SAS(
      "000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011",
      "a SAS file (sas7bdat)",
      Step.HAVEN),
  SAS_TRANSPORT("484541444552205245434f5244", "a SAS transport file (xpt)", Step.HAVEN),
  R("5244583", "an R file (rda)", "write.csv(..., row.names = FALSE) in R"),
  RDS("580a0000", "an R file (rds)", "write.csv(readRDS(FILE), row.names = FALSE) in R"),
  XZ("fd377a585a00", "xz compression", "pipe it: xz -dc FILE | blindsum ... -"),
  BZIP2("425a68", "bzip2 compression", "pipe it: bzip2 -dc FILE | blindsum ... -"),
  LZ4("04224d18", "lz4 compression", "pipe it: lz4 -dc FILE | blindsum ... -"),
  SEVEN_ZIP("377abcaf271c", "a 7z archive", "pipe it: 7z e -so FILE | blindsum ... -"),
  SQLITE(
      "53514c69746520666f726d6174",
      "an SQLite database",
      "sqlite3 -csv -header FILE 'select ...' | blindsum ... -"),
  ACCESS("000100005374616e64617264", "an Access database", "export the table as CSV"),
  HDF5("894844460d0a1a0a", "an HDF5 file", Step.PANDAS_ANY),
  AVRO("4f626a01", "an Avro file", Step.PANDAS_ANY),
  PICKLE("8004", "a pickle of Python", Step.PANDAS_ANY),
  RTF("7b5c727466", "an RTF document", "export the table as CSV from where it was made"),
  LZW("1f9d", "compression of compress (.Z)", "pipe it: zcat FILE | blindsum ... -"),
  PDF("25504446", "a PDF document", "export the table as CSV from where it was made"),
  UTF_32("fffe0000", "UTF-32 text", "convert it: iconv -f UTF-32 -t UTF-8 FILE"),
  HTML("", "an HTML page", "open it in a spreadsheet, and save it as CSV UTF-8"),
  XML("", "an XML document", "export the table as CSV"),
  JSON("", "a JSON document", "export the table as CSV"),
  DUCKDB("", "a DuckDB database", "pipe it: duckdb -csv FILE 'from TABLE' | blindsum ... -"),
  TAR("", "a tar archive", "pipe it: tar -xOf FILE | blindsum ... -"),
  UTF_16_LITTLE(
      "", "UTF-16 text without a byte order mark", "convert it: iconv -f UTF-16LE -t UTF-8 FILE"),
  UTF_16_BIG(
      "", "UTF-16 text without a byte order mark", "convert it: iconv -f UTF-16BE -t UTF-8 FILE");

  private final String magic;
  private final String title;
  private final String step;

  FileKind(String magic, String title, String step) {
    this.magic = magic;
    this.title = title;
    this.step = step;
  }

  private static final byte OLDEST_STATA = 102;
  private static final byte LAST_OLD_STATA = 116;
  private static final int DUCKDB_OFFSET = 8;
  private static final int TAR_OFFSET = 257;
  private static final String ZEROS = "\0".repeat(7);

  /** How many first bytes tell a kind. */
  static final int BYTES = 4096;

  /**
   * Refuses bytes that begin a file of these kinds.
   *
   * @param start up to {@link #BYTES} of them
   * @throws DataException naming the kind and the way around it
   */
  static void refuse(byte[] start, String name) {
    String bytes = new String(start, StandardCharsets.ISO_8859_1);
    String text = bytes.replaceFirst("^\\x{EF}\\x{BB}\\x{BF}", "").stripLeading();
    for (FileKind kind : values()) {
      if (kind.begins(start)) {
        throw (kind == ZIP ? archive(text) : kind).refusal(name);
      }
    }
    if (isOldStata(start)) {
      throw STATA.refusal(name);
    }
    String lower = text.substring(0, Math.min(text.length(), 100)).toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html")
        || lower.startsWith("<html")
        || lower.startsWith("<table")) {
      throw HTML.refusal(name);
    }
    if (lower.startsWith("<?xml")) {
      throw XML.refusal(name);
    }
    if (lower.matches("(?s)(\\{\\s*\"|\\[\\s*\\{).*")) {
      throw JSON.refusal(name);
    }
    if (bytes.startsWith("DUCK", DUCKDB_OFFSET) && bytes.startsWith(ZEROS, DUCKDB_OFFSET + 5)) {
      throw DUCKDB.refusal(name);
    }
    if (bytes.startsWith("ustar\0", TAR_OFFSET) || bytes.startsWith("ustar  \0", TAR_OFFSET)) {
      throw TAR.refusal(name);
    }
    // two letters of ASCII
    if (bytes.matches("(?s)[^\\x00]\\x00[^\\x00]\\x00.*")) {
      throw UTF_16_LITTLE.refusal(name);
    }
    if (bytes.matches("(?s)\\x00[^\\x00]\\x00[^\\x00].*")) {
      throw UTF_16_BIG.refusal(name);
    }
  }

  /** Versions before 117 begin with their number, the order of bytes, 1 and 0. */
  private static boolean isOldStata(byte[] start) {
    return start.length > 3
        && start[0] >= OLDEST_STATA
        && start[0] <= LAST_OLD_STATA
        && (start[1] == 1 || start[1] == 2)
        && start[2] == 1
        && start[3] == 0;
  }

  /** Tells whether bytes begin with those that every file of this kind has, if there are such. */
  boolean begins(byte[] start) {
    int bytes = Math.min(start.length, (magic.length() + 1) / 2);
    return !magic.isEmpty() && HexFormat.of().formatHex(start, 0, bytes).startsWith(magic);
  }

  private static FileKind archive(String text) {
    if (text.contains("opendocument.spreadsheet")) {
      return ODS;
    }
    boolean workbook = text.contains("xl/") || text.contains("[Content_Types].xml");
    return workbook ? XLSX : ZIP;
  }

  private DataException refusal(String name) {
    return new DataException(title + " where delimited text is expected", name, step);
  }

  /** What is to be done with several kinds. */
  private static final class Step {
    static final String SAVE_AS_CSV =
        "save the sheet as CSV UTF-8, or soffice --headless --convert-to csv FILE";
    static final String DUCKDB =
        "name the folder of DuckDB's JDBC driver in BLINDSUM_DRIVERS, or pipe it: duckdb -csv -c"
            + " \"from 'FILE'\" | blindsum ... -";
    static final String PANDAS_ANY =
        "export it as CSV, such as with to_csv('FILE.csv', index=False) of pandas";
    static final String PANDAS = "pandas: read_feather(FILE).to_csv('FILE.csv', index=False)";
    static final String HAVEN =
        "export it as CSV, or in R: write.csv(haven::read_...(FILE), row.names = FALSE)";
  }
}
