/**
 * What the command line says: exit codes, errors, progress and words for numbers.
 *
 * <p>Depends on the engine and {@code io.blindsum.text}; the other rooms of the command line stand
 * on it.
 */
@NullMarked
package io.blindsum.cli.console;

import org.jspecify.annotations.NullMarked;
