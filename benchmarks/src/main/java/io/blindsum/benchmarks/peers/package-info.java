/**
 * Measures BlindSum beside other Paillier programs: each in a process of its own, all taking turns.
 *
 * <p>A peer's process is started with the bits of the key, says {@code ready NAME}, and answers the
 * name of an operation with the microseconds of CPU time that one element took, or with a dash.
 */
@NullMarked
package io.blindsum.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
