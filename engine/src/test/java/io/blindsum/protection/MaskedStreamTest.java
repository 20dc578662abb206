package io.blindsum.protection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.PackedEncoder;
import io.blindsum.layout.RowBuffer;
import io.blindsum.layout.SlotLayout;
import io.blindsum.layout.TotalsDecoder;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.CiphertextGate;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.GroupBy;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The key holder and the cloud together, with every ciphertext and every key. */
class MaskedStreamTest {
  private static final int RECORDS = 10_000;
  private static final int TRIALS = 2_500;
  private static final int BITS = 512;

  private final Random random = Seeds.random("MaskedStreamTest");
  private final ModularArithmetic arithmetic = Arithmetics.fastest();
  // a small key: what is measured is the masks, which are as uniform under any
  private final PaillierPrivateKey key = key();
  private final PaillierPublicKey publicKey = key.publicKey();
  private final SlotLayout layout =
      SlotLayout.of(
          List.of(ColumnSpec.parse("x:int[0..255]")),
          GroupBy.none(),
          2 * RECORDS,
          BITS,
          LayoutMode.WIDE);
  private final TotalsDecoder decoder = TotalsDecoder.of(layout);
  private long sumOfX;

  @Test
  @Requirement(id = "R14", figure = "key holder and cloud together: 0 of 10,000 records readable")
  @Requirement(id = "R14", figure = "omit, double, flip, replace one: 0 of 10,000 totals accepted")
  void onlyTheWholeIsReadable() {
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic));
        Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      BlockArray ciphertexts = encryptor.encrypt(masked()).blocks();
      BlockArray opened = decryptor.decrypt(new CiphertextBatch(publicKey, ciphertexts));
      int readable = 0;
      for (int i = 0; i < RECORDS; i++) {
        readable += isPlausible(opened.get(i), 1) ? 1 : 0;
      }
      assertThat(readable).isZero();

      BigInteger total = CiphertextGate.requireUnits(arithmetic.squareRing(n()), ciphertexts);
      ColumnTotals.Numbers numbers =
          (ColumnTotals.Numbers)
              decoder.decode(decrypt(decryptor, total), RECORDS).get(0).columns().get(0);
      assertThat(numbers.moments().sum().longValueExact()).isEqualTo(sumOfX);

      BlockArray fresh = encryptor.encrypt(rows(TRIALS)).blocks();
      assertThat(accepted(decryptor, ciphertexts, fresh, total)).isZero();
    }
  }

  /** Counts what passes of totals in which one record was omitted, doubled, flipped or replaced. */
  private int accepted(
      Decryptor decryptor, BlockArray ciphertexts, BlockArray fresh, BigInteger total) {
    BigInteger modulus = publicKey.modulusSquared();
    BlockArray forged = BlockArray.allocate(4 * TRIALS, publicKey.ciphertextBytes());
    for (int i = 0; i < TRIALS; i++) {
      BigInteger c = ciphertexts.get(random.nextInt(RECORDS));
      BigInteger without = total.multiply(c.modInverse(modulus)).mod(modulus);
      BigInteger flipped = c.flipBit(random.nextInt(2 * BITS - 8));
      forged.set(4 * i, without);
      forged.set(4 * i + 1, total.multiply(c).mod(modulus));
      forged.set(4 * i + 2, without.multiply(flipped).mod(modulus));
      forged.set(4 * i + 3, without.multiply(fresh.get(i)).mod(modulus));
    }
    BlockArray opened = decryptor.decrypt(new CiphertextBatch(publicKey, forged));
    int accepted = 0;
    for (int i = 0; i < opened.count(); i++) {
      int[] rows = {RECORDS - 1, RECORDS + 1, RECORDS, RECORDS};
      accepted += isPlausible(opened.get(i), rows[i % 4]) ? 1 : 0;
    }
    return accepted;
  }

  private boolean isPlausible(BigInteger plaintext, long rows) {
    try {
      decoder.decode(List.of(plaintext), rows);
      return true;
    } catch (ImplausibleTotalException e) {
      return false;
    }
  }

  private List<BigInteger> decrypt(Decryptor decryptor, BigInteger total) {
    BlockArray one = BlockArray.of(publicKey.ciphertextBytes(), total);
    return List.of(decryptor.decrypt(new CiphertextBatch(publicKey, one)).get(0));
  }

  private BlockArray masked() {
    sumOfX = 0;
    BlockArray records = rows(RECORDS);
    byte[] secret = "a secret of one hospital, 32 bytes".getBytes(US_ASCII);
    try (ZeroSumMask mask = ZeroSumMask.derive(publicKey, secret, "plan")) {
      mask.add(records, 0, 0, true);
    }
    return records;
  }

  private BlockArray rows(int count) {
    BlockArray records = BlockArray.allocate(count, publicKey.plaintextBytes());
    PackedEncoder encoder = PackedEncoder.of(layout);
    RowBuffer row = layout.newRow();
    encoder.start(records);
    for (int i = 0; i < count; i++) {
      int x = random.nextInt(256);
      sumOfX += x;
      row.read(0, String.valueOf(x));
      encoder.add(row);
    }
    encoder.finish();
    return records;
  }

  private BigInteger n() {
    return publicKey.modulus();
  }

  private PaillierPrivateKey key() {
    while (true) {
      BigInteger p = BigInteger.probablePrime(BITS / 2, random);
      BigInteger q = BigInteger.probablePrime(BITS / 2, random);
      if (p.multiply(q).bitLength() == BITS && !p.equals(q)) {
        return PaillierPrivateKey.of(p, q);
      }
    }
  }
}
