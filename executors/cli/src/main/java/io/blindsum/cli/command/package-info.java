/**
 * One class a subcommand, each a thin layer over the engine and the executors.
 *
 * <p>Depends on {@code io.blindsum.cli.option} and {@code io.blindsum.cli.console}.
 */
@NullMarked
package io.blindsum.cli.command;

import org.jspecify.annotations.NullMarked;
