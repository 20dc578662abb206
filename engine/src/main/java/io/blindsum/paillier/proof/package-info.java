/**
 * What a key holder proves of a public key without its factors: the certificate of a study key.
 *
 * <p>Depends on {@code paillier} and {@code arith}.
 */
@NullMarked
package io.blindsum.paillier.proof;

import org.jspecify.annotations.NullMarked;
