package io.blindsum.frame;

import io.blindsum.arith.BlockArray;

/**
 * One batch whose digest was right.
 *
 * @param index its place in the stream, from 0
 * @param rows the rows encrypted in it
 * @param rejected the rows left out of it
 * @param ciphertexts position by position: the ciphertexts of position 0 of all records, then those
 *     of position 1, ...
 */
public record FrameBatch(int index, long rows, long rejected, BlockArray ciphertexts) {

  /** Returns the ciphertexts of one position; they lie together. */
  public BlockArray position(int position, int positions) {
    int each = ciphertexts.count() / positions;
    return ciphertexts.slice(position * each, (position + 1) * each);
  }
}
