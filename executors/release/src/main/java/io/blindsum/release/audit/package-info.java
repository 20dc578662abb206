/**
 * What a report gives away: the counts that it prints and what ties them together, the hidden ones
 * that a reader could compute back, and what more is hidden so that nobody can. Depends on the JDK
 * only.
 */
@NullMarked
package io.blindsum.release.audit;

import org.jspecify.annotations.NullMarked;
