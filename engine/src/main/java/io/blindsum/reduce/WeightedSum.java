package io.blindsum.reduce;

import io.blindsum.paillier.Ciphertext;

/**
 * A sum of multiples under encryption, before the one part is taken from the other: weighted sums
 * are added part by part, and negated once in all.
 *
 * @param positive an encryption of the sum of {@code w_i m_i} over {@code w_i > 0}
 * @param negative an encryption of the sum of {@code -w_i m_i} over {@code w_i < 0}
 */
public record WeightedSum(Ciphertext positive, Ciphertext negative) {}
