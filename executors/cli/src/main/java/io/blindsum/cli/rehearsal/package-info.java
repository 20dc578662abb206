/**
 * A colony on one machine, with hospitals and a cloud that run the same commands as anywhere: what
 * {@code blindsum colony dev} serves, and the demo plays on.
 */
@NullMarked
package io.blindsum.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
