/**
 * The Paillier cryptosystem (Paillier, "Public-Key Cryptosystems Based on Composite Degree
 * Residuosity Classes", EUROCRYPT 1999) with {@code g = n + 1}.
 *
 * <p>Depends on {@code io.blindsum.arith}. Nothing unblinded leaves this package: there is no
 * public type for {@code 1 + m n} alone, and no public way to choose the randomness of a
 * ciphertext.
 */
@NullMarked
package io.blindsum.paillier;

import org.jspecify.annotations.NullMarked;
