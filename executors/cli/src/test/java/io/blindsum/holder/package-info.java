@NullMarked
package io.blindsum.holder;

import org.jspecify.annotations.NullMarked;
