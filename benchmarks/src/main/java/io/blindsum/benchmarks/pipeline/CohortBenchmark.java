package io.blindsum.benchmarks.pipeline;

import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.cohort.CohortGenerator;
import io.blindsum.cohort.SiteProfile;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.frame.FrameHeader;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.question.GroupBy;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Param;

/** A question about a synthetic cohort in a CSV file, of which three columns are encrypted. */
public abstract class CohortBenchmark extends KeyedBenchmark {
  private static final long MAX_ROWS = 10_000_000;
  private static final int BUFFER_BYTES = 1 << 20;

  /** The columns with statistics. */
  static final List<ColumnSpec> COLUMNS =
      Stream.of("age:int[18..95]", "sbp:int[60..260]", "hba1c:dec(2)[3..20]")
          .map(ColumnSpec::parse)
          .toList();

  /** Patients. */
  @Param({"10000", "100000", "1000000"})
  public int rows = 10_000;

  private Path folder;
  SlotLayout layout;

  @Override
  public final int items() {
    return rows;
  }

  @Override
  protected void prepare() throws Exception {
    folder = Files.createTempDirectory("blindsum-bench");
    layout =
        SlotLayout.of(COLUMNS, GroupBy.parse(List.of(), COLUMNS), MAX_ROWS, bits, LayoutMode.TALL);
  }

  @Override
  protected void release() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Readers and writers have threads of their own. */
  @Override
  public boolean isOneThread() {
    return false;
  }

  /** Returns a path for a new file in the folder that is deleted in the end. */
  final Path file(String name) {
    return folder.resolve(name);
  }

  /** Writes the cohort, and returns its file. */
  final Path writeCsv() throws IOException {
    Path csv = file("cohort.csv");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(csv), BUFFER_BYTES)) {
      new CohortGenerator(SiteProfile.URBAN, 1).write(rows, out);
    }
    return csv;
  }

  final FrameHeader header(String blinding) {
    return FrameHeader.records(key)
        .layout(layout.toString())
        .positions(layout.plaintextsPerRecord())
        .maxRows(layout.maxRows())
        .blinding(blinding)
        .creator("benchmark, " + backend)
        .sourceDigest(FrameHeader.NO_SOURCE)
        .build();
  }
}
