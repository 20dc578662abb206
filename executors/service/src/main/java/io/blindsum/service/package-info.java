/**
 * What every long-running program of ours has: its section of the configuration, jobs that fail
 * with a reason, the keys of jobs, logs, counters, and the HTTP port that shows them.
 *
 * <p>Depends on {@code io.blindsum.colony}, {@code io.blindsum.messages} and the rooms below them.
 */
@NullMarked
package io.blindsum.service;

import org.jspecify.annotations.NullMarked;
