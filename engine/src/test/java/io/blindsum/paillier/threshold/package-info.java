/** Tests of the package of this name. */
@NullMarked
package io.blindsum.paillier.threshold;

import org.jspecify.annotations.NullMarked;
