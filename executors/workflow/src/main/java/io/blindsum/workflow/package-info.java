/**
 * The messages that hospitals, clouds and researchers exchange through a colony, and the driver
 * that runs a study with them.
 *
 * <p>A child gets the outputs of its parents concatenated, with nothing that says whose they are.
 * So every output is a {@link io.blindsum.workflow.Message} that describes itself; only the two
 * functions of the first example speak its plain form. Arguments are records too: {@link
 * io.blindsum.workflow.PlanRequest} and its neighbours.
 *
 * <p>Depends on {@code io.blindsum.colony}, {@code io.blindsum.cohort} and the engine.
 */
@NullMarked
package io.blindsum.workflow;

import org.jspecify.annotations.NullMarked;
