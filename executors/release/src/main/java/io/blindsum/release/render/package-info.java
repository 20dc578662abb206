/**
 * A result for people and for programs: as text, CSV, JSON and a page. Every format takes the
 * names, units and forms of figures from their declared columns. Depends on {@code result}, {@code
 * statistic} and {@code page}.
 */
@NullMarked
package io.blindsum.release.render;

import org.jspecify.annotations.NullMarked;
