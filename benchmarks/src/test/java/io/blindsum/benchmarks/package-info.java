@NullMarked
package io.blindsum.benchmarks;

import org.jspecify.annotations.NullMarked;
