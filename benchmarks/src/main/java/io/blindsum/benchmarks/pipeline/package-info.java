/** Questions about the whole path: from the rows of a CSV file to a frame, and to its total. */
@NullMarked
package io.blindsum.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
