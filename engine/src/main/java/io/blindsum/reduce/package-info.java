/**
 * Adds ciphertexts: a fork-join tree of products modulo {@code n^2}.
 *
 * <p>Depends on {@code io.blindsum.arith} and {@code io.blindsum.paillier}.
 */
@NullMarked
package io.blindsum.reduce;

import org.jspecify.annotations.NullMarked;
