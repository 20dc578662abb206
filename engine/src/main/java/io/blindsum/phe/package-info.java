/**
 * Signed numbers and floats as the Python library phe encodes them.
 *
 * <p>Depends on {@code encoding} for its errors.
 */
@NullMarked
package io.blindsum.phe;

import org.jspecify.annotations.NullMarked;
