/** Tests of the encoding, against vectors and against plain computation. */
@NullMarked
package io.blindsum.encoding;

import org.jspecify.annotations.NullMarked;
