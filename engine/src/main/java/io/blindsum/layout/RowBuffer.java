package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.FieldReader;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.encoding.TextBuffer;
import io.blindsum.question.GroupColumn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One row, filled field by field and reused for the next one. Neither reading a field nor {@link
 * PackedEncoder#add} allocates.
 *
 * <p>Not for use by several threads at once. Holds a patient's values until it is cleared.
 */
public final class RowBuffer {
  private enum State {
    UNSET,
    VALUE,
    NULL,
    OUT_OF_RANGE
  }

  private final SlotLayout layout;
  private final FieldReader[] readers;
  private final long[] maxEncoded;
  // the column of the group-by that each input is, or null
  private final @Nullable GroupColumn[] groups;
  // which inputs a row must have a value of, so that it belongs to a group
  private final boolean[] needed;
  private final GroupColumn[] groupColumns;
  private final int[] groupSizes;
  private final int[] groupInputs;
  private final long[] encoded;
  private final State[] states;
  private final TextBuffer buffer = new TextBuffer();

  RowBuffer(SlotLayout layout) {
    this.layout = layout;
    List<ColumnSpec> inputs = layout.inputs();
    this.readers = inputs.stream().map(c -> FieldReader.of(c.type())).toArray(FieldReader[]::new);
    this.maxEncoded = inputs.stream().mapToLong(c -> c.type().maxEncoded()).toArray();
    this.groupColumns = layout.groupBy().columns().toArray(GroupColumn[]::new);
    this.groupInputs =
        layout.layoutInputs().ofGroups().stream().mapToInt(Integer::intValue).toArray();
    this.groupSizes = IntStream.range(0, groupInputs.length).map(layout.groupBy()::size).toArray();
    this.groups = new GroupColumn[inputs.size()];
    this.needed = new boolean[inputs.size()];
    for (int i = 0; i < groupInputs.length; i++) {
      groups[groupInputs[i]] = groupColumns[i];
      needed[groupInputs[i]] = !layout.groupBy().hasMissing(groupColumns[i]);
    }
    this.encoded = new long[inputs.size()];
    this.states = new State[inputs.size()];
    clear();
  }

  /** Forgets all fields. */
  public void clear() {
    Arrays.fill(encoded, 0);
    Arrays.fill(states, State.UNSET);
  }

  /**
   * Reads a field.
   *
   * @param input the column's index in {@link SlotLayout#inputs}
   * @return what it is; the field is set if {@link FieldStatus#isUsable}
   */
  public FieldStatus read(int input, CharSequence text) {
    return read(input, buffer.fill(text), 0, text.length());
  }

  /**
   * Reads a field from the characters {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param input the column's index in {@link SlotLayout#inputs}
   * @return what it is; the field is set if {@link FieldStatus#isUsable}
   */
  public FieldStatus read(int input, char[] text, int from, int to) {
    FieldReader reader = readers[input];
    FieldStatus status = reader.read(text, from, to);
    return switch (status) {
      case VALUE -> place(input, reader.encoded());
      case NULL -> setNull(input);
      case OUT_OF_RANGE -> {
        encoded[input] = reader.encoded();
        states[input] = State.OUT_OF_RANGE;
        yield status;
      }
      default -> {
        states[input] = State.UNSET;
        yield status;
      }
    };
  }

  /**
   * Sets the field to the bound nearest to the value that was last read and was out of range.
   *
   * @return as {@link #read}: the bound may be a value that is not a listed group
   * @throws IllegalStateException if the field is not out of range
   */
  public FieldStatus clamp(int input) {
    if (states[input] != State.OUT_OF_RANGE) {
      throw new IllegalStateException("input " + input + " is not out of range");
    }
    return place(input, encoded[input]);
  }

  /**
   * Sets a field that has no value.
   *
   * @return {@link FieldStatus#NULL}, or {@link FieldStatus#NO_GROUP} if the row belongs to no
   *     group then
   */
  public FieldStatus setNull(int input) {
    encoded[input] = 0;
    states[input] = needed[input] ? State.UNSET : State.NULL;
    return needed[input] ? FieldStatus.NO_GROUP : FieldStatus.NULL;
  }

  /**
   * Sets a field to an encoded value.
   *
   * @return as {@link #read}
   * @throws EncodingOverflowException if it is not in [0, {@link ColumnType#maxEncoded}]
   */
  public FieldStatus set(int input, long value) {
    if (value < 0 || value > maxEncoded[input]) {
      throw new EncodingOverflowException(
          "an encoded value of column '"
              + layout.inputs().get(input).name()
              + "' is not in [0, "
              + maxEncoded[input]
              + "]");
    }
    return place(input, value);
  }

  private FieldStatus place(int input, long value) {
    GroupColumn group = groups[input];
    if (group != null && group.ordinal(value) < 0) {
      states[input] = State.UNSET;
      return FieldStatus.UNKNOWN_CATEGORY;
    }
    encoded[input] = value;
    states[input] = State.VALUE;
    return FieldStatus.VALUE;
  }

  SlotLayout layout() {
    return layout;
  }

  boolean isNull(int input) {
    return states[input] == State.NULL;
  }

  /** Returns the encoded value of a field; 0 where it has none. */
  public long encoded(int input) {
    return encoded[input];
  }

  /** Returns the row's group, in [0, groups). */
  int group() {
    int group = 0;
    for (int i = 0; i < groupColumns.length; i++) {
      GroupColumn column = groupColumns[i];
      int input = groupInputs[i];
      group =
          group * groupSizes[i] + (isNull(input) ? column.size() : column.ordinal(encoded[input]));
    }
    return group;
  }

  /** Refuses a row of which a field was not set. */
  void requireComplete() {
    for (int i = 0; i < states.length; i++) {
      if (states[i] != State.VALUE && states[i] != State.NULL) {
        throw new IllegalStateException(
            "column '" + layout.inputs().get(i).name() + "' of the row is not set");
      }
    }
  }
}
