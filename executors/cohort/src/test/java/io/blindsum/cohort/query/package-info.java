/** Tests of the questions of studies. */
@NullMarked
package io.blindsum.cohort.query;

import org.jspecify.annotations.NullMarked;
