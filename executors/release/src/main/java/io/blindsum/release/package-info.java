/**
 * Encrypted totals, from a frame to what may be shown of them. {@link
 * io.blindsum.release.EncryptedTotals} reads and opens a frame, {@link
 * io.blindsum.release.OpenedTotals} applies a rule, and the renderers of {@code render} write the
 * result. Depends on the other packages of this module and on the engine.
 */
@NullMarked
package io.blindsum.release;

import org.jspecify.annotations.NullMarked;
