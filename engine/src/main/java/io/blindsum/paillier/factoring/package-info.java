/**
 * Attacks on a modulus that its maker may have made weak, run once before a key is approved.
 *
 * <p>Depends on {@code paillier} and {@code arith}.
 */
@NullMarked
package io.blindsum.paillier.factoring;

import org.jspecify.annotations.NullMarked;
