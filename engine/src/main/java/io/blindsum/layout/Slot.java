package io.blindsum.layout;

import io.blindsum.question.StatisticSpec;
import java.math.BigInteger;

/**
 * One slot of a group's block.
 *
 * @param column the column or statistic it is of, or empty for {@link Content#ROWS}
 * @param content what is added up in it
 * @param bound the greatest value that one row can add
 * @param bits its width, enough for the sum of all rows
 */
public record Slot(String column, Content content, BigInteger bound, int bits) {
  /** What a slot adds up. */
  public enum Content {
    /** 1 for each row of the group. */
    ROWS,
    /** 1 for each row with a value in the column. */
    VALUES,
    /** u, the encoded value. */
    SUM,
    /** u^2. */
    SUM_OF_SQUARES,
    /** 1 for each row of one category. */
    CATEGORY,
    /** 1 for each row in one cell of a {@link StatisticSpec.OfCells}. */
    CELL,
    /** u v, of two encoded values. */
    PRODUCT
  }

  /** Makes a slot just wide enough for {@code maxRows} rows. */
  static Slot of(String column, Content content, BigInteger bound, long maxRows) {
    return new Slot(column, content, bound, SlotPacker.sumBits(bound, maxRows));
  }
}
