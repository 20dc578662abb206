/**
 * The statistics, each declared once: its name and form, its formula's source, how it is computed
 * from exact totals, and its figures with their units and formats. {@code Statistics} lists them.
 * Depends on {@code result} and {@code rule}, and on the engine's totals and formulas.
 */
@NullMarked
package io.blindsum.release.statistic;

import org.jspecify.annotations.NullMarked;
