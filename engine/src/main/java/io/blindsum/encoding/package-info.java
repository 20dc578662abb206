/**
 * Clinical values to plaintext integers and back: declared columns, groups, slots, packed records
 * and the totals that come out of them.
 *
 * <p>Every value is stored as {@code u = (x - lo) 10^d}, an integer of at least 0, in a slot wide
 * enough for the sum of all rows, so that a sum never carries into the next slot and totals are
 * exact. Knows nothing of keys: depends on {@code arith} for {@link io.blindsum.arith.BlockArray}
 * and on {@code stats} for {@link io.blindsum.stats.Moments}.
 */
@NullMarked
package io.blindsum.encoding;

import org.jspecify.annotations.NullMarked;
