package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameSumTest {
  @TempDir private Path folder;

  private final byte[] first =
      Frames.write(Frames.header().build(), Frames.encrypt(1, 2), Frames.encrypt(3));

  @ParameterizedTest
  @MethodSource("io.blindsum.testing.Backends#ready")
  void sumIsThatOfThePlaintexts(ModularArithmetic arithmetic) throws Exception {
    Random random = Seeds.random("sumIsThatOfThePlaintexts");
    int positions = 3;
    long[] expected = new long[positions];
    try (FrameSum sum = FrameSum.of(arithmetic)) {
      for (int frame = 0; frame < 3; frame++) {
        Path file = folder.resolve(frame + ".bsc");
        FrameHeader header = Frames.header().positions(positions).build();
        try (FrameFile out = FrameFile.create(file, header)) {
          for (int batch = 0; batch < 4; batch++) {
            int rows = random.nextInt(20);
            out.append(rows, 1, randomRecords(rows, expected, random));
          }
          out.finish();
        }
        sum.add(file, FrameProgress.NONE);
      }
      FrameSumResult result = sum.result();
      assertThat(Frames.decrypt(result)).containsExactly(expected[0], expected[1], expected[2]);
      assertThat(result.manifest().streams()).hasSize(3);
      assertThat(result.manifest().rejected()).isEqualTo(12);
    }
  }

  @Test
  void manyCiphertextsAreSplitOverLeaves() {
    long[] values = LongStream.range(0, 100).toArray();
    BlockArray hundred = Frames.encrypt(values);
    BlockArray many = BlockArray.allocate(100 * 100, hundred.blockBytes());
    for (int i = 0; i < 100; i++) {
      many.slice(100 * i, 100 * (i + 1)).bytes().put(hundred.bytes());
    }
    byte[] frame = Frames.write(Frames.header().maxRows(20_000).build(), many, many);
    assertThat(Frames.decrypt(Frames.sum(frame))).containsExactly(2L * 100 * 4950);
  }

  @Test
  void resultsAddUpWithRecords() {
    byte[] second = Frames.write(Frames.header().site("r2").build(), Frames.encrypt(10, 20));
    byte[] third = Frames.write(Frames.header().site("r3").build(), Frames.encrypt(100));
    byte[] two = Frames.write(Frames.sum(first, second));
    FrameSumResult all = Frames.sum(two, third);
    assertThat(Frames.decrypt(all)).containsExactly(136L);
    assertThat(all.manifest().rows()).isEqualTo(6);
    assertThat(all.manifest().streams())
        .extracting(SummedStream::site)
        .containsExactlyInAnyOrder("r1", "r2", "r3");
    assertThat(all.manifest()).isEqualTo(Frames.sum(third, first, second).manifest());
  }

  @Test
  void sumOfNoRecordsIsZero() {
    assertThat(Frames.decrypt(Frames.sum(Frames.write(Frames.header().build()))))
        .containsExactly(0L);
  }

  @Test
  void recordsCountOnce() {
    byte[] second = Frames.write(Frames.header().site("r2").build(), Frames.encrypt(10));
    byte[] both = Frames.write(Frames.sum(first, second));
    String id = FrameReader.open(Frames.channel(first), "memory").header().streamId();
    assertThatThrownBy(() -> Frames.sum(first, second, first))
        .isInstanceOf(DuplicateStreamException.class)
        .hasMessage(
            "memory: stream "
                + id.substring(0, 8)
                + " of site 'r1' is counted already, or its rows are; leave this frame out");
    assertThatThrownBy(() -> Frames.sum(both, second)).isInstanceOf(DuplicateStreamException.class);
    assertThatThrownBy(() -> Frames.sum(second, both)).isInstanceOf(DuplicateStreamException.class);
    assertThatThrownBy(() -> Frames.sum(both, both)).isInstanceOf(DuplicateStreamException.class);

    String source = "ab".repeat(32);
    byte[] once = Frames.write(Frames.header().sourceDigest(source).build(), Frames.encrypt(5));
    byte[] again = Frames.write(Frames.header().sourceDigest(source).build(), Frames.encrypt(5));
    assertThatThrownBy(() -> Frames.sum(once, again)).isInstanceOf(DuplicateStreamException.class);
  }

  @Test
  void framesOfOtherWorkAreRefused() {
    refuse(header -> header.study("x"), "study: expected 'heart-2026', got 'x'", "study");
    refuse(header -> header.layout("x"), "layout: expected SHA-256 ", "layout");
    refuse(header -> header.positions(2), "positions: expected 1, got 2", "positions");
    refuse(header -> header.maxRows(7), "max rows: expected 1000, got 7", "max rows");
    refuse(
        header -> header.protection(Protection.MASKED),
        "protection: expected PLAIN, got MASKED",
        "protection");

    PaillierPrivateKey other = Vectors.privateKey("safe-1024");
    byte[] foreign =
        Frames.write(
            FrameHeader.records(other.publicKey()).maxRows(1000).build(), Frames.encrypt(other, 1));
    assertThatThrownBy(() -> Frames.sum(first, foreign))
        .isInstanceOf(FrameMismatchException.class)
        .hasMessage(
            "memory: key: expected "
                + Frames.KEY.publicKey().fingerprint()
                + ", got "
                + other.publicKey().fingerprint());
  }

  @Test
  void theQueryStaysWithTheSumOfItsRecords() {
    FrameQuestion question = new FrameQuestion("ab".repeat(32), ReleaseRule.of(10));
    byte[] one = Frames.write(Frames.header().question(question).build(), Frames.encrypt(1));
    byte[] two =
        Frames.write(Frames.header().site("r2").question(question).build(), Frames.encrypt(2));
    byte[] sum = Frames.write(Frames.sum(one, two));
    assertThat(FrameReader.open(Frames.channel(sum), "memory").header().question())
        .isEqualTo(question);
    FrameQuestion other = new FrameQuestion("ab".repeat(32), new ReleaseRule(5, 6, 4, true));
    byte[] third =
        Frames.write(Frames.header().site("r3").question(other).build(), Frames.encrypt(3));
    assertThat(FrameReader.open(Frames.channel(third), "memory").header().question())
        .isEqualTo(other);
    refuse(
        header -> header.question(question), "query: expected none, got FrameQuestion[", "query");
    assertThatThrownBy(() -> Frames.sum(one, third))
        .isInstanceOf(FrameMismatchException.class)
        .hasMessageContaining("minCell=10")
        .hasMessageContaining("minCell=5");
    assertThatThrownBy(() -> new FrameQuestion("ab".repeat(32), ReleaseRule.of(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rowsBeyondTheDeclaredOnesAreRefused() {
    byte[] five = Frames.write(Frames.header().maxRows(5).build(), Frames.encrypt(1, 1, 1, 1, 1));
    byte[] none = Frames.write(Frames.header().maxRows(5).build());
    byte[] one = Frames.write(Frames.header().maxRows(5).build(), Frames.encrypt(1));
    assertThat(Frames.decrypt(Frames.sum(five, none))).containsExactly(5L);
    assertThatThrownBy(() -> Frames.sum(five, one))
        .hasMessage("memory: rows: expected at most 0 more of 5, got 1");
  }

  @Test
  void refusedFrameLeavesTheSumAsItWas() {
    byte[] second = Frames.write(Frames.header().build(), Frames.encrypt(10), Frames.encrypt(20));
    byte[] cut = Arrays.copyOf(second, second.length - 1);
    try (FrameSum sum = FrameSum.of(Arithmetics.fastest())) {
      assertThatThrownBy(sum::result).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> add(sum, cut)).isInstanceOf(CorruptFrameException.class);
      assertThatThrownBy(sum::result).isInstanceOf(IllegalStateException.class);
      add(sum, first);
      assertThatThrownBy(() -> add(sum, cut)).isInstanceOf(CorruptFrameException.class);
      assertThatThrownBy(() -> add(sum, first)).isInstanceOf(DuplicateStreamException.class);
      assertThat(Frames.decrypt(sum.result())).containsExactly(6L);
      add(sum, second);
      assertThat(Frames.decrypt(sum.result())).containsExactly(36L);
    }
  }

  @Test
  void nonUnitIsNamedWithItsBatch() {
    BigInteger n = Frames.KEY.publicKey().modulus();
    for (BigInteger bad : List.of(BigInteger.ZERO, n, n.multiply(Frames.KEY.p()), n.multiply(n))) {
      BlockArray batch = Frames.encrypt(1, 2, 3, 4);
      batch.set(2, bad);
      byte[] frame =
          Frames.write(Frames.header().positions(2).build(), Frames.encrypt(5, 6), batch);
      assertThatThrownBy(() -> Frames.sum(frame))
          .isInstanceOf(CorruptFrameException.class)
          .hasMessage("memory: ciphertext 2 of batch 1 is not a unit modulo n^2");
    }
  }

  @Test
  void progressCountsCiphertexts() throws Exception {
    Path file = Files.write(folder.resolve("a.bsc"), first);
    List<String> heard = new ArrayList<>();
    try (FrameSum sum = FrameSum.of(Arithmetics.fastest())) {
      FrameTotals totals =
          sum.add(file, (done, total) -> heard.add(done + "/" + total.getAsLong()));
      assertThat(totals.ciphertexts()).isEqualTo(3);
    }
    assertThat(heard).containsExactly("2/3", "3/3");
  }

  private void refuse(UnaryOperator<FrameHeader.Builder> change, String problem, String what) {
    FrameHeader.Builder header = change.apply(Frames.header());
    byte[] frame = Frames.write(header.build(), Frames.encrypt(1, 2));
    assertThatThrownBy(() -> Frames.sum(first, frame))
        .isInstanceOfSatisfying(
            FrameMismatchException.class, e -> assertThat(e.what()).isEqualTo(what))
        .hasMessageStartingWith("memory: " + problem);
  }

  private static void add(FrameSum sum, byte[] frame) {
    sum.add(FrameReader.open(Frames.channel(frame), "memory"), FrameProgress.NONE);
  }

  private static BlockArray randomRecords(int rows, long[] totals, Random random) {
    long[] values = new long[rows * totals.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(1_000_000);
      totals[i / rows] += values[i];
    }
    return Frames.encrypt(values);
  }
}
