/**
 * What may be shown: which counts are hidden, and with them what would give them away. Depends on
 * {@code result}, and on the engine's totals.
 */
@NullMarked
package io.blindsum.release.rule;

import org.jspecify.annotations.NullMarked;
