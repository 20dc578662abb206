/**
 * Speaks to a Colonies server: signs requests, submits and runs processes.
 *
 * <p>The server exchanges one JSON envelope over one HTTP endpoint. Every request is signed with a
 * secp256k1 key ({@link io.blindsum.colony.Identity}); replies are not signed, so a deployment
 * outside one machine needs TLS in front of the server. {@link io.blindsum.colony.ColonyClient} has
 * one method a message, {@link io.blindsum.colony.ExecutorLoop} turns handlers into an executor.
 *
 * <p>Three properties of the server shape this package:
 *
 * <ul>
 *   <li>A close may be answered and yet lose its output, and a second close by the same executor
 *       overwrites the first. {@link io.blindsum.colony.ProcessCloser} therefore repeats only the
 *       identical close, and reads the process back whenever a reply was doubtful.
 *   <li>An executor that has not asked for work for ten minutes is unregistered. The loop asks,
 *       with a capacity that can take none, while it computes.
 *   <li>A status code says little: a database that is down is reported as 400 or 403. {@link
 *       io.blindsum.colony.ColonyException#isTransient()} looks at the message too.
 * </ul>
 *
 * <p>The package stands alone: it depends on OkHttp, Jackson and Bouncy Castle, and on no other
 * module of this project.
 */
@NullMarked
package io.blindsum.colony;

import org.jspecify.annotations.NullMarked;
