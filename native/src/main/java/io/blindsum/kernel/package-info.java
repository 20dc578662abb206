/**
 * The batch kernels in C, called through JNR-FFI once a batch.
 *
 * <p>Depends on {@code io.blindsum.arith} of the engine, for which it provides the backends {@code
 * ifma}, {@code avx512}, {@code avx2} and {@code gmp-kernel}, and on {@code io.blindsum.gmp} for
 * what the kernels leave out.
 */
@NullMarked
package io.blindsum.kernel;

import org.jspecify.annotations.NullMarked;
