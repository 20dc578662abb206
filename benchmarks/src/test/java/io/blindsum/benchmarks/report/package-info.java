@NullMarked
package io.blindsum.benchmarks.report;

import org.jspecify.annotations.NullMarked;
