/** What a Colonies server carries, without any encryption. */
@NullMarked
package io.blindsum.benchmarks.colony;

import org.jspecify.annotations.NullMarked;
