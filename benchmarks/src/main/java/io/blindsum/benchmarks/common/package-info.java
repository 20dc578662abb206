/**
 * What the benchmarks share: the key, the backend, the threads, and operands to compute with.
 *
 * <p>Depends on the engine and on JMH.
 */
@NullMarked
package io.blindsum.benchmarks.common;

import org.jspecify.annotations.NullMarked;
