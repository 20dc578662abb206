package io.blindsum.paillier.threshold;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.Chunks;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a holder claims: that {@code log_{c^4} c_i^2 = log_v v_i} for each ciphertext. Everything
 * but the partial decryptions comes from the key and from who wants the ciphertexts opened.
 *
 * <p>The squares take the statement to where a false one cannot hide behind an element of order
 * two. The challenge is SHA-256 of {@value #LABEL} and then of {@code n, t, L, v, v_1, ..., v_L,
 * i}, the number of ciphertexts, all {@code c}, all {@code c_i}, all {@code a}, and {@code b}: each
 * number in as few big-endian bytes as it needs, after their count in four (Fiat, Shamir, CRYPTO
 * 1986).
 *
 * @param key the key, whose verification keys are part of what is claimed
 * @param holder the index of who claims it
 * @param ciphertexts units modulo {@code n^2}
 * @param partials numbers from whoever claims it, one a ciphertext
 */
record EqualityStatement(
    ThresholdKey key, int holder, List<BigInteger> ciphertexts, List<BigInteger> partials) {
  /** The bits of a challenge that is a digest. */
  static final int CHALLENGE_BITS = 256;

  private static final String LABEL = "blindsum-partial-decryption-v1";

  /** Powers of one call: the lanes of the widest kernel. */
  private static final int LANES = 8;

  /** Makes the proof, which holds if the statement is true. */
  EqualityProof prove(SquareRing secretRing, BigInteger witness, BigInteger nonce) {
    List<BigInteger> all = commit(secretRing, nonce);
    List<BigInteger> commitments = all.subList(0, ciphertexts.size());
    BigInteger baseCommitment = all.get(ciphertexts.size());
    BigInteger e = challenge(commitments, baseCommitment);
    return new EqualityProof(commitments, baseCommitment, nonce.add(e.multiply(witness)));
  }

  /** Returns {@code (c^4)^r} for each ciphertext, and {@code v^r}. */
  List<BigInteger> commit(SquareRing secretRing, BigInteger nonce) {
    BlockArray commitments = bases(secretRing);
    power(secretRing, commitments, nonce);
    return values(commitments);
  }

  /** Tells whether a proof holds, with the challenge that belongs to it. */
  boolean isProvedBy(EqualityProof proof, SquareRing ring) {
    return proof.commitments().size() == ciphertexts.size()
        && holds(
            proof,
            challenge(proof.commitments(), proof.baseCommitment()),
            key.bounds(CHALLENGE_BITS),
            ring);
  }

  /** Tells whether the equations of a proof hold for a challenge, and every number is in range. */
  boolean holds(EqualityProof proof, BigInteger e, EqualityBounds bounds, SquareRing ring) {
    BigInteger z = proof.response();
    List<BigInteger> claimed = new ArrayList<>(proof.commitments());
    claimed.add(proof.baseCommitment());
    boolean sound =
        bounds.admitsChallenge(e)
            && bounds.admitsResponse(z)
            && Units.areAll(ciphertexts, ring)
            && Units.areAll(partials, ring)
            && Units.areAll(claimed, ring);
    if (!sound) {
      return false;
    }
    BlockArray left = bases(ring);
    power(ring, left, z);
    BlockArray right = images(ring);
    power(ring, right, e);
    ring.multiply(right, blocks(ring, claimed), right);
    return left.bytes().equals(right.bytes());
  }

  /** Returns {@code c^4} for each ciphertext, and {@code v}. */
  private BlockArray bases(SquareRing ring) {
    BlockArray bases = withLast(ring, ciphertexts, key.base());
    BlockArray squared = bases.slice(0, ciphertexts.size());
    ring.multiply(squared, squared, squared);
    ring.multiply(squared, squared, squared);
    return bases;
  }

  /** Returns {@code c_i^2} for each ciphertext, and {@code v_i}. */
  private BlockArray images(SquareRing ring) {
    BlockArray images = withLast(ring, partials, key.verificationKey(holder));
    BlockArray squared = images.slice(0, partials.size());
    ring.multiply(squared, squared, squared);
    return images;
  }

  private BigInteger challenge(List<BigInteger> commitments, BigInteger baseCommitment) {
    MessageDigest digest = Sha256.open();
    digest.update(LABEL.getBytes(StandardCharsets.US_ASCII));
    add(digest, key.publicKey().modulus());
    add(digest, BigInteger.valueOf(key.parameters().threshold()));
    add(digest, BigInteger.valueOf(key.parameters().holders()));
    add(digest, key.base());
    key.verificationKeys().forEach(v -> add(digest, v));
    add(digest, BigInteger.valueOf(holder));
    add(digest, BigInteger.valueOf(ciphertexts.size()));
    ciphertexts.forEach(c -> add(digest, c));
    partials.forEach(c -> add(digest, c));
    commitments.forEach(a -> add(digest, a));
    add(digest, baseCommitment);
    return new BigInteger(1, digest.digest());
  }

  /** Feeds a number; the numbers of a proof are public, and may be negative when they are wrong. */
  private static void add(MessageDigest digest, BigInteger number) {
    byte[] bytes = number.toByteArray();
    int signByte = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length - signByte).flip());
    digest.update(bytes, signByte, bytes.length - signByte);
  }

  /** Raises every element to one exponent, on all cores. */
  static void power(SquareRing ring, BlockArray elements, BigInteger exponent) {
    Chunks.forEach(
        elements.count(),
        LANES,
        (from, to) -> {
          BlockArray some = elements.slice(from, to);
          ring.power(some, exponent, some);
        });
  }

  private static BlockArray withLast(SquareRing ring, List<BigInteger> values, BigInteger last) {
    List<BigInteger> all = new ArrayList<>(values);
    all.add(last);
    return blocks(ring, all);
  }

  static BlockArray blocks(SquareRing ring, List<BigInteger> values) {
    return BlockArray.of(ring.elementBytes(), values.toArray(BigInteger[]::new));
  }

  static List<BigInteger> values(BlockArray blocks) {
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < blocks.count(); i++) {
      values.add(blocks.get(i));
    }
    return values;
  }
}
