/**
 * What people write and read: YAML and JSON files read strictly, UTF-8 without repairs, and
 * messages that say what is wrong, where, and what mends it.
 *
 * <p>Depends on the engine for the printable form of names.
 */
@NullMarked
package io.blindsum.text;

import org.jspecify.annotations.NullMarked;
