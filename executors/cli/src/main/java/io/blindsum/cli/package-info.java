/**
 * The {@code blindsum} command: one class a subcommand, each a thin layer over the engine and the
 * executors.
 */
@NullMarked
package io.blindsum.cli;

import org.jspecify.annotations.NullMarked;
