@NullMarked
package io.blindsum.blinding;

import org.jspecify.annotations.NullMarked;
