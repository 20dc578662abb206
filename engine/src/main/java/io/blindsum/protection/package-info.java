/**
 * What keeps records from those who only need the total, and totals from those who would forge
 * them: masks, seals, signatures, and the keys that are derived for them.
 *
 * <p>Depends on {@code io.blindsum.arith} and {@code io.blindsum.paillier}.
 */
@NullMarked
package io.blindsum.protection;

import org.jspecify.annotations.NullMarked;
