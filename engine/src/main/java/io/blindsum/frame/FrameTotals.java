package io.blindsum.frame;

/**
 * What a whole frame came to, as its trailer says.
 *
 * @param batches its batches
 * @param rows the rows encrypted in it
 * @param rejected the rows left out of it
 * @param ciphertexts its ciphertexts
 * @param digest SHA-256 over header and batches, in 64 hex digits: stands for every byte of the
 *     frame, and is what a signature has to cover
 * @param sourceDigest the digest of its rows if it has one, otherwise that of its header
 */
public record FrameTotals(
    int batches, long rows, long rejected, long ciphertexts, String digest, String sourceDigest) {}
