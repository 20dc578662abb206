package io.blindsum.frame;

import io.blindsum.paillier.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/** Takes the weights of batch after batch, and keeps what a result has to say of them. */
final class WeightTally {
  private final RecordWeights weights;
  private final Map<String, byte[]> digestsByStream = new TreeMap<>();
  private MessageDigest stream = Sha256.open();
  private long positive;
  private long negative;

  WeightTally(RecordWeights weights) {
    this.weights = weights;
  }

  /**
   * Takes the weights of the next records.
   *
   * @param header whose max rows the magnitudes of all weights together must not exceed: a record
   *     of weight w needs the room of |w| rows
   * @throws FrameMismatchException if they do
   */
  long[] take(String frame, FrameHeader header, int records) {
    long[] taken = new long[records];
    ByteBuffer bytes = ByteBuffer.allocate(records * Long.BYTES);
    for (int i = 0; i < records; i++) {
      long weight = weights.next();
      taken[i] = weight;
      bytes.putLong(weight);
      count(frame, header.maxRows(), weight);
    }
    stream.update(bytes.flip());
    return taken;
  }

  private void count(String frame, long maxRows, long weight) {
    long room = maxRows - positive - negative;
    if (weight > room || weight < -room) {
      throw new FrameMismatchException(
          frame,
          "weights",
          "magnitudes of at most " + maxRows + " in all, the rows that there is room for",
          "more");
    }
    positive += Math.max(weight, 0);
    negative += Math.max(-weight, 0);
  }

  /** Ends the stream whose weights were taken since the last one ended. */
  void end(String streamId) {
    digestsByStream.put(streamId, stream.digest());
    stream = Sha256.open();
  }

  WeightTotals totals() {
    MessageDigest all = Sha256.open();
    digestsByStream.values().forEach(all::update);
    return new WeightTotals(Sha256.hex(all.digest()), positive, negative);
  }
}
