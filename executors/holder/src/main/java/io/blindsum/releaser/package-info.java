/**
 * The release executor: puts the parts of holders together to the totals of a result, and hands out
 * what may be shown of them. It sees totals, and no record.
 *
 * <p>Depends on what a holder checks a result with, on the release gate, and on the rooms of every
 * executor.
 */
@NullMarked
package io.blindsum.releaser;

import org.jspecify.annotations.NullMarked;
