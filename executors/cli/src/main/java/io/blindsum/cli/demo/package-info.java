/**
 * The demo: two hospitals, a cloud and a researcher on one machine, attacks and outages included.
 * Its people type the commands of {@code io.blindsum.cli.command}, and write the files that those
 * read.
 */
@NullMarked
package io.blindsum.cli.demo;

import org.jspecify.annotations.NullMarked;
