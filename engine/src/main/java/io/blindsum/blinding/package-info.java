/**
 * The ways to make {@code r^n mod n^2}, the random factor of a ciphertext.
 *
 * <p>Depends on {@code io.blindsum.arith} and {@code io.blindsum.paillier}.
 */
@NullMarked
package io.blindsum.blinding;

import org.jspecify.annotations.NullMarked;
