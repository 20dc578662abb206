package io.blindsum.cohort;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import io.blindsum.text.StrictReader;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a cohort from delimited text (RFC 4180): UTF-8 with or without a byte order mark, or UTF-16
 * with one, any line ends, quoted fields, plain, gzip or zstd, from a file or a stream.
 *
 * <p>The first line that is not blank names the columns; a line {@code sep=;} may stand before it.
 * {@link CsvSeparator} says how the separator is found. Blanks around names and fields are left
 * out. Blank lines are skipped, except in a file of one column, where they are missing values; rows
 * without any value at the end are no rows. Anything else that is not a rectangular table of text
 * is an error that names its line. A field has at most 1,048,576 characters.
 */
public final class CsvSource implements CohortSource {
  private static final int LONGEST_FIELD = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_NUMBER = 40;
  private static final int FIRST_BYTES = 32;

  private final String name;
  private final CsvReader<CsvRow> reader;
  private final Iterator<CsvRow> rows;
  private final CsvRow row = new CsvRow();
  private final ColumnNames columns;
  private final CharSequence[] views;
  private final CsvSeparator separator;
  private final boolean decimalCommas;
  private long count;
  // rows without a value that were read, and whether the buffer holds the row behind them
  private long empty;
  private boolean held;
  private boolean onEmpty;

  /**
   * Opens a file and reads its header.
   *
   * @throws DataException if it cannot be read or has no usable header
   */
  public static CsvSource open(Path file) {
    return open(file, Optional.empty());
  }

