package io.blindsum.protection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroSumMaskTest {
  private static final byte[] SECRET = "a secret of one hospital, 32 bytes".getBytes(US_ASCII);
  private static final String PLAN = "plan 1";

  @ParameterizedTest
  @ValueSource(strings = {"safe-1024", "odd-2073", "blum-2048", "phe-3072-nonblum"})
  @Requirement(id = "R20", figure = "masks under four keys: equal to the plain computation")
  void agreesWithThePlainComputation(String name) throws Exception {
    PaillierPublicKey key = Vectors.privateKey(name).publicKey();
    Random random = Seeds.random("ZeroSumMaskTest");
    // enough that some candidates are rejected
    int records = 600;
    BlockArray values = values(key, records, random);
    MaskOracle oracle = new MaskOracle(key, SECRET, PLAN);
    for (int position : new int[] {0, 3}) {
      BlockArray masked = masked(key, values, position, PLAN);
      for (int i = 0; i < records; i++) {
        assertThat(masked.get(i)).isEqualTo(oracle.mask(values.get(i), position, i, records));
      }
      assertThat(sum(key, masked)).isEqualTo(sum(key, values));
    }
  }

  @Test
  @Requirement(id = "R14", figure = "ranges masked by themselves: equal to the whole")
  void rangesByThemselvesAreThoseOfTheWhole() {
    PaillierPublicKey key = key();
    Random random = Seeds.random("ZeroSumMaskTest");
    BlockArray values = values(key, 1000, random);
    BlockArray whole = masked(key, values, 0, PLAN);
    int[] cuts =
        IntStream.concat(IntStream.of(0, 1000), random.ints(7, 0, 1000)).sorted().toArray();
    try (ZeroSumMask mask = ZeroSumMask.derive(key, SECRET, PLAN)) {
      for (int i = cuts.length - 1; i > 0; i--) {
        BlockArray range = values.slice(cuts[i - 1], cuts[i]);
        mask.add(range, 0, cuts[i - 1], cuts[i] == 1000);
      }
    }
    assertThat(values.bytes()).isEqualTo(whole.bytes());
  }

  @Test
  void aRetryIsTheSameAndAnotherPlanIsNot() {
    PaillierPublicKey key = key();
    BlockArray values = values(key, 50, Seeds.random("ZeroSumMaskTest"));
    BlockArray masked = masked(key, values, 0, PLAN);
    assertThat(masked(key, values, 0, PLAN).bytes()).isEqualTo(masked.bytes());
    BlockArray other = masked(key, values, 0, "plan 2");
    BlockArray position = masked(key, values, 1, PLAN);
    for (int i = 0; i < 50; i++) {
      assertThat(other.get(i)).isNotEqualTo(masked.get(i));
      assertThat(position.get(i)).isNotEqualTo(masked.get(i));
    }
  }

  /** A range that does not close the stream keeps F(a) - F(b), and tells nothing. */
  @Test
  void onlyTheWholeCancels() {
    PaillierPublicKey key = key();
    BlockArray values = values(key, 40, Seeds.random("ZeroSumMaskTest"));
    BlockArray masked = masked(key, values, 0, PLAN);
    BigInteger implausible = key.modulus().shiftRight(64);
    for (int from = 0; from < 40; from++) {
      for (int to = from + 1; to <= 40; to++) {
        BigInteger sum = sum(key, masked.slice(from, to));
        boolean whole = from == 0 && to == 40;
        assertThat(sum.compareTo(implausible) < 0).isEqualTo(whole);
      }
    }
  }

  @Test
  void refusesWhatItCannotMask() {
    PaillierPublicKey key = key();
    assertThatThrownBy(() -> ZeroSumMask.derive(key, new byte[31], PLAN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ZeroSumMask.derive(key, SECRET, ""))
        .isInstanceOf(IllegalArgumentException.class);
    try (ZeroSumMask mask = ZeroSumMask.derive(key, SECRET, PLAN)) {
      BlockArray tooLarge = BlockArray.of(key.plaintextBytes(), BigInteger.TEN, key.modulus());
      assertThatThrownBy(() -> mask.add(tooLarge, 0, 0, true))
          .hasMessage("plaintext 1 is not in [0, n)");
      BlockArray narrow = BlockArray.allocate(1, key.plaintextBytes() - 1);
      assertThatThrownBy(() -> mask.add(narrow, 0, 0, true))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static PaillierPublicKey key() {
    return Vectors.privateKey("blum-1024").publicKey();
  }

  private static BlockArray values(PaillierPublicKey key, int count, Random random) {
    BlockArray values = BlockArray.allocate(count, key.plaintextBytes());
    for (int i = 0; i < count; i++) {
      values.set(i, BigInteger.valueOf(random.nextInt(1 << 20)));
    }
    return values;
  }

  private static BlockArray masked(
      PaillierPublicKey key, BlockArray values, int position, String plan) {
    BlockArray masked = BlockArray.allocate(values.count(), values.blockBytes());
    masked.bytes().put(values.bytes());
    try (ZeroSumMask mask = ZeroSumMask.derive(key, SECRET, plan)) {
      mask.add(masked, position, 0, true);
    }
    return masked;
  }

  private static BigInteger sum(PaillierPublicKey key, BlockArray blocks) {
    return IntStream.range(0, blocks.count())
        .mapToObj(blocks::get)
        .reduce(BigInteger.ZERO, BigInteger::add)
        .mod(key.modulus());
  }
}
