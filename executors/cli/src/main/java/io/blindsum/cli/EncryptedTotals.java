package io.blindsum.cli;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Text;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.WeightTotals;
import io.blindsum.keys.PrivateKeyFile;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.SlotLayout;
import io.blindsum.layout.TotalsDecoder;
import io.blindsum.layout.WeightedTotalsDecoder;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.ResultMessage;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
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
   * Reads the totals of a result.
   *
   * @param name what messages call it
   */
  public static EncryptedTotals read(String name, ResultMessage result) {
    try (ReadableByteChannel channel = FrameText.channel(name, result.frame());
        FrameReader reader = FrameReader.open(channel, name)) {
      return read(reader);
    } catch (IOException e) {
      throw new IllegalStateException("closing bytes in memory failed", e);
    }
  }

  /** Reads a frame to its end; refuses one of single records. */
  public static EncryptedTotals read(FrameReader reader) {
    FrameHeader header = reader.header();
    if (header.kind() != FrameKind.RESULT) {
      throw new CommandException(
          ExitCode.POLICY,
          reader.name() + " holds single records, which are not decrypted",
          "blindsum sum " + reader.name() + " -o total.bsr, then decrypt total.bsr");
    }
    FrameBatch batch = reader.next();
    if (batch == null) {
      throw notTotals(reader);
    }
    BlockArray totals = batch.ciphertexts();
    if (reader.next() != null || totals.count() != header.positions()) {
      throw notTotals(reader);
    }
    return new EncryptedTotals(header, totals, reader.totals().digest());
  }

  private static CommandException notTotals(FrameReader reader) {
    return new CommandException(
        ExitCode.DATA, reader.name() + " does not hold one total a position", "sum again");
  }

  /** Opens the totals of every group. */
  public List<GroupTotals> decrypt(PrivateKeyFile privateKey, ModularArithmetic arithmetic) {
    requireKey(privateKey);
    try (Decryptor decryptor = Decryptor.of(privateKey.key(), arithmetic)) {
      BlockArray plaintexts = decryptor.decrypt(new CiphertextBatch(header.key(), totals));
      SlotLayout layout = SlotLayout.parse(header.layout());
      WeightTotals weights = header.weights();
      return weights == null
          ? TotalsDecoder.of(layout).decode(plaintexts, header.manifest().rows())
          : WeightedTotalsDecoder.of(
                  layout, header.key().modulus(), weights.positive(), weights.negative())
              .decode(plaintexts);
    }
  }

  private void requireKey(PrivateKeyFile privateKey) {
    if (!header.key().equals(privateKey.key().publicKey())) {
      throw new CommandException(
          ExitCode.KEY,
          "key mismatch: the totals are for key "
              + Text.shortKey(header.key().fingerprint())
              + ", the file holds key "
              + Text.shortKey(privateKey.key().publicKey().fingerprint()),
          "--key the private key of study '" + header.study() + "'");
    }
  }
}
