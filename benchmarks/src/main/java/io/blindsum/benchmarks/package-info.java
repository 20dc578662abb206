/**
 * The {@code blindsum bench} command: measures the engine, the path from rows to totals, and other
 * Paillier programs beside it, and writes figures and plots.
 *
 * <p>Depends on every module; nothing depends on it. Below it, {@code common <- {arith, paillier,
 * pipeline} <- suite <- peers}, with {@code report} beside them.
 */
@NullMarked
package io.blindsum.benchmarks;

import org.jspecify.annotations.NullMarked;
