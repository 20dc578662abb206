/**
 * The executor of a holder of a shared key: answers with its part of opening a result that keeps
 * its policy, or says why not.
 *
 * <p>Depends on the engine, the messages, the check of results and what is read of their frames;
 * knows nothing of hospitals and clouds.
 */
@NullMarked
package io.blindsum.holder;

import org.jspecify.annotations.NullMarked;
