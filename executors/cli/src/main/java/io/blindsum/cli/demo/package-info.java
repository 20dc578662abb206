/**
 * The demo: two hospitals, a cloud and a researcher on one machine, attacks and outages included.
 *
 * <p>Depends on {@code io.blindsum.cli.option} and {@code io.blindsum.cli.console}.
 */
@NullMarked
package io.blindsum.cli.demo;

import org.jspecify.annotations.NullMarked;
