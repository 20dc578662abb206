/**
 * The decrypted result of a study as one page for a researcher. It is made of what is released
 * alone, the members that {@code --json} prints: a hidden count never comes here. Uses nothing of
 * the command around it.
 */
@NullMarked
package io.blindsum.cli.report;

import org.jspecify.annotations.NullMarked;
