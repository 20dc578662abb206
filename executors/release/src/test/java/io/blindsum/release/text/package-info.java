@NullMarked
package io.blindsum.release.text;

import org.jspecify.annotations.NullMarked;
