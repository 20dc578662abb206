@NullMarked
package io.blindsum.protection;

import org.jspecify.annotations.NullMarked;
