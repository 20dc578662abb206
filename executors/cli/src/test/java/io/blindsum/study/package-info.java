@NullMarked
package io.blindsum.study;

import org.jspecify.annotations.NullMarked;
