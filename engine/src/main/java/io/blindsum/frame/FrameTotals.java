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
 */
public record FrameTotals(int batches, long rows, long rejected, long ciphertexts, String digest) {}
