/** Results of measurements: as JSON, as a table, as plots and as one page. */
@NullMarked
package io.blindsum.benchmarks.report;

import org.jspecify.annotations.NullMarked;
