/**
 * Runs a Colonies server inside this JVM, for one machine: demos, tests, a laptop.
 *
 * <p>{@link io.blindsum.colony.local.LocalColony} speaks the protocol of the real server over a
 * loopback port and follows the same state machine, down to the words of its refusals, so that
 * programs use it through the ordinary client. One conformance suite runs against both.
 *
 * <p>A request passes through {@code LoopbackServer} (HTTP), {@code RpcHandler} (envelope,
 * signature, and the handler of its message type) and one of the {@code ...Handlers} classes, which
 * check roles with {@code Membership} and change rows of the {@code Store}. One lock guards the
 * store; {@code Scheduler} hands out processes and wakes waiting executors; {@code Deadlines}
 * watches the clock; {@code GraphRules} settles workflows. With a state file every change is in the
 * {@code Journal} before its reply is sent. Channels live in memory only, as in the real server.
 *
 * <p>Left out: web sockets, crons, generators, files, blueprints, statistics.
 */
@NullMarked
package io.blindsum.colony.local;

import org.jspecify.annotations.NullMarked;
