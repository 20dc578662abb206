/**
 * The driver that runs a study over a colony: plans, batches, partial results and the check of what
 * comes back, with a journal to resume from.
 *
 * <p>Depends on {@code io.blindsum.colony}, {@code io.blindsum.messages} and the rooms below them;
 * no hospital and no cloud carries it.
 */
@NullMarked
package io.blindsum.study;

import org.jspecify.annotations.NullMarked;
