@NullMarked
package io.blindsum.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
