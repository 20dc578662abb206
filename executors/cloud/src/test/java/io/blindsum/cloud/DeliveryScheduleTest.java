package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Delivers the batches of a plan in random order, some again, some never, some of another try. */
class DeliveryScheduleTest {
  private static final PaillierPrivateKey KEY = Vectors.privateKey("blum-1024");
  private static final int SCHEDULES = 10_000;
  private static final int STALE_SCHEDULES = 100;
  private static final int ATTEMPT = 1;

  /** Knows no signers: what is delivered is right, only how often and in which order is not. */
  private final SignedStudy study =
      SignedStudy.of(KEY.publicKey(), "r1", "r2").at(CloudIdentity.inMemory());

  private final List<Signed<BatchMessage>> batches = new ArrayList<>();
  private final List<Signed<BatchMessage>> stale = new ArrayList<>();
  private final List<Signed<BatchMessage>> otherBytes = new ArrayList<>();
  private final List<Signed<PlanMessage>> plans;
  private final BigInteger product;

  DeliveryScheduleTest() {
    long value = 1;
    for (String site : List.of("r1", "r2")) {
      for (int number = 0; number < 2; number++) {
        BlockArray encrypted = SignedStudy.encrypt(KEY.publicKey(), value);
        batches.add(batch(site, number, ATTEMPT, encrypted));
        stale.add(batch(site, number, ATTEMPT - 1, encrypted));
        BlockArray again = SignedStudy.encrypt(KEY.publicKey(), value);
        otherBytes.add(batch(site, number, ATTEMPT, again));
        value *= 10;
      }
    }
    plans = Stream.of("r1", "r2").map(site -> study.plan(site, 2, 2)).toList();
    product = total(batches);
    try (Decryptor decryptor = Decryptor.of(KEY, Arithmetics.fastest())) {
      assertThat(decryptor.decrypt(new Ciphertext(KEY.publicKey(), product))).isEqualTo(1_111);
    }
  }

  private Signed<BatchMessage> batch(String site, int number, int attempt, BlockArray blocks) {
    return study.unsigned(site, study.planId(site), number, attempt, blocks);
  }

  /** A delivery, and whether it has to be refused. */
  private record Schedule(List<Signed<BatchMessage>> delivered, boolean flawed) {}

  @Test
  @Requirement(
      id = "R12",
      figure =
          "10,000 random schedules of duplicates, orders, losses: 0 wrong sums, each refusal named")
  void everyScheduleGivesTheSumOrARefusalThatNamesABatch() {
    long seed = Seeds.random("DeliveryScheduleTest").nextLong();
    AtomicInteger exact = new AtomicInteger();
    IntStream.range(0, SCHEDULES)
        .parallel()
        .forEach(
            i -> {
              Schedule schedule = random(new Random(seed + i));
              assertThat(accepted(schedule)).as("schedule %d", i).isEqualTo(!schedule.flawed());
              exact.addAndGet(schedule.flawed() ? 0 : 1);
            });
    assertThat(exact.get()).isBetween(SCHEDULES / 10, 9 * SCHEDULES / 10);
  }

  @Test
  @Requirement(
      id = "R29",
      figure = "batches of an attempt that woke up late: counted 0 of 100 times")
  void whatAStaleAttemptSendsIsNeverCounted() {
    Random random = Seeds.random("DeliveryScheduleTest");
    for (int i = 0; i < STALE_SCHEDULES; i++) {
      List<Signed<BatchMessage>> delivered = new ArrayList<>(batches);
      // late, it finishes as much as it comes to
      int woken = 1 + random.nextInt(stale.size());
      List<Signed<BatchMessage>> late = new ArrayList<>(stale);
      Collections.shuffle(late, random);
      boolean instead = random.nextBoolean();
      for (Signed<BatchMessage> batch : late.subList(0, woken)) {
        if (instead) {
          delivered.removeIf(other -> other.message().name().equals(batch.message().name()));
        }
        delivered.add(random.nextInt(delivered.size() + 1), batch);
      }
      assertThat(accepted(new Schedule(delivered, true))).as("schedule %d", i).isFalse();
      delivered.removeAll(stale);
      assertThat(accepted(new Schedule(delivered, instead))).isEqualTo(!instead);
    }
  }

  private Schedule random(Random random) {
    List<Signed<BatchMessage>> delivered = new ArrayList<>();
    boolean flawed = false;
    for (int i = 0; i < batches.size(); i++) {
      int copies = random.nextInt(12) == 0 ? 0 : 1 + Math.max(0, random.nextInt(5) - 2);
      flawed |= copies == 0;
      delivered.addAll(Collections.nCopies(copies, batches.get(i)));
    }
    int odd = random.nextInt(5);
    if (odd <= 1) {
      List<Signed<BatchMessage>> wrong = odd == 0 ? stale : otherBytes;
      Signed<BatchMessage> extra = wrong.get(random.nextInt(wrong.size()));
      // other bytes of a batch whose first delivery was lost are that batch
      boolean only =
          delivered.stream()
              .noneMatch(batch -> batch.message().name().equals(extra.message().name()));
      if (odd == 0 || !only) {
        delivered.add(extra);
        flawed = true;
      }
    }
    Collections.shuffle(delivered, random);
    return new Schedule(delivered, flawed);
  }

  /**
   * Tells whether there is a sum, which is then the right one; a refusal names what it is about.
   */
  private boolean accepted(Schedule schedule) {
    try {
      assertThat(total(schedule.delivered())).isEqualTo(product);
      return true;
    } catch (JobException e) {
      assertThat(e.getMessage()).matches("batch [01] of site r[12]: .+").hasLineCount(1);
      return false;
    }
  }

  /** Returns the sum of both batches of each site; a cloud would sign the one and the other. */
  private BigInteger total(List<Signed<BatchMessage>> delivered) {
    return IntStream.range(0, 2)
        .mapToObj(number -> total(number, delivered))
        .reduce(BigInteger.ONE, (a, b) -> a.multiply(b).mod(KEY.publicKey().modulusSquared()));
  }

  private BigInteger total(int number, List<Signed<BatchMessage>> delivered) {
    try (BatchSum sum = study.batchSum(plans, number, ATTEMPT)) {
      delivered.stream().filter(one -> one.message().batch() == number).forEach(sum::add);
      return sum.result().totals().get(0).value();
    }
  }
}
