/**
 * What may be shown of a study, as a tree of values: the totals of each group, what each statistic
 * found, and for every number whether it is shown, rounded or hidden, and why. A hidden number is
 * not in it. Depends on the JDK only.
 */
@NullMarked
package io.blindsum.release.result;

import org.jspecify.annotations.NullMarked;
