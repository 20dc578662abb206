package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.text.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortFileTest {
  /** Three rows of age, wt, sex, born and dead, written by pyarrow 22. */
  private static final String PARQUET =
      "UEFSMRUAFRwVHCwVBhUAFQYVBhwAAAACAAAAAwMpAAAABwAAABUAFSwVLCwVBhUAFQYVBhwAAAACAAAAAwUz"
          + "MzMzM5NMQAAAAAAAAARAFQAVKhUqLBUGFQAVBhUGHAAAAAIAAAAGAQEAAABGAQAAAE0BAAAARhUAFRwVHCwV"
          + "BhUAFQYVBhwAAAACAAAAAwW78f//zSoAABUAFQ4VDiwVBhUAFQYVBhwAAAACAAAAAwMBFQQZbDUAGAZzY2hl"
          + "bWEVCgAVAiUCGANhZ2UAFQolAhgCd3QAFQwlAhgDc2V4JQBMHAAAABUCJQIYBGJvcm4lDExsAAAAFQAlAhgE"
          + "ZGVhZAAWBhkcGVwmABwVAhklBgAZGANhZ2UVABYGFkIWQiYISRwVABUAFQIAPCkGGSYCBAAAACYAHBUKGSUG"
          + "ABkYAnd0FQAWBhZSFlImSkkcFQAVABUCADwpBhkmAgQAAAAmABwVDBklBgAZGANzZXgVABYGFlAWUCacAUkc"
          + "FQAVABUCADwWBhkGGSYABgAAACYAHBUCGSUGABkYBGJvcm4VABYGFkIWQibsAUkcFQAVABUCADwpBhkmAgQA"
          + "AAAmABwVABklBgAZGARkZWFkFQAWBhY0FjQmrgJJHBUAFQAVAgA8KQYZJgIEAAAAFtoCFgYmCBbaAgAoIHBh"
          + "cnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjYuMC4xGVwcAAAcAAAcAAAcAAAcAAAAdwEAAFBBUjE=";

  @TempDir private Path folder;

  private static List<String> rows(Path file) {
    List<String> rows = new ArrayList<>();
    try (CohortSource source = CohortFile.open(file, Optional.empty())) {
      int columns = source.columns().size();
      while (source.next()) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
          fields.add(source.field(i).toString());
        }
        rows.add(String.join("|", fields));
      }
    }
    return rows;
  }

  @Test
  void readsParquet() throws IOException {
    byte[] bytes = Base64.getDecoder().decode(PARQUET);
    Path file = Files.write(folder.resolve("o'clock; x.parquet"), bytes);
    assertThat(rows(file))
        .containsExactly("41|57.15|F|1960-01-01|true", "7||M||false", "|2.5|F|2000-01-01|");
    assertThat(CohortFile.hasLines(Arrays.copyOf(bytes, CohortFile.BYTES))).isFalse();
  }

  @Test
  void readsOneFileAndNotSeveral() throws IOException {
    Path file = Files.write(folder.resolve("a*.parquet"), Base64.getDecoder().decode(PARQUET));
    assertThatThrownBy(() -> rows(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a name that stands for several files");
  }

  @Test
  void namesDamagedParquet() throws IOException {
    Path file =
        Files.write(
            folder.resolve("c.parquet"),
            "PAR1 and nothing else PAR1".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> rows(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("c.parquet");
  }

  @Test
  void readsTextAsBefore() throws IOException {
    assertThat(rows(Files.writeString(folder.resolve("c.csv"), "age;sex\n41;F\n")))
        .containsExactly("41|F");
  }
}
