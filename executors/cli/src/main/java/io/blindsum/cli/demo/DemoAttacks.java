package io.blindsum.cli.demo;

import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameReader;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.protection.SealPrivateKey;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.util.Base64;

/** Tries on a hospital's batch what it has to withstand, and says what came of it. */
final class DemoAttacks {
  private final Signed<BatchMessage> batch;

  DemoAttacks(Signed<BatchMessage> batch) {
    this.batch = batch;
  }

  /** Does what a curious researcher can: looks for records in what a hospital sent. */
  DemoOutcome curiosity() {
    String tried = "the researcher opens a record of a hospital's batch with the private key";
    try (FrameReader reader = open(frame())) {
      return new DemoOutcome(
          "record_hidden", tried, "the batch is readable: " + reader.header().study(), false);
    } catch (FrameException e) {
      return new DemoOutcome(
          "record_hidden", tried, "no batch to read: it is sealed to the cloud", true);
    }
  }

  /** Flips one bit, as a disk or a stranger would, and has the cloud open it. */
  DemoOutcome tampering(SealPrivateKey cloud) {
    String tried = "one bit of a batch is flipped on its way";
    byte[] altered = frame();
    altered[altered.length / 2] ^= 1;
    String text = Base64.getEncoder().encodeToString(altered);
    try {
      SealedFrames.open(batch.withFrame(text), cloud);
      return new DemoOutcome("tampering_refused", tried, "it was opened", false);
    } catch (JobException e) {
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
