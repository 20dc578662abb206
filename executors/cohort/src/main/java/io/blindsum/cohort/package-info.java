/**
 * Patients as rows of text: the sources they are read from, what is done about bad values, and
 * synthetic cohorts to try it all on. Beside them the files that a study's keys are kept in.
 *
 * <p>Depends on the engine and on libraries; knows nothing of a colony or of the network.
 */
@NullMarked
package io.blindsum.cohort;

import org.jspecify.annotations.NullMarked;
