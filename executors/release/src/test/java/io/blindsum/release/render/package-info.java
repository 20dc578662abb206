/** Tests of the formats. */
@NullMarked
package io.blindsum.release.render;

import org.jspecify.annotations.NullMarked;
