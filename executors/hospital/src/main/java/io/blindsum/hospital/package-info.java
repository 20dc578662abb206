/**
 * The executor of a hospital: answers workflows with encrypted records, under the site's policy.
 *
 * <p>Depends on the engine, on cohorts and on the colony; knows nothing of the cloud.
 */
@NullMarked
package io.blindsum.hospital;

import org.jspecify.annotations.NullMarked;
