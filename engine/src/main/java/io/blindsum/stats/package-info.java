/**
 * Statistics of exact totals. Totals stay integers and decimals to the last step, which rounds once
 * to the nearest double.
 *
 * <p>Depends on the JDK and commons-math3 only.
 */
@NullMarked
package io.blindsum.stats;

import org.jspecify.annotations.NullMarked;
