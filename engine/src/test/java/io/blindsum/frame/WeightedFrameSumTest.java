package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.Decryptor;
import io.blindsum.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WeightedFrameSumTest {
  private static final int POSITIONS = 3;
  private final Random random = Seeds.random("weighted frames");

  private static FrameSumResult sum(long[] weights, byte[]... frames) {
    Iterator<Long> next = Arrays.stream(weights).iterator();
    try (FrameSum sum = FrameSum.weighted(Arithmetics.fastest(), next::next)) {
      for (byte[] frame : frames) {
        sum.add(FrameReader.open(Frames.channel(frame), "memory"), FrameProgress.NONE);
      }
      assertThat(next.hasNext()).isFalse();
      return sum.result();
    }
  }

  @Test
  void sumIsThatOfThePlaintextsTimesTheirWeights() throws Exception {
    List<byte[]> frames = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    BigInteger[] expected = new BigInteger[POSITIONS];
    Arrays.fill(expected, BigInteger.ZERO);
    TreeMap<String, byte[]> digests = new TreeMap<>();
    for (int frame = 0; frame < 3; frame++) {
      FrameHeader header = Frames.header().positions(POSITIONS).maxRows(1_000_000).build();
      int first = weights.size();
      BlockArray[] batches = new BlockArray[2];
      for (int batch = 0; batch < batches.length; batch++) {
        batches[batch] = randomBatch(1 + random.nextInt(20), weights, expected);
      }
      frames.add(Frames.write(header, batches));
      ByteBuffer bytes = ByteBuffer.allocate(8 * (weights.size() - first));
      weights.subList(first, weights.size()).forEach(bytes::putLong);
      digests.put(header.streamId(), sha256().digest(bytes.array()));
    }
    long[] all = weights.stream().mapToLong(Long::longValue).toArray();
    FrameSumResult result = sum(all, frames.toArray(byte[][]::new));

    BigInteger n = Frames.KEY.publicKey().modulus();
    try (Decryptor decryptor = Decryptor.of(Frames.KEY, Arithmetics.fastest())) {
      for (int i = 0; i < POSITIONS; i++) {
        assertThat(decryptor.decrypt(result.totals().get(i))).isEqualTo(expected[i].mod(n));
      }
    }
    MessageDigest digest = sha256();
    digests.values().forEach(digest::update);
    WeightTotals totals = result.header().build().weights();
    assertThat(totals)
        .isEqualTo(
            new WeightTotals(
                HexFormat.of().formatHex(digest.digest()),
                LongStream.of(all).filter(w -> w > 0).sum(),
                -LongStream.of(all).filter(w -> w < 0).sum()));
    byte[] written = Frames.write(result);
    assertThat(FrameReader.open(Frames.channel(written), "memory").header().weights())
        .isEqualTo(totals);
  }

  private BlockArray randomBatch(int records, List<Long> weights, BigInteger[] expected) {
    long[] values = new long[records * POSITIONS];
    for (int i = 0; i < records; i++) {
      long weight = random.nextLong(-1000, 1001);
      weights.add(weight);
      for (int position = 0; position < POSITIONS; position++) {
        long value = random.nextInt(1_000_000);
        values[position * records + i] = value;
        expected[position] = expected[position].add(BigInteger.valueOf(weight * value));
      }
    }
    return Frames.encrypt(values);
  }

  private static MessageDigest sha256() throws Exception {
    return MessageDigest.getInstance("SHA-256");
  }

  @Test
  void magnitudesNeedTheRoomOfAsManyRows() {
    byte[] frame = Frames.write(Frames.header().maxRows(10).build(), Frames.encrypt(7, 8, 9));
    FrameSumResult most = sum(new long[] {6, 0, -4}, frame);
    WeightTotals totals = Objects.requireNonNull(most.weights());
    assertThat(totals.magnitude()).isEqualTo(10);
    assertThat(totals.sum()).isEqualTo(2);
    assertThat(Frames.decrypt(most)).containsExactly(6L * 7 - 4 * 9);
    for (long beyond : new long[] {5, -5, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> sum(new long[] {6, 0, beyond}, frame))
          .isInstanceOf(FrameMismatchException.class)
          .hasMessage(
              "memory: weights: expected magnitudes of at most 10 in all, the rows that there is"
                  + " room for, got more");
    }
  }

  @Test
  void onlyPlainRecordsOfOneRowEachAreWeighted() {
    byte[] masked =
        Frames.write(Frames.header().protection(Protection.MASKED).build(), Frames.encrypt(1));
    assertThatThrownBy(() -> sum(new long[] {1}, masked))
        .hasMessage(
            "memory: protection: expected no masks, as they do not cancel under weights, got MASKED");
    byte[] frame = Frames.write(Frames.header().build(), Frames.encrypt(1, 2));
    byte[] result = Frames.write(Frames.sum(frame));
    assertThatThrownBy(() -> sum(new long[] {1}, result))
        .hasMessage("memory: kind: expected RECORDS to be weighted, got RESULT");
    byte[] tall = frameOfFiveRowsInTwoRecords();
    assertThatThrownBy(() -> sum(new long[] {1, 1}, tall))
        .hasMessage("memory: rows of batch 0: expected 2, one a record, got 5");
  }

  private static byte[] frameOfFiveRowsInTwoRecords() {
    var bytes = new ByteArrayOutputStream();
    FrameWriter writer =
        FrameWriter.open(Channels.newChannel(bytes), "memory", Frames.header().build());
    writer.append(5, 0, Frames.encrypt(1, 2));
    writer.finish();
    return bytes.toByteArray();
  }

  @Test
  void weightedTotalsAddUpWithNothing() {
    byte[] frame = Frames.write(Frames.header().build(), Frames.encrypt(1, 2));
    byte[] other = Frames.write(Frames.header().build(), Frames.encrypt(3));
    byte[] weighted = Frames.write(sum(new long[] {-3, 5}, frame));
    assertThat(Frames.sum(weighted).weights()).isNotNull();
    assertThatThrownBy(() -> Frames.sum(weighted, other))
        .isInstanceOf(FrameMismatchException.class)
        .hasMessageEndingWith("got none");
    assertThatThrownBy(() -> Frames.sum(other, weighted))
        .isInstanceOf(FrameMismatchException.class)
        .hasMessageStartingWith("memory: weights: expected none");
  }

  @Test
  void afterARefusedFrameNoOtherIsTaken() {
    byte[] frame = Frames.write(Frames.header().build(), Frames.encrypt(1, 2));
    byte[] cut = Arrays.copyOf(frame, frame.length - 1);
    try (FrameSum sum = FrameSum.weighted(Arithmetics.fastest(), () -> 1)) {
      assertThatThrownBy(
              () -> sum.add(FrameReader.open(Frames.channel(cut), "memory"), FrameProgress.NONE))
          .isInstanceOf(CorruptFrameException.class);
      assertThatThrownBy(
              () -> sum.add(FrameReader.open(Frames.channel(frame), "memory"), FrameProgress.NONE))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
