package io.blindsum.benchmarks.pipeline;

import io.blindsum.arith.BlockArray;
import io.blindsum.layout.PackedEncoder;
import io.blindsum.layout.RowBuffer;

/**
 * How fast are parsed fields packed into the slots of plaintexts?
 *
 * <pre>./blindsum bench pipeline -f PackBenchmark</pre>
 */
public class PackBenchmark extends CohortBenchmark {
  private static final String[] FIELDS = {"57", "131", "5.62"};

  private BlockArray plaintexts;

  @Override
  protected void prepare() throws Exception {
    super.prepare();
    plaintexts =
        BlockArray.allocate(Math.toIntExact(layout.plaintexts(rows)), layout.plaintextBytes());
  }

  @Override
  protected Object compute() {
    PackedEncoder encoder = PackedEncoder.of(layout);
    RowBuffer row = layout.newRow();
    encoder.start(plaintexts);
    for (int i = 0; i < rows; i++) {
      for (int field = 0; field < FIELDS.length; field++) {
        row.read(field, FIELDS[field]);
      }
      encoder.add(row);
    }
    return encoder.finish();
  }
}
