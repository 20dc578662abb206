/**
 * Shares a private key among holders, of whom a threshold opens ciphertexts together without any of
 * them, or anybody else, having the key (Damgård, Jurik, Nielsen, Int. J. Inf. Secur. 9, 2010,
 * section 4; Shoup, EUROCRYPT 2000).
 *
 * <p>Depends on {@code paillier}, {@code paillier.proof} and {@code arith}.
 */
@NullMarked
package io.blindsum.paillier.threshold;

import org.jspecify.annotations.NullMarked;