  /**
   * Opens a file and reads its header.
   *
   * @param separator between the fields; empty to find it
   * @throws DataException if it cannot be read or has no usable header
   */
  public static CsvSource open(Path file, Optional<Character> separator) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      throw new DataException("a folder where a CSV file is expected", name, "name a file in it");
    }
    try {
      return read(stream(file), name, separator);
    } catch (IOException e) {
      String what = Files.exists(file) ? "cannot read the file" : "no such file";
      throw new DataException(what, name, "check the path and its permissions");
    }
  }

  /** Opens a file; the stream of {@link Files} asks where it stands, which no pipe can say. */
  private static InputStream stream(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Files.newInputStream(file)
        : new FileInputStream(file.toFile());
  }

  /**
   * Reads a stream, which the source then owns, and its header.
   *
   * @param in the bytes, such as those of the standard input
   * @param name the name of the source in messages
   * @param separator between the fields; empty to find it
   * @throws DataException if it cannot be read or has no usable header
   */
  public static CsvSource read(InputStream in, String name, Optional<Character> separator) {
    String printable = Messages.printable(name);
    try {
      return new CsvSource(in, printable, separator);
    } catch (IOException e) {
      closeQuietly(in);
      throw unreadable(e, printable);
    } catch (DataException e) {
      closeQuietly(in);
      throw e;
    }
  }

  private CsvSource(InputStream in, String name, Optional<Character> given) throws IOException {
    this.name = name;
    StrictReader text = reader(in, name);
    this.separator = CsvSeparator.find(given, text.ahead());
    this.decimalCommas = separator.maySeparateDecimalCommas(text.ahead());
    this.reader =
        CsvReader.builder()
            .fieldSeparator(separator.character())
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(LONGEST_FIELD)
            .build(row, separator.isAligned() ? new BlankRuns(text) : text);
    this.rows = reader.iterator();
    this.columns = header();
    this.views = new CharSequence[columns.names().size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = row.view(i);
    }
  }

  /** Decodes what is text, plain or in gzip; refuses what is something else. */
  private static StrictReader reader(InputStream in, String name) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
    byte[] start = start(buffered);
    Optional<Compression> compression = Compression.of(start);
    if (compression.isPresent()) {
      buffered = new BufferedInputStream(compression.get().open(buffered, name), BUFFER_BYTES);
      start = start(buffered);
    }
    if (Compression.of(start).isPresent()) {
      throw new DataException(
          "compressed twice", name, "pipe it: zcat FILE | blindsum ... - reads one of them");
    }
    FileKind.refuse(start, name);
    return new StrictReader(buffered, charset(start));
  }

  /** Reads the first bytes, as many as are there without waiting once the first ones are. */
  private static byte[] start(BufferedInputStream in) throws IOException {
    in.mark(FileKind.BYTES);
    byte[] start = new byte[FileKind.BYTES];
    int read = in.readNBytes(start, 0, FIRST_BYTES);
    while (read >= FIRST_BYTES && read < start.length && in.available() > 0) {
      int more = in.read(start, read, start.length - read);
      if (more < 0) {
        break;
      }
      read += more;
    }
    in.reset();
    return Arrays.copyOf(start, read);
  }

  private static Charset charset(byte[] start) {
    boolean bigEndian = start.length > 1 && start[0] == (byte) 0xfe && start[1] == (byte) 0xff;
    boolean littleEndian = start.length > 1 && start[0] == (byte) 0xff && start[1] == (byte) 0xfe;
    if (bigEndian) {
      return StandardCharsets.UTF_16BE;
    }
    return littleEndian ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
  }

  private ColumnNames header() {
    boolean there = advanceToText() && (!separator.isDeclared() || advanceToText());
    if (!there) {
      throw new DataException("no header", at(1), "put the column names on the first line");
    }
    checkNul();
    List<String> names = row.toStrings();
    List<String> numbers = names.stream().filter(CsvSource::isNumber).toList();
    // Without a header the first patient would be taken for one, and quoted in messages.
    long words = names.stream().filter(name -> !name.isEmpty()).count() - numbers.size();
    if (words == 0 || numbers.stream().anyMatch(number -> !number.matches("[0-9]+"))) {
      throw ColumnNames.numbers(at(row.line()));
    }
    return ColumnNames.ofFile(name, at(row.line()), names, !numbers.isEmpty());
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
    if (empty == 0 && !held && !read()) {
      return false;
    }
    onEmpty = empty > 0;
    if (onEmpty) {
      empty--;
    } else {
      held = false;
    }
    count++;
    return true;
  }

  /** Reads up to the next row that has a value, and counts those without one before it. */
  private boolean read() {
    long without = 0;
    while (advance()) {
      if (views.length > 1 && row.fieldCount() <= 1 && row.empty()) {
        continue;
      }
      checkNul();
      checkWidth();
      if (!row.empty()) {
        empty = without;
        held = true;
        return true;
      }
      without++;
    }
    return false;
  }

  /** Reads up to the next row that has a value. */
  private boolean advanceToText() {
    boolean there = advance();
    while (there && row.empty()) {
      there = advance();
    }
    return there;
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
          "%s fields where the header has %s".formatted(row.fieldCount(), views.length),
          where(),
          widthFix());
    }
  }

  private String widthFix() {
    int more = row.fieldCount() - views.length;
    if (more == 1 && row.view(views.length).isEmpty()) {
      return "take away the " + separator.title() + " at the ends of rows";
    }
    return "quote the fields that contain "
        + separator.title()
        + (more == 1
            ? "; row names of R: row.names = FALSE"
            : " or a line break, fill the row up, or give another --separator");
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
        "text after a closing quote",
        where(),
        "double the quotes inside a quoted field; the fields are taken to be separated by "
            + separator.title()
            + ", --separator says another");
  }

  private static DataException unreadable(IOException cause, String where) {
    if (cause instanceof CharacterCodingException) {
      return new DataException(
          "bytes that are not UTF-8",
          where,
          "convert the file from its encoding, such as iconv -f WINDOWS-1252 -t UTF-8 FILE");
    }
    Optional<Compression> damaged = Compression.damagedBy(cause);
    if (damaged.isPresent()) {
      return new DataException(
          "damaged or incomplete " + damaged.get().title() + " data",
          where,
          "copy or compress the file again");
    }
    return new DataException("reading failed", where, "check the disk or the pipe, and try again");
  }

  private String at(long line) {
    return name + " line " + Messages.grouped(line);
  }

  @Override
  public CharSequence field(int column) {
    return onEmpty ? "" : views[column];
  }

  @Override
  public long row() {
    return count;
  }

  @Override
  public long position() {
    return onEmpty ? row.line() - empty - 1 : row.line();
  }

  @Override
  public boolean mayHaveDecimalCommas() {
    return decimalCommas;
  }

  @Override
  public List<String> remarks() {
    return separator.character() == ','
        ? List.of()
        : List.of(name + ": fields separated by " + separator.title());
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
