package io.blindsum.frame;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.Sha256;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encrypted totals and the streams they are made of.
 *
 * @param basis the header whose key, study, question, layout, room for rows and protection all
 *     frames share
 * @param totals one a position
 * @param manifest every stream that was summed, once
 * @param weights of a weighted sum; null for any other
 */
public record FrameSumResult(
    FrameHeader basis, List<Ciphertext> totals, Manifest manifest, @Nullable WeightTotals weights) {
  public FrameSumResult {
    totals = List.copyOf(totals);
  }

  /** Returns a builder for the header of a frame that holds this result. */
  public FrameHeader.Builder header() {
    return FrameHeader.result(basis.key(), manifest)
        .protection(basis.protection())
        .study(basis.study())
        .layout(basis.layout())
        .positions(basis.positions())
        .maxRows(basis.maxRows())
        .weights(weights)
        .question(basis.question());
  }

  /** Returns the same result with other ciphertexts of the same totals. */
  public FrameSumResult withTotals(List<Ciphertext> rerandomized) {
    return new FrameSumResult(basis, rerandomized, manifest, weights);
  }

  /** Returns the totals as the body of a frame. */
  public BlockArray blocks() {
    BlockArray blocks = BlockArray.allocate(totals.size(), basis.key().ciphertextBytes());
    for (int i = 0; i < totals.size(); i++) {
      blocks.set(i, totals.get(i).value());
    }
    return blocks;
  }

  /**
   * Returns SHA-256 over {@link #blocks}, in 64 lowercase hex digits, as results state it of the
   * product before they are re-randomised.
   */
  public String productDigest() {
    MessageDigest sha256 = Sha256.open();
    sha256.update(blocks().bytes());
    return Sha256.hex(sha256.digest());
  }

  /** Writes the result as the batch of a frame that was opened with {@link #header}. */
  public void appendTo(FrameWriter writer) {
    writer.append(manifest.rows(), manifest.rejected(), blocks());
  }

  /** Writes the result as the batch of a file that was created with {@link #header}. */
  public void appendTo(FrameFile file) {
    file.append(manifest.rows(), manifest.rejected(), blocks());
  }
}
