package io.blindsum.cohort;

import io.blindsum.arith.BlockArray;
import io.blindsum.cohort.BadDataPolicy.Verdict;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.layout.PackedEncoder;
import io.blindsum.layout.RowBuffer;
import io.blindsum.layout.SlotLayout;
import io.blindsum.text.DataException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Cuts a cohort into batches of plaintexts: reads rows, judges their values and packs them.
 *
 * <p>Two batches are alive at a time: the memory of one is used again for the one after the next.
 */
public final class PlaintextBatcher {
  private final CohortSource source;
  private final DataReport report;
  private final RowsDigest digest = new RowsDigest();
  private final PackedEncoder encoder;
  private final RowBuffer row;
  private final List<ColumnSpec> inputs;
  private final int[] fields;
  private final String[] allowed;
  private final int batchRows;
  private final int positions;
  private final BlockArray[] memory = new BlockArray[2];
  // records in the order of the rows, before they are put position by position
  private final BlockArray records;
  private final RowObserver observer;
  private int batches;
  private boolean ahead;
  private boolean rejected;

  /** Is shown each row without a bad value, before it is packed, also of a refused cohort. */
  @FunctionalInterface
  public interface RowObserver {
    /** Looks at a row, which stands in the source too. */
    void see(RowBuffer row);
  }

  /**
   * One batch, position by position; empty after the last row.
   *
   * @param rows rows in it
   * @param rejected rows left out between the end of the batch before and the next row kept
   * @param last whether no row follows
   */
  public record Batch(long rows, long rejected, BlockArray plaintexts, boolean last) {}

  /**
   * Starts on the rows that a source still has.
   *
   * @param batchRows the most rows of a batch, at least 1
   */
  public PlaintextBatcher(
      CohortSource source, SlotLayout layout, BadDataPolicy policy, int batchRows) {
    this(source, layout, policy, batchRows, row -> {});
  }

  /**
   * Starts on the rows that a source still has.
   *
   * @param batchRows the most rows of a batch, at least 1
   * @param observer is shown each row that is kept, while the source stands at it
   */
  public PlaintextBatcher(
      CohortSource source,
      SlotLayout layout,
      BadDataPolicy policy,
      int batchRows,
      RowObserver observer) {
    this.source = source;
    this.observer = observer;
    this.report = new DataReport(source, policy);
    this.encoder = PackedEncoder.of(layout);
    this.row = layout.newRow();
    this.inputs = layout.inputs();
    this.fields = inputs.stream().mapToInt(column -> source.column(column.name())).toArray();
    this.allowed = inputs.stream().map(PlaintextBatcher::allowed).toArray(String[]::new);
    this.batchRows = batchRows;
    this.positions = layout.plaintextsPerRecord();
    int blocks = Math.toIntExact(layout.plaintexts(batchRows));
    for (int i = 0; i < memory.length; i++) {
      memory[i] = BlockArray.allocate(blocks, layout.plaintextBytes());
    }
    this.records =
        positions == 1 ? memory[0] : BlockArray.allocate(blocks, layout.plaintextBytes());
  }

  /** Returns the range or the categories of a column, with its kind where that says more. */
  private static String allowed(ColumnSpec column) {
    ColumnType type = column.type();
    boolean kindSaysMore = type.numbers().isPresent() && !type.isDigits();
    return kindSaysMore ? type.toString() : type.toString().replaceFirst("^[^\\[{]*", "");
  }

  /** Returns what was wrong with the rows read so far. */
  public DataReport report() {
    return report;
  }

  /** Returns the digest of the rows read so far, kept or not. */
  public RowsDigest digest() {
    return digest;
  }

