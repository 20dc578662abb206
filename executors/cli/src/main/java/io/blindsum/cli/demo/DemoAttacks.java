package io.blindsum.cli.demo;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameProgress;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.layout.SlotLayout;
import io.blindsum.layout.TotalsDecoder;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.util.Objects;

/** Tries on a hospital's batch what it has to withstand, and says what came of it. */
final class DemoAttacks {
  private final Signed<BatchMessage> batch;
  private final ModularArithmetic arithmetic;

  DemoAttacks(Signed<BatchMessage> batch, ModularArithmetic arithmetic) {
    this.batch = batch;
    this.arithmetic = arithmetic;
  }

  /** Does what a curious researcher can: decrypts a record with the private key. */
  DemoOutcome curiosity(PaillierPrivateKey key) {
    String tried = "the researcher opens a record of a hospital's batch with the private key";
    try (FrameReader reader = open(frame());
        Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      SlotLayout layout = SlotLayout.parse(reader.header().layout());
      FrameBatch content = Objects.requireNonNull(reader.next());
      BlockArray record = content.ciphertexts().slice(0, layout.plaintextsPerRecord());
      BlockArray opened = decryptor.decrypt(new CiphertextBatch(key.publicKey(), record));
      TotalsDecoder.of(layout).decode(opened, 1);
      return new DemoOutcome("record_hidden", tried, "the record is readable", false);
    } catch (ImplausibleTotalException e) {
      return new DemoOutcome("record_hidden", tried, "a random number: it is masked", true);
    }
  }

  /** Flips one bit, as a disk or a stranger would. */
  DemoOutcome tampering() {
    String tried = "one bit of a batch is flipped on its way";
    byte[] altered = frame();
    altered[altered.length / 2] ^= 1;
    try (FrameReader reader = open(altered);
        FrameSum sum = FrameSum.of(arithmetic)) {
      sum.add(reader, FrameProgress.NONE);
      return new DemoOutcome("tampering_refused", tried, "it was added", false);
    } catch (FrameException e) {
      return new DemoOutcome("tampering_refused", tried, "refused: " + e.getMessage(), true);
    }
  }

  private byte[] frame() {
    return FrameText.bytes(batch.message().name().title(), batch.frame());
  }

  private FrameReader open(byte[] bytes) {
    return FrameReader.open(
        Channels.newChannel(new ByteArrayInputStream(bytes)), batch.message().name().title());
  }
}
