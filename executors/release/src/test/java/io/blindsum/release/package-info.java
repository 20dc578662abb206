/** Tests of what may be shown. */
@NullMarked
package io.blindsum.release;

import org.jspecify.annotations.NullMarked;
