/**
 * The question of a study as text: its file, and the condition on its rows, also in the words of a
 * database.
 *
 * <p>Depends on {@code io.blindsum.text} and the engine; knows nothing of where rows come from.
 */
@NullMarked
package io.blindsum.question.text;

import org.jspecify.annotations.NullMarked;
