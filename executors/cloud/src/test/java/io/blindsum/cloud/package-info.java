@NullMarked
package io.blindsum.cloud;

import org.jspecify.annotations.NullMarked;
