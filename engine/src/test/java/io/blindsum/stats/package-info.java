/** Tests of the statistics. */
@NullMarked
package io.blindsum.stats;

import org.jspecify.annotations.NullMarked;
