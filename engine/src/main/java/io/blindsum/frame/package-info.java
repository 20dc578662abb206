/**
 * The file and wire format of encrypted records ({@code .bsc}) and of encrypted totals ({@code
 * .bsr}), written and read strictly forward; docs/format.md has every byte.
 *
 * <p>Depends on {@code io.blindsum.arith}, {@code io.blindsum.paillier} and {@code
 * io.blindsum.reduce}.
 */
@NullMarked
package io.blindsum.frame;

import org.jspecify.annotations.NullMarked;
