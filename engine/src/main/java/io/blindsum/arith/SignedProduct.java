package io.blindsum.arith;

import java.math.BigInteger;

/**
 * A product of powers with signed exponents, before it is inverted: {@code positive / negative}
 * modulo {@code n^2}. Several of them are multiplied part by part, and pay one inversion in all.
 *
 * @param positive the product of {@code a_i^{w_i}} over {@code w_i > 0}; 1 when there is none
 * @param negative the product of {@code a_i^{-w_i}} over {@code w_i < 0}; 1 when there is none
 */
public record SignedProduct(BigInteger positive, BigInteger negative) {}
