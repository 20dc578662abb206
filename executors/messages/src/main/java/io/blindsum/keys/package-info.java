/**
 * The files that keys are kept in, of studies, executors and sites, and the list of the keys that a
 * site has approved.
 *
 * <p>Depends on {@code io.blindsum.text} and the engine.
 */
@NullMarked
package io.blindsum.keys;

import org.jspecify.annotations.NullMarked;