  /**
   * Reads the next batch; an empty one has no row.
   *
   * @throws DataException if a row is refused; the rest of the source was counted and shown to the
   *     observer by then
   */
  public Batch next() {
    BlockArray blocks = memory[batches++ % memory.length];
    long droppedBefore = report.droppedRows();
    encoder.start(positions == 1 ? blocks : records);
    int rows = 0;
    while (rows < batchRows && hasRow()) {
      encoder.add(row);
      ahead = false;
      rows++;
    }
    boolean last = !hasRow();
    int written = encoder.finish();
    if (positions > 1) {
      orderByPosition(written, blocks);
    }
    long rejected = report.droppedRows() - droppedBefore;
    return new Batch(rows, rejected, blocks.slice(0, written), last);
  }

  /**
   * Reads on to the next row that is kept: one ahead, so that a batch knows when it is the last.
   */
  private boolean hasRow() {
    while (!ahead && source.next()) {
      ahead = read();
      if (rejected) {
        throw refusal();
      }
      if (ahead) {
        observer.see(row);
      }
    }
    return ahead;
  }

  /**
   * Reads the rows that are left, shows them to the observer and packs none: for who has to know
   * about all rows though they are more than the layout has room for.
   *
   * @throws DataException if a row is refused
   */
  public void drain() {
    ahead = false;
    row.clear();
    while (hasRow()) {
      ahead = false;
      row.clear();
    }
  }

  /** Puts the plaintexts of position 0 of all records first, then those of position 1, ... */
  private void orderByPosition(int written, BlockArray blocks) {
    int width = blocks.blockBytes();
    int each = written / positions;
    ByteBuffer from = records.bytes();
    ByteBuffer to = blocks.bytes();
    for (int i = 0; i < written; i++) {
      int target = i % positions * each + i / positions;
      to.put(target * width, from, i * width, width);
    }
  }

  /** Overwrites every plaintext that was read. */
  public void wipe() {
    records.wipe();
    for (BlockArray blocks : memory) {
      blocks.wipe();
    }
    row.clear();
  }

  /** Reads the current row; tells whether it is kept. */
  private boolean read() {
    boolean kept = true;
    for (int i = 0; i < fields.length; i++) {
      FieldStatus status = row.read(i, source.field(fields[i]));
      digest.value(status == FieldStatus.VALUE ? row.encoded(i) + 1 : 0);
      if (status != FieldStatus.VALUE) {
        kept &= keep(i, status);
      }
    }
    digest.endRow();
    if (!kept) {
      row.clear();
    }
    return kept;
  }

  private boolean keep(int input, FieldStatus status) {
    Verdict verdict = note(input, status);
    return switch (verdict) {
      case KEEP -> true;
      case CLAMP ->
          row.clamp(input) == FieldStatus.VALUE || keep(input, FieldStatus.UNKNOWN_CATEGORY);
      case DROP -> false;
      case REJECT -> {
        rejected = true;
        yield false;
      }
    };
  }

  private Verdict note(int input, FieldStatus status) {
    CharSequence text = source.field(fields[input]);
    return report.note(inputs.get(input).name(), problem(status), allowed[input], text);
  }

  private DataException refusal() {
    // count what else is wrong, so that the message says how much
    while (source.next()) {
      if (read()) {
        observer.see(row);
      }
      row.clear();
    }
    ahead = false;
    return report.rejection().orElseThrow();
  }

  private static DataProblem problem(FieldStatus status) {
    return switch (status) {
      case NULL -> DataProblem.MISSING_VALUE;
      case NO_GROUP -> DataProblem.MISSING_GROUP;
      case NOT_NUMERIC -> DataProblem.NOT_A_NUMBER;
      case NEITHER_TRUE_NOR_FALSE -> DataProblem.NEITHER_TRUE_NOR_FALSE;
      case NOT_A_DATE -> DataProblem.NOT_A_DATE;
      case OUT_OF_RANGE -> DataProblem.OUT_OF_RANGE;
      case TOO_PRECISE -> DataProblem.TOO_MANY_DECIMALS;
      case UNKNOWN_CATEGORY -> DataProblem.UNKNOWN_CATEGORY;
      case VALUE -> throw new IllegalArgumentException("a value is no problem");
    };
  }
}
