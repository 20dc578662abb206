package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest {
  @TempDir Path folder;

  @Test
  void readsColumnsByName() {
    try (CsvSource source = csv("sex,age\nF,41\nM,7\n")) {
      int age = source.column("age");
      int sex = source.column("sex");

      assertThat(source.columns()).containsExactly("sex", "age");
      assertThat(source.next()).isTrue();
      assertThat(source.field(age).toString()).isEqualTo("41");
      assertThat(source.field(sex).toString()).isEqualTo("F");
      assertThat(source.next()).isTrue();
      assertThat(source.field(age).toString()).isEqualTo("7");
      assertThat(source.row()).isEqualTo(2);
      assertThat(source.where()).isEqualTo("cohort.csv line 3");
      assertThat(source.next()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsEveryLineEndAndTheByteOrderMark(String lineEnd) {
    String text = "\uFEFF" + String.join(lineEnd, "äge,sex", "41,F", "", "7,M", "9,F");

    assertThat(rows(csv(text))).containsExactly("41|F", "7|M", "9|F");
    try (CsvSource source = csv(text)) {
      assertThat(source.columns()).containsExactly("äge", "sex");
      assertThat(Sources.skip(source, 2)).isEqualTo(2);
      assertThat(source.where()).isEqualTo("cohort.csv line 4");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "\t", ";"})
  void takesTheSeparatorFromTheHeader(String separator) {
    String text = "age,weight,sex\n41,\"6,5\",F\n".replace(",", separator);

    assertThat(rows(csv(text))).containsExactly("41|6" + separator + "5|F");
  }

  @Test
  void looksForTheSeparatorOutsideOfQuotes() {
    assertThat(rows(csv("\"height, cm\";\"a,b\"\n180;x\n"))).containsExactly("180|x");
  }

  @Test
  void readsQuotedFieldsAndCountsTheirLines() {
    try (CsvSource source = csv("name,age\n\"O\"\"Hara,\r\nJ\",41\n東京,7\n")) {
      source.next();
      assertThat(source.field(0).toString()).isEqualTo("O\"Hara,\r\nJ");
      assertThat(source.position()).isEqualTo(2);
      source.next();
      assertThat(source.field(0).toString()).isEqualTo("東京");
      assertThat(source.position()).isEqualTo(4);
    }
  }

  @Test
  void viewsAreCharSequencesOverTheCurrentRow() {
    try (CsvSource source = csv("age,sex\n123,F\n4,M\n")) {
      CharSequence age = source.field(0);
      source.next();
      assertThat(age).hasSize(3);
      assertThat(age.charAt(2)).isEqualTo('3');
      assertThat(age.subSequence(1, 3).toString()).isEqualTo("23");
      assertThatThrownBy(() -> age.charAt(3)).isInstanceOf(IndexOutOfBoundsException.class);
      source.next();
      assertThat(age.toString()).isEqualTo("4");
    }
  }

  @Test
  void readsGzipFilesEvenWithAnotherName() throws IOException {
    Path file = folder.resolve("cohort.csv");
    Files.write(file, gzip("age\n41\n7\n"));

    assertThat(rows(CsvSource.open(file))).containsExactly("41", "7");
  }

  @Test
  void readsConcatenatedGzipMembers() {
    byte[] two = concatenated(gzip("age\n41\n"), gzip("7\n"));

    assertThat(rows(CsvSource.read(new ByteArrayInputStream(two), "-", Optional.empty())))
        .containsExactly("41", "7");
  }

  @Test
  void keepsEmptyLinesOfOneColumnAsMissingValues() {
    assertThat(rows(csv("age\n41\n\n7\n"))).containsExactly("41", "", "7");
  }

  @Test
  void skipsRowsAndStopsAtTheEnd() {
    try (CsvSource source = csv("age\n1\n2\n3\n")) {
      assertThat(Sources.skip(source, 2)).isEqualTo(2);
      assertThat(source.next()).isTrue();
      assertThat(source.field(0).toString()).isEqualTo("3");
      assertThat(Sources.skip(source, 5)).isZero();
      assertThat(source.row()).isEqualTo(3);
    }
  }

  @Test
  void readsAHeaderWithoutRows() {
    assertThat(rows(csv("age,sex\n"))).isEmpty();
    assertThat(rows(csv("age,sex"))).isEmpty();
  }

  @Test
  void readsOneByteAtATime() {
    byte[] bytes = "\uFEFFäge,name\n41,😀\n".getBytes(StandardCharsets.UTF_8);
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
          }
        };

    assertThat(rows(CsvSource.read(slow, "-", Optional.empty()))).containsExactly("41|😀");
  }

  @Test
  void namesTheNearestColumn() {
    try (CsvSource source = csv("patient,age,hba1c\n")) {
      DataException e = failure(() -> source.column("HbA1C"));
      assertThat(e).hasMessage("no column 'HbA1C' at cohort.csv");
      assertThat(e.fix()).contains("the nearest is 'hba1c'");
      assertThat(failure(() -> source.column("systolic")).fix()).contains("it has 3");
    }
  }

  @Test
  void refusesBadHeaders() {
    assertThat(failure(() -> csv(""))).hasMessage("no header at cohort.csv line 1");
    assertThat(failure(() -> csv("\n , \n"))).hasMessage("no header at cohort.csv line 1");
    try (CsvSource source = csv("age,sex,age,,\n")) {
      // only what is asked for has to be unique
      assertThat(source.column("sex")).isEqualTo(1);
      assertThat(failure(() -> source.column("age")))
          .hasMessage("column name 'age' is used twice at cohort.csv line 1");
    }
    try (CsvSource source = csv("id,age,2019,2020\n")) {
      assertThat(source.column("2020")).isEqualTo(3);
      // it may be a patient and no header: nothing of it is quoted
      assertThat(failure(() -> source.column("ages")))
          .hasMessage("a number where a column name is expected at cohort.csv line 1");
    }
    assertThat(failure(() -> csv("F,41,132.5\nM,7,99\n")))
        .hasMessage("a number where a column name is expected at cohort.csv line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"age,sex\n1,F\n2\n", "age,sex\n1,F\n2,M,3\n", "age,sex\n1,F\n,,,\n"})
  void refusesRaggedRows(String text) {
    assertThat(failure(() -> rows(csv(text))).getMessage())
        .matches("[134] fields where the header has 2 at cohort.csv line 3");
  }

  @Test
  void refusesNulCharacters() {
    assertThat(failure(() -> rows(csv("age,sex\n1,F\n2,M\0\n"))))
        .hasMessage("NUL character in field 2 at cohort.csv line 3");
  }

  @Test
  void refusesFieldsBeyondOneMegabyte() {
    String longField = "x".repeat(1 << 20);

    assertThat(rows(csv("age\n" + "x".repeat(1_000_000) + "\n"))).hasSize(1);
    assertThat(failure(() -> rows(csv("age\n1\n" + longField + "\n"))))
        .hasMessage("a field longer than 1 MB in the row at cohort.csv line 3");
  }

  @Test
  void refusesBrokenQuotes() {
    assertThat(failure(() -> rows(csv("age,sex\n1,F\n\"2,M\n3,F\n"))))
        .hasMessage("a quote that is never closed at cohort.csv line 3");
    assertThat(failure(() -> rows(csv("age,sex\n1,\"F\"x\n"))))
        .hasMessage("text after a closing quote at cohort.csv line 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20_000, 100_000})
  void refusesBadUtf8OnItsLine(int goodRows) {
    byte[] good = ("age,sex\n" + "1,F\n".repeat(goodRows)).getBytes(StandardCharsets.UTF_8);
    byte[] bad = concatenated(good, new byte[] {'2', ',', (byte) 0xE4, '\n', '3', ',', 'F', '\n'});

    assertThat(
            failure(
                () ->
                    rows(
                        CsvSource.read(
                            new ByteArrayInputStream(bad), "cohort.csv", Optional.empty()))))
        .hasMessage(
            "bytes that are not UTF-8 at cohort.csv line " + Messages.grouped(goodRows + 2L));
  }

  @Test
  void refusesUnmarkedUtf16AndTruncatedUtf8() {
    byte[] unmarked = "age\n1\n".getBytes(StandardCharsets.UTF_16LE);
    byte[] cut = {'a', 'g', 'e', '\n', (byte) 0xC3};

    assertThat(
            failure(
                () ->
                    CsvSource.read(
                        new ByteArrayInputStream(unmarked), "cohort.csv", Optional.empty())))
        .hasMessageStartingWith("UTF-16 text without a byte order mark");
    assertThat(
            failure(
                () ->
                    rows(
                        CsvSource.read(
                            new ByteArrayInputStream(cut), "cohort.csv", Optional.empty()))))
        .hasMessage("bytes that are not UTF-8 at cohort.csv line 2");
  }

  @Test
  void readsUtf16WithItsMark() {
    for (Charset charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      byte[] utf16 = "\uFEFFäge,sex\n1,F\n".getBytes(charset);
      assertThat(rows(CsvSource.read(new ByteArrayInputStream(utf16), "c.csv", Optional.empty())))
          .containsExactly("1|F");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,age\n1,41\n2,7\n",
        "sep=;\nid;age\n1;41\n2;7\n",
        "\"sep=|\"\r\nid|age\r\n1|41\r\n2|7\r\n",
        "id|age\n1|41\n2|7\n",
        "id age\n1 41\n2 7\n",
        "\"id\" \"age\"\n\"1\" 41\n\"2\" 7\n",
        "\"id\n(a,b,c)\";\"age\"\n1;41\n2;7\n",
        " id , age \n1 ,   41\n 2,\t7\u00A0\n",
        "id,\uFEFFage\u00A0\n1,41\n2,\u00A07\n",
        "id,age,\n1,41,\n2,7,\n,,\n\n,,\n",
        "sep=\t\nid\tage\n1\t41\n2\t7\n",
        "\nsep=;\n\nid;age\n1;41\n2;7\n",
        "\r\n,,\r\nid,age\r\n1,41\r\n2,7\r\n",
        "id;note, of the ward, long;age\n1;x;41\n2;y;7\n",
        "age;weight, kg\n41;70,5\n7;22\n",
        " id  age\n  1   41\n 10    7\n",
        "id age\n 1  41\n10   7\n",
        "id sex age\n1  41\n2 F 7\n",
        "id name   age\n1  \"A  B\" 41\n2  C      7 \n",
        "id,age\n1,41\n2,7\n   \n \t \n\u001A",
        "ORCID,age\n1,41\n2,7\n",
      })
  void readsWhatOtherProgramsWrite(String text) {
    try (CsvSource source = csv(text)) {
      int age = source.column("age");
      List<String> ages = new ArrayList<>();
      while (source.next()) {
        ages.add(source.field(age).toString());
      }
      assertThat(ages).containsExactly("41", "7");
    }
  }

  @Test
  void emptyRowsAtTheEndAreNoPatients() {
    assertThat(rows(csv("age\n41\n\n\n7\n\n \n"))).containsExactly("41", "", "", "7");
    try (CsvSource source = csv("age\n41\n\n7\n")) {
      Sources.skip(source, 2);
      assertThat(source.where()).isEqualTo("cohort.csv line 3");
      source.next();
      assertThat(source.where()).isEqualTo("cohort.csv line 4");
    }
  }

  @Test
  void namesThatLookTheSameAreFound() {
    try (CsvSource source = csv("A\u030Alder i\u00A0a\u030Ar,x\u200By\n")) {
      assertThat(source.column("Ålder i år")).isZero();
      assertThat(source.column("xy")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({
    "504b030414000000, a zip archive, unzip -p",
    "d0cf11e0a1b11ae1, Excel, CSV UTF-8",
    "5041523115041500, Parquet, BLINDSUM_DRIVERS",
    "4152524f57310000, Arrow, pandas",
    "24464c3240282329, SPSS, haven",
    "3c73746174615f6474613e, Stata, haven",
    "7202010002000200, Stata, haven",
    "7301010002000200, Stata, haven",
    "4153434949205350535320504f52542046494c45, SPSS, haven",
    "894844460d0a1a0a, HDF5, pandas",
    "8004954a00000000, pickle, pandas",
    "fd377a585a000004, xz, xz -dc",
    "425a683931415926, bzip2, bzip2 -dc",
    "377abcaf271c0004, 7z, 7z e -so",
    "255044462d312e37, PDF, CSV",
    "53514c69746520666f726d6174203300, SQLite, sqlite3",
    "3c68746d6c3e0a3c, HTML, CSV UTF-8",
    "5b7b226964223a31, JSON, CSV",
    "efbbbf3c21444f43545950452068746d6c, HTML, CSV UTF-8",
    "7b5c727466310a, RTF, CSV",
    "1f9d90616263, compress, zcat",
    "00000000000000004455434b4000000000000000, DuckDB, duckdb -csv",
    "690064002c006100, UTF-16, UTF-16LE",
    "00690064002c0061, UTF-16, UTF-16BE",
  })
  void otherKindsOfFilesAreNamedWithTheNextStep(String hex, String kind, String step) {
    byte[] start = HexFormat.of().parseHex(hex);
    for (byte[] file : List.of(start, gzip(start), concatenated(start, new byte[5_000]))) {
      DataException e =
          failure(
              () -> CsvSource.read(new ByteArrayInputStream(file), "cohort.bin", Optional.empty()));
      assertThat(e.what()).contains(kind);
      assertThat(e.where()).isEqualTo("cohort.bin");
      assertThat(e.fix()).contains(step);
    }
  }

  @Test
  void namesAnArchiveAndWhatIsCompressedTwice() {
    byte[] tar = concatenated(new byte[257], "ustar\0".getBytes(StandardCharsets.UTF_8));
    tar[0] = 'a';
    assertThat(failure(() -> csv(tar)).what()).contains("tar archive");
    assertThat(failure(() -> csv(gzip(gzip("age\n41\n")))).what()).contains("compressed twice");
  }

  @Test
  void saysWhatIsReadAsOneNameOrOneFieldTooMany() {
    assertThat(failure(() -> csv("id~age\n1~41\n").column("age")).fix()).contains("--separator");
    assertThat(failure(() -> rows(csv("id,age\n1,41,\n"))).fix()).contains("at the ends of rows");
    assertThat(failure(() -> rows(csv("\"age\" \"x\"\n\"1\" 41 5\n"))).fix())
        .contains("row.names = FALSE");
  }

  @Test
  void refusesDamagedGzip() {
    byte[] whole = gzip("age\n" + "41\n".repeat(100_000));
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);
    byte[] wrong = whole.clone();
    wrong[whole.length - 6] ^= 1;

    refusesAsDamaged("gzip", cut, wrong, Arrays.copyOf(whole, 5));
  }

  private static void refusesAsDamaged(String kind, byte[]... files) {
    for (byte[] damaged : files) {
      assertThat(
              failure(
                  () ->
                      rows(
                          CsvSource.read(
                              new ByteArrayInputStream(damaged), "c." + kind, Optional.empty()))))
          .hasMessageStartingWith("damaged or incomplete " + kind + " data at c." + kind);
    }
  }

  /** Of two frames with checksums, made by python-zstandard 0.25: 500 times 41, 500 times 42. */
  private static final String ZSTD =
      "KLUv/WTgBG0AADBhZ2UKNDEBANf5uyI+WdEmKLUv/WTcBFUAABg0MgoBANb5uyEkj1vN";

  @Test
  void readsZstd() {
    byte[] zstd = Base64.getDecoder().decode(ZSTD);
    try (CsvSource source =
        CsvSource.read(new ByteArrayInputStream(zstd), "c.zst", Optional.empty())) {
      assertThat(source.column("age")).isZero();
      long sum = 0;
      while (source.next()) {
        sum += Long.parseLong(source.field(0).toString());
      }
      assertThat(source.row()).isEqualTo(1000);
      assertThat(sum).isEqualTo(500 * 41 + 500 * 42);
    }
  }

  @Test
  void refusesDamagedZstd() {
    byte[] whole = Base64.getDecoder().decode(ZSTD);
    byte[] cut = Arrays.copyOf(whole, whole.length - 3);
    byte[] wrong = whole.clone();
    wrong[whole.length - 1] ^= 1;

    refusesAsDamaged("zstd", cut, wrong, Arrays.copyOf(whole, 5));
  }

  @Test
  void refusesMissingFilesAndFolders() {
    assertThat(failure(() -> CsvSource.open(folder.resolve("none.csv"))))
        .hasMessage("no such file at none.csv");
    assertThat(failure(() -> CsvSource.open(folder)).what()).startsWith("a folder");
  }

  @Test
  void saysWhenReadingFails() {
    InputStream torn =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("patient 4711");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    byte[] start = "age\n1\n2\n".getBytes(StandardCharsets.UTF_8);
    InputStream broken = new SequenceInputStream(new ByteArrayInputStream(start), torn);

    DataException e = failure(() -> rows(CsvSource.read(broken, "-", Optional.empty())));
    assertThat(e.what()).isEqualTo("reading failed");
    assertThat(e).hasMessageNotContaining("4711").hasNoCause();
  }

  @Test
  void keepsControlCharactersOutOfMessages() {
    try (CsvSource source = csv("age\n")) {
      assertThat(failure(() -> source.column("\u001B[31m\nage")).getMessage())
          .isEqualTo("no column '?[31m?age' at cohort.csv");
    }
  }

  @Test
  void allocatesNothingPerRow() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] block = "F,41,132.5,\"a, b\",2.50\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    long digits = 0;
    try (CsvSource source =
        CsvSource.read(repeated("a,b,c,d,e\n", block, 1_100), "-", Optional.empty())) {
      Sources.skip(source, 100_000);
      long before = threads.getCurrentThreadAllocatedBytes();
      while (source.next()) {
        digits += source.field(1).charAt(0) - '0';
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      assertThat(source.row()).isEqualTo(1_100_000);
      assertThat(digits).isEqualTo(4_000_000);
      // One Java object per row would be 16,000,000 bytes.
      assertThat(allocated).isLessThan(1_000_000);
    }
  }

  private static CsvSource csv(String text) {
    return csv(text.getBytes(StandardCharsets.UTF_8));
  }

  private static CsvSource csv(byte[] bytes) {
    return CsvSource.read(new ByteArrayInputStream(bytes), "cohort.csv", Optional.empty());
  }

  private static List<String> rows(CsvSource source) {
    List<String> rows = new ArrayList<>();
    try (source) {
      while (source.next()) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
          fields.add(source.field(i).toString());
        }
        rows.add(String.join("|", fields));
      }
    }
    return rows;
  }

  private static DataException failure(Runnable action) {
    DataException e = catchThrowableOfType(DataException.class, action::run);
    assertThat(e).as("a DataException").isNotNull();
    assertThat(e.getMessage()).doesNotContain("\n");
    assertThat(e.fix()).isNotBlank();
    return e;
  }

  private static byte[] gzip(String text) {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] concatenated(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** Gives a header and then the same block again and again, without holding it all. */
  private static InputStream repeated(String header, byte[] block, int times) {
    List<InputStream> parts =
        new AbstractList<>() {
          @Override
          public InputStream get(int i) {
            return new ByteArrayInputStream(
                i == 0 ? header.getBytes(StandardCharsets.UTF_8) : block);
          }

          @Override
          public int size() {
            return 1 + times;
          }
        };
    return new SequenceInputStream(Collections.enumeration(parts));
  }
}
