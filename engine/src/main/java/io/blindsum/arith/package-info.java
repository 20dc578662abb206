/**
 * Fixed-width blocks of integers and arithmetic on them modulo one odd number.
 *
 * <p>The lowest layer: depends on the JDK only.
 */
@NullMarked
package io.blindsum.arith;

import org.jspecify.annotations.NullMarked;
