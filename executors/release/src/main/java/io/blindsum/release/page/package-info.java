/**
 * Pages that need nothing from elsewhere, plots, and tables for the terminal: one kit for the
 * reports of studies and those of benchmarks. Depends on the JDK, and on jsvg for pixels.
 */
@NullMarked
package io.blindsum.release.page;

import org.jspecify.annotations.NullMarked;
