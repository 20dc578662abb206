package io.blindsum.release;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.WeightTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.NoisyTotalsDecoder;
import io.blindsum.layout.SlotLayout;
import io.blindsum.layout.TotalsDecoder;
import io.blindsum.layout.WeightedTotalsDecoder;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.threshold.KeyShare;
import io.blindsum.paillier.threshold.PartialCombiner;
import io.blindsum.paillier.threshold.PartialDecryption;
import io.blindsum.paillier.threshold.PartialDecryptor;
import io.blindsum.paillier.threshold.ThresholdKey;
import io.blindsum.release.TotalsException.Problem;
import java.math.BigInteger;
import java.util.List;

/**
 * The totals of a result frame, still encrypted.
 *
 * @param header what the frame says of itself
 * @param totals one ciphertext a position
 * @param digest of the frame's trailer, which stands for every byte of it
 */
public record EncryptedTotals(FrameHeader header, BlockArray totals, String digest) {
  /**
   * Reads a frame to its end.
   *
   * @throws TotalsException if it does not hold totals
   * @throws io.blindsum.frame.FrameException if it is damaged
   */
  public static EncryptedTotals read(FrameReader reader) {
    FrameHeader header = reader.header();
    if (header.kind() != FrameKind.RESULT) {
      throw new TotalsException(
          Problem.SINGLE_RECORDS,
          reader.name() + " holds single records, which are not decrypted",
          "blindsum sum " + reader.name() + " -o total.bsr, then decrypt total.bsr");
    }
    FrameBatch batch = reader.next();
    if (batch == null) {
      throw noTotals(reader);
    }
    BlockArray totals = batch.ciphertexts();
    if (reader.next() != null || totals.count() != header.positions()) {
      throw noTotals(reader);
    }
    return new EncryptedTotals(header, totals, reader.totals().digest());
  }

  private static TotalsException noTotals(FrameReader reader) {
    return new TotalsException(
        Problem.NO_TOTALS, reader.name() + " does not hold one total a position", "sum again");
  }

  /**
   * Opens the totals of every group.
   *
   * @throws TotalsException if the key is another one
   * @throws io.blindsum.encoding.ImplausibleTotalException if no rows have these totals
   */
  public OpenedTotals open(PaillierPrivateKey key, ModularArithmetic arithmetic) {
    requireKey(key.publicKey());
    try (Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      BlockArray plaintexts = decryptor.decrypt(batch());
      return new OpenedTotals(header, digest, groups(plaintexts), arithmetic.name());
    }
  }

  /**
   * Opens the totals of every group by what holders computed of them.
   *
   * @param partials of as many holders as are needed, or more
   * @throws TotalsException if the key is another one
   * @throws io.blindsum.paillier.PartialDecryptionException if they do not open these totals
   * @throws io.blindsum.encoding.ImplausibleTotalException if no rows have these totals
   */
  public OpenedTotals open(
      ThresholdKey key, List<PartialDecryption> partials, ModularArithmetic arithmetic) {
    requireKey(key.publicKey());
    try (PartialCombiner combiner = PartialCombiner.of(key, arithmetic)) {
      BlockArray plaintexts = combiner.combine(batch(), partials);
      return new OpenedTotals(header, digest, groups(plaintexts), arithmetic.name());
    }
  }

  /**
   * Opens the totals as far as one holder's share does.
   *
   * @throws TotalsException if the key is another one
   */
  public PartialDecryption openPartially(
      ThresholdKey key, KeyShare share, ModularArithmetic arithmetic) {
    requireKey(key.publicKey());
    try (PartialDecryptor decryptor = PartialDecryptor.of(key, share, arithmetic)) {
      return decryptor.decrypt(batch());
    }
  }

  private CiphertextBatch batch() {
    return new CiphertextBatch(header.key(), totals);
  }

  private List<GroupTotals> groups(BlockArray plaintexts) {
    SlotLayout layout = SlotLayout.parse(header.layout());
    BigInteger modulus = header.key().modulus();
    WeightTotals weights = header.weights();
    if (weights != null) {
      return WeightedTotalsDecoder.of(layout, modulus, weights.positive(), weights.negative())
          .decode(plaintexts);
    }
    long rows = header.manifest().rows();
    return layout.noise().isPresent()
        ? NoisyTotalsDecoder.of(layout, modulus).decode(plaintexts, rows)
        : TotalsDecoder.of(layout).decode(plaintexts, rows);
  }

  private void requireKey(PaillierPublicKey key) {
    if (!header.key().equals(key)) {
      throw new TotalsException(
          Problem.OTHER_KEY,
          "key mismatch: the totals are for key %s, the file holds key %s"
              .formatted(start(header.key().fingerprint()), start(key.fingerprint())),
          "name the key of study '" + header.study() + "'");
    }
  }

  private static String start(String fingerprint) {
    return fingerprint.substring(0, 8);
  }
}
