/** Tests of the statistics. */
@NullMarked
package io.blindsum.release.statistic;

import org.jspecify.annotations.NullMarked;
