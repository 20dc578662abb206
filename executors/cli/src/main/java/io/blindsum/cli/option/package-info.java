/**
 * The options that several commands share, and what they are read into.
 *
 * <p>Depends on {@code io.blindsum.cli.console}, the engine and the executors.
 */
@NullMarked
package io.blindsum.cli.option;

import org.jspecify.annotations.NullMarked;
