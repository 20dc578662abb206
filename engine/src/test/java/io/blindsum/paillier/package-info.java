@NullMarked
package io.blindsum.paillier;

import org.jspecify.annotations.NullMarked;
