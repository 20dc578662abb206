/**
 * Where encoded values lie in plaintexts: slots wide enough for the sum of all rows, so that a sum
 * never carries into the next slot, packed records, and the exact totals that come out of them.
 *
 * <p>Knows nothing of keys: depends on {@code encoding}, {@code question}, {@code arith} for {@link
 * io.blindsum.arith.BlockArray} and {@code stats} for {@link io.blindsum.stats.Moments}.
 */
@NullMarked
package io.blindsum.layout;

import org.jspecify.annotations.NullMarked;
