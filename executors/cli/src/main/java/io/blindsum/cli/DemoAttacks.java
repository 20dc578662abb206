package io.blindsum.cli;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.encoding.SlotLayout;
import io.blindsum.encoding.TotalsDecoder;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameProgress;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.workflow.BatchMessage;
import io.blindsum.workflow.FrameText;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.util.Objects;
import java.util.function.Consumer;

/** Tries on a hospital's batch what it has to withstand, and says what came of it. */
final class DemoAttacks {
  private final BatchMessage batch;
  private final ModularArithmetic arithmetic;
  private final Consumer<String> say;

  DemoAttacks(BatchMessage batch, ModularArithmetic arithmetic, Consumer<String> say) {
    this.batch = batch;
    this.arithmetic = arithmetic;
    this.say = say;
  }

  /** Does what a curious researcher can: decrypts one patient's record with the private key. */
  boolean hidesRecord(PaillierPrivateKey key) {
    try (FrameReader reader = open(frame());
        Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      SlotLayout layout = SlotLayout.parse(reader.header().layout());
      FrameBatch content = Objects.requireNonNull(reader.next());
      BlockArray record = content.ciphertexts().slice(0, layout.plaintextsPerRecord());
      BlockArray opened = decryptor.decrypt(new CiphertextBatch(key.publicKey(), record));
      TotalsDecoder.of(layout).decode(opened, 1);
      return false;
    } catch (ImplausibleTotalException e) {
      say.accept(
          "curiosity   the private key opens one patient's record: a random number, it is masked");
      return true;
    }
  }

  /** Flips one bit, as a disk or a stranger would. */
  boolean refusesTampering() {
    byte[] altered = frame();
    altered[altered.length / 2] ^= 1;
    try (FrameReader reader = open(altered);
        FrameSum sum = FrameSum.of(arithmetic)) {
      sum.add(reader, FrameProgress.NONE);
      return false;
    } catch (FrameException e) {
      say.accept("tampering   one bit flipped on its way: refused (" + e.getMessage() + ")");
      return true;
    }
  }

  private byte[] frame() {
    return FrameText.bytes(batch.name().title(), batch.frame());
  }

  private FrameReader open(byte[] bytes) {
    return FrameReader.open(
        Channels.newChannel(new ByteArrayInputStream(bytes)), batch.name().title());
  }
}
