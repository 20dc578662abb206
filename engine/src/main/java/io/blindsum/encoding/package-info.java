/**
 * Clinical values to integers and back: the types of columns, and the readers of their fields.
 *
 * <p>Every value is stored as {@code u = (x - lo) 10^d}, an integer of at least 0. Stands alone.
 */
@NullMarked
package io.blindsum.encoding;

import org.jspecify.annotations.NullMarked;
