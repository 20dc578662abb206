/** What tests of every module share: vectors, seeds, keys. */
@NullMarked
package io.blindsum.testing;

import org.jspecify.annotations.NullMarked;
