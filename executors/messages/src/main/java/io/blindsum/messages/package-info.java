/**
 * The messages that hospitals, clouds and researchers exchange through a colony.
 *
 * <p>A child gets the outputs of its parents concatenated, with nothing that says whose they are.
 * So every output is a {@link io.blindsum.messages.Message} that describes itself; only the two
 * functions of the first example speak its plain form. Arguments are records too: {@link
 * io.blindsum.messages.PlanRequest} and its neighbours.
 *
 * <p>Depends on {@code io.blindsum.text}, {@code io.blindsum.question.text} and the engine; knows
 * nothing of the network.
 */
@NullMarked
package io.blindsum.messages;

import org.jspecify.annotations.NullMarked;
