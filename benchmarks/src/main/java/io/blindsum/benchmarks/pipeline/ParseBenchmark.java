package io.blindsum.benchmarks.pipeline;

import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSource;
import io.blindsum.layout.RowBuffer;
import java.nio.file.Path;

/**
 * How fast are the rows of a CSV file read, and three of their columns parsed, without anything
 * that follows?
 *
 * <pre>./blindsum bench pipeline -f ParseBenchmark</pre>
 */
public class ParseBenchmark extends CohortBenchmark {
  private Path csv;

  @Override
  protected void prepare() throws Exception {
    super.prepare();
    csv = writeCsv();
  }

  @Override
  protected Object compute() {
    RowBuffer row = layout.newRow();
    try (CohortSource source = CsvSource.open(csv)) {
      int[] fields = COLUMNS.stream().mapToInt(column -> source.column(column.name())).toArray();
      while (source.next()) {
        for (int i = 0; i < fields.length; i++) {
          row.read(i, source.field(fields[i]));
        }
        row.clear();
      }
      return source.row();
    }
  }
}
