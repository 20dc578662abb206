/**
 * The question of a study: its file, the condition on its rows, and the layout that answers it.
 *
 * <p>Depends on the cohort's sources and the engine.
 */
@NullMarked
package io.blindsum.cohort.query;

import org.jspecify.annotations.NullMarked;
