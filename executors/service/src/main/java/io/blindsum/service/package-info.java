/**
 * What every long-running program of ours has: logs, counters, and the HTTP port that shows them.
 *
 * <p>Depends on {@code io.blindsum.colony}.
 */
@NullMarked
package io.blindsum.service;

import org.jspecify.annotations.NullMarked;
