package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.question.GroupBy;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import io.blindsum.text.DataException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Cohorts of any bytes: header, rows and fields. */
public class CsvFuzz {
  private static final int BATCH_ROWS = 16;
  private static final List<ColumnSpec> COLUMNS =
      Stream.of("age:int[0..120]", "sex:cat{F,M}", "hba1c:dec(1)[3..20]")
          .map(ColumnSpec::parse)
          .toList();
  private static final SlotLayout LAYOUT =
      SlotLayout.of(
          COLUMNS,
          GroupBy.parse(List.of("sex"), COLUMNS),
          List.of(),
          1_000_000,
          1024,
          LayoutMode.WIDE);

  @FuzzTest
  @Requirement(id = "R31", figure = "cohorts of any bytes: read or refused in one line")
  public void cohorts(byte[] input) {
    for (BadDataPolicy policy : BadDataPolicy.values()) {
      Refusals.parse(() -> rows(input, policy), DataException.class)
          .ifPresent(rows -> assertThat(rows).isLessThanOrEqualTo(input.length * 2_000L));
    }
  }

  private static long rows(byte[] input, BadDataPolicy policy) {
    try (CsvSource source =
        CsvSource.read(new ByteArrayInputStream(input), "c.csv", Optional.empty())) {
      PlaintextBatcher batcher = new PlaintextBatcher(source, LAYOUT, policy, BATCH_ROWS);
      long rows = 0;
      PlaintextBatcher.Batch batch;
      do {
        batch = batcher.next();
        rows += batch.rows();
      } while (!batch.last());
      return rows;
    }
  }
}
