/** What the protection of records, keys and totals costs beside what it protects. */
@NullMarked
package io.blindsum.benchmarks.protection;

import org.jspecify.annotations.NullMarked;
