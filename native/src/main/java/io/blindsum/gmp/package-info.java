/**
 * GMP, and our own kernels, called through JNR-FFI.
 *
 * <p>Depends on {@code io.blindsum.arith} of the engine, for which it provides backends. GMP ends
 * the whole process on a modulus of zero and on some others, so every modulus is checked before it
 * gets here.
 */
@NullMarked
package io.blindsum.gmp;

import org.jspecify.annotations.NullMarked;
