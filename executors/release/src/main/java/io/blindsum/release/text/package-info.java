/**
 * Released results as a text that one program writes and another reads back, to show it in any
 * format. Depends on {@code io.blindsum.release.result} alone.
 */
@NullMarked
package io.blindsum.release.text;

import org.jspecify.annotations.NullMarked;
