/**
 * Patients as rows of text: the sources they are read from, what is done about bad values, and
 * synthetic cohorts to try it all on.
 *
 * <p>Depends on {@code io.blindsum.text}, {@code io.blindsum.question.text}, the engine and
 * libraries; knows nothing of a colony or of the network.
 */
@NullMarked
package io.blindsum.cohort;

import org.jspecify.annotations.NullMarked;
