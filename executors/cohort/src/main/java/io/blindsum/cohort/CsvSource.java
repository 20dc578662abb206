package io.blindsum.cohort;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import io.blindsum.text.Utf8Reader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a cohort from delimited text (RFC 4180): UTF-8 with or without a byte order mark, any line
 * ends, quoted fields, plain or gzip, from a file or a stream.
 *
 * <p>The first line names the columns. The separator is the one of comma, tab and semicolon that is
 * most frequent in it. Blank lines are skipped, except in a file of one column, where they are
 * missing values. Anything else that is not a rectangular table of text is an error that names its
 * line. A field has at most 1,048,576 characters.
 */
public final class CsvSource implements CohortSource {
  private static final int LONGEST_FIELD = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_NUMBER = 40;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int ZSTD_MAGIC = 0x28b5;
  private static final List<Character> SEPARATORS = List.of(',', '\t', ';');

  private final String name;
  private final CsvReader<CsvRow> reader;
  private final Iterator<CsvRow> rows;
  private final CsvRow row = new CsvRow();
  private final ColumnNames columns;
  private final CharSequence[] views;
  private long count;

  /**
   * Opens a file and reads its header.
   *
   * @throws DataException if it cannot be read or has no usable header
   */
  public static CsvSource open(Path file) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      throw new DataException("a folder where a CSV file is expected", name, "name a file in it");
    }
    try {
      return read(Files.newInputStream(file), name);
    } catch (IOException e) {
      String what = Files.exists(file) ? "cannot read the file" : "no such file";
      throw new DataException(what, name, "check the path and its permissions");
    }
  }

  /**
   * Reads a stream, which the source then owns, and its header.
   *
   * @param in the bytes, such as those of the standard input
   * @param name the name of the source in messages
   * @throws DataException if it cannot be read or has no usable header
   */
  public static CsvSource read(InputStream in, String name) {
    String printable = Messages.printable(name);
    try {
      return new CsvSource(in, printable);
    } catch (IOException e) {
      closeQuietly(in);
      throw unreadable(e, printable);
    } catch (DataException e) {
      closeQuietly(in);
      throw e;
    }
  }

  private CsvSource(InputStream in, String name) throws IOException {
    this.name = name;
    Utf8Reader text = new Utf8Reader(decompressed(in, name));
    this.reader =
        CsvReader.builder()
            .fieldSeparator(separator(text.firstLine()))
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(LONGEST_FIELD)
            .build(row, text);
    this.rows = reader.iterator();
    this.columns = header();
    this.views = new CharSequence[columns.names().size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = row.view(i);
    }
  }

  private static InputStream decompressed(InputStream in, String name) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
    buffered.mark(2);
    int magic = buffered.read() << 8 | buffered.read();
    buffered.reset();
    if (magic == ZSTD_MAGIC) {
      throw new DataException(
          "zstd compression is not read directly", name, "pipe it: zstd -dc FILE | blindsum ... -");
    }
    return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
  }

  private static char separator(String firstLine) {
    // a quoted name may hold any of them
    String header = firstLine.replaceAll("\"[^\"]*\"", "");
    char best = SEPARATORS.get(0);
    long most = 0;
    for (char candidate : SEPARATORS) {
      long found = header.chars().filter(c -> c == candidate).count();
      if (found > most) {
        most = found;
        best = candidate;
      }
    }
    return best;
  }

  private ColumnNames header() {
    if (!advance() || row.blank()) {
      throw new DataException("no header", at(1), "put the column names on the first line");
    }
    checkNul();
    List<String> names = row.toStrings().stream().map(String::strip).toList();
    // Without a header the first patient would be taken for one, and quoted in messages.
    if (names.stream().anyMatch(CsvSource::isNumber)) {
      throw new DataException(
          "a number where a column name is expected",
          at(1),
          "put the column names, in words, on the first line");
    }
    return new ColumnNames(name, at(1), names, false);
  }

  private static boolean isNumber(String text) {
    return text.length() <= LONGEST_NUMBER
        && text.matches("[-+]?[0-9]*[.,]?[0-9]+([eE][-+]?[0-9]+)?");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> columns() {
    return columns.names();
  }

  @Override
  public int column(String wanted) {
    return columns.indexOf(wanted);
  }

  @Override
  public boolean next() {
    do {
      if (!advance()) {
        return false;
      }
    } while (row.blank() && views.length > 1);
    checkNul();
    checkWidth();
    count++;
    return true;
  }

  /** Reads one line into the row buffer, and turns what the parser says into our words. */
  private boolean advance() {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      rows.next();
      return true;
    } catch (CsvParseException e) {
      throw malformed(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNull(e.getCause()), at(row.line()));
    }
  }

  private void checkNul() {
    if (row.nulField() >= 0) {
      throw new DataException(
          "NUL character in field " + (row.nulField() + 1),
          where(),
          "export the file as UTF-8 text without NUL characters");
    }
  }

  private void checkWidth() {
    if (row.fieldCount() != views.length) {
      throw new DataException(
          "%d fields where the header has %d".formatted(row.fieldCount(), views.length),
          where(),
          "quote the fields that contain a separator or a line break, and fill the row up");
    }
  }

  private DataException malformed(String parserMessage) {
    if (parserMessage.startsWith("The maximum buffer size")) {
      return new DataException(
          "a field longer than 1 MB in the row",
          where(),
          "close every quote, or shorten the field");
    }
    if (parserMessage.startsWith("Unclosed")) {
      return new DataException("a quote that is never closed", where(), "close it");
    }
    return new DataException(
        "text after a closing quote", where(), "double the quotes inside a quoted field");
  }

  private static DataException unreadable(IOException cause, String where) {
    if (cause instanceof CharacterCodingException) {
      return new DataException(
          "bytes that are not UTF-8", where, "convert the file: iconv -f LATIN1 -t UTF-8 FILE");
    }
    if (cause instanceof ZipException || cause instanceof EOFException) {
      return new DataException(
          "damaged or incomplete gzip data", where, "copy or compress the file again");
    }
    return new DataException("reading failed", where, "check the disk or the pipe, and try again");
  }

  private String at(long line) {
    return name + " line " + Messages.grouped(line);
  }

  @Override
  public CharSequence field(int column) {
    return views[column];
  }

  @Override
  public long row() {
    return count;
  }

  @Override
  public long position() {
    return row.line();
  }

  @Override
  public String positionUnit() {
    return "line";
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      // Nothing was written, so nothing can be lost by a failed close.
    }
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // The error that led here says more.
    }
  }
}
