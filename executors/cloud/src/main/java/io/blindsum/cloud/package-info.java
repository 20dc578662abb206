/**
 * The executor of the cloud: adds what hospitals encrypted, and holds no key.
 *
 * <p>Depends on the engine, on the messages and on the colony; knows nothing of hospitals.
 */
@NullMarked
package io.blindsum.cloud;

import org.jspecify.annotations.NullMarked;
