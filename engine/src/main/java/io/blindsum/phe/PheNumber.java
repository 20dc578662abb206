package io.blindsum.phe;

import java.math.BigInteger;

/**
 * A number as python-paillier (phe 1.5) encodes it: {@code mantissa * 16^exponent}.
 *
 * @param encoding the mantissa modulo {@code n}, in [0, n)
 * @param exponent of base 16; 0 for integers
 */
public record PheNumber(BigInteger encoding, int exponent) {}
