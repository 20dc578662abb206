/** Questions about the lowest layer: batches of numbers modulo n^2. */
@NullMarked
package io.blindsum.benchmarks.arith;

import org.jspecify.annotations.NullMarked;
