/** Which benchmarks there are, by name, and how JMH runs them. */
@NullMarked
package io.blindsum.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
