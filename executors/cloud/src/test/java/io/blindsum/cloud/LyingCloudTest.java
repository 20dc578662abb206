package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameProgress;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.SumVerifier;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierException;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.study.ResultCheck;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A cloud that holds its own signing key, and lies: every digest of its results is right, and it
 * signs them. The researcher checks the signatures, adds the batches again and opens both.
 */
class LyingCloudTest {
  private static final PaillierPrivateKey KEY = Vectors.privateKey("blum-1024");
  private static final PaillierPrivateKey OTHER = Vectors.privateKey("phe-1024-nonblum");
  private static final BigInteger SQUARE = KEY.publicKey().modulusSquared();

  private final SignedStudy study = SignedStudy.of(KEY.publicKey(), "r1", "r2");
  private final List<Signed<BatchMessage>> batches = batches(study, "r1", "r2");
  private final List<Signed<PlanMessage>> plans =
      List.of(study.plan("r1", 2, 2), study.plan("r2", 1, 1));
  private final Signed<ResultMessage> honest = result(study, plans, batches);
  private final BigInteger total = total(honest);
  private final Signed<ResultMessage> foreign = foreign();
  private final Random random = Seeds.random("LyingCloudTest");

  private static List<Signed<BatchMessage>> batches(SignedStudy study, String... sites) {
    List<Signed<BatchMessage>> batches = new ArrayList<>();
    for (String site : sites) {
      for (int number = 0; number < (site.equals("r1") ? 2 : 1); number++) {
        BlockArray blocks = SignedStudy.encrypt(study.key(), 10 + number);
        batches.add(study.batch(site, number, 0, blocks));
      }
    }
    return batches;
  }

  private static Signed<ResultMessage> foreign() {
    SignedStudy other = SignedStudy.of(OTHER.publicKey(), "r1", "r2");
    List<Signed<PlanMessage>> plans = List.of(other.plan("r1", 2, 2), other.plan("r2", 1, 1));
    return result(other, plans, batches(other, "r1", "r2"));
  }

  private static Signed<ResultMessage> result(
      SignedStudy study, List<Signed<PlanMessage>> plans, List<Signed<BatchMessage>> batches) {
    return study.combine(plans, study.reduceAll(plans, 0, batches));
  }

  @Test
  void believesTheHonestOne() {
    assertThat(refusal(honest)).isEmpty();
  }

  @Test
  @Requirement(id = "R13", figure = "lying cloud, with signatures: 0 of 7 x 100 accepted")
  void acceptsNoneOfSevenHundredLies() {
    int accepted = 0;
    for (int i = 0; i < 100; i++) {
      for (Signed<ResultMessage> lie :
          List.of(drop(), doubled(), plusFive(), replaced(), otherJob(), otherKey(), zero())) {
        String refusal = refusal(lie);
        accepted += refusal.isEmpty() ? 1 : 0;
        assertThat(refusal.lines().count()).isLessThanOrEqualTo(1);
      }
    }
    assertThat(accepted).isZero();
  }

  /** One batch is not in the total; its receipt may be, and the plan may be of one batch less. */
  private Signed<ResultMessage> drop() {
    int dropped = random.nextInt(batches.size());
    BigInteger left = total.multiply(ciphertext(dropped).modInverse(SQUARE)).mod(SQUARE);
    return switch (random.nextInt(3)) {
      case 0 -> lie(left, honest.message().plans(), honest.message().receipts());
      case 1 -> lie(left, honest.message().plans(), without(dropped));
      default ->
          lie(
              left,
              List.of(shorter(honest.message().plans().get(0)), honest.message().plans().get(1)),
              without(1));
    };
  }

  private Signed<ResultMessage> doubled() {
    BigInteger more = total.multiply(ciphertext(random.nextInt(batches.size()))).mod(SQUARE);
    List<Signed<BatchMessage>> receipts = new ArrayList<>(honest.message().receipts());
    if (random.nextBoolean()) {
      receipts.add(receipts.get(random.nextInt(receipts.size())));
    }
    return lie(more, honest.message().plans(), receipts);
  }

  private Signed<ResultMessage> plusFive() {
    BigInteger five = SignedStudy.encrypt(KEY.publicKey(), 5).get(0);
    return lie(
        total.multiply(five).mod(SQUARE), honest.message().plans(), honest.message().receipts());
  }

  /** A batch of the cloud's own making, in the place of a hospital's. */
  private Signed<ResultMessage> replaced() {
    int which = random.nextInt(batches.size());
    BlockArray own = SignedStudy.encrypt(KEY.publicKey(), 100 + random.nextInt(100));
    BigInteger other =
        total.multiply(ciphertext(which).modInverse(SQUARE)).multiply(own.get(0)).mod(SQUARE);
    if (random.nextBoolean()) {
      return lie(other, honest.message().plans(), honest.message().receipts());
    }
    Signed<BatchMessage> original = batches.get(which);
    BatchMessage said = original.message();
    Signed<BatchMessage> forged =
        study.unsigned(said.site(), said.plan(), said.batch(), 0, own).withoutFrame();
    List<Signed<BatchMessage>> receipts = new ArrayList<>(honest.message().receipts());
    receipts.set(
        which, new Signed<>(forged.message(), "", original.signer(), original.signature()));
    return lie(other, honest.message().plans(), receipts);
  }

  /** The honest result of the same question, asked on another day. */
  private Signed<ResultMessage> otherJob() {
    SignedStudy before = study.again();
    List<Signed<PlanMessage>> earlier = new ArrayList<>();
    List<Signed<BatchMessage>> old = new ArrayList<>();
    for (String site : List.of("r1", "r2")) {
      earlier.add(before.plan(site, 1, 1));
      BlockArray blocks = SignedStudy.encrypt(KEY.publicKey(), random.nextInt(100));
      old.add(before.batch(site, 0, 0, blocks));
    }
    return result(before, earlier, old);
  }

  /** A total under another key: a whole result of it, or its ciphertext under the honest header. */
  private Signed<ResultMessage> otherKey() {
    if (random.nextBoolean()) {
      return foreign.by(study.cloudKey());
    }
    return lie(total(foreign).mod(SQUARE), honest.message().plans(), honest.message().receipts());
  }

  private Signed<ResultMessage> zero() {
    BigInteger n = KEY.publicKey().modulus();
    BigInteger zero = n.multiply(BigInteger.valueOf(random.nextInt(3)));
    return lie(zero, honest.message().plans(), honest.message().receipts());
  }

  /** Puts a total under the honest header, and states an honest or a fitting product. */
  private Signed<ResultMessage> lie(
      BigInteger released, List<Signed<PlanMessage>> sites, List<Signed<BatchMessage>> receipts) {
    BlockArray blocks = BlockArray.of(KEY.publicKey().ciphertextBytes(), released);
    try (FrameReader reader = open(honest)) {
      FrameText.Written frame = FrameText.write(reader.header(), batches.size(), 0, blocks);
      String product = random.nextBoolean() ? honest.message().product() : digest(blocks);
      return signed(frame, product, sites, receipts);
    }
  }

  private Signed<ResultMessage> signed(
      FrameText.Written frame,
      String product,
      List<Signed<PlanMessage>> sites,
      List<Signed<BatchMessage>> receipts) {
    return Signed.unsigned(
            new ResultMessage(
                study.run(),
                SignedStudy.STUDY,
                frame.totals().digest(),
                product,
                sites,
                List.of(),
                receipts),
            frame.text())
        .by(study.cloudKey());
  }

  private List<Signed<BatchMessage>> without(int dropped) {
    List<Signed<BatchMessage>> receipts = new ArrayList<>(honest.message().receipts());
    receipts.remove(dropped);
    return receipts;
  }

  private static Signed<PlanMessage> shorter(Signed<PlanMessage> signed) {
    return Alterations.altered(
        signed,
        plan ->
            new PlanMessage(
                plan.terms(),
                plan.site(),
                plan.plan(),
                plan.attempt(),
                plan.minCohort(),
                plan.rule(),
                plan.rows() - 1,
                plan.rejected(),
                plan.ciphertexts() - 1,
                plan.batches() - 1,
                plan.batchRows(),
                plan.source()));
  }

  private BigInteger ciphertext(int batch) {
    try (FrameReader reader =
        FrameReader.open(FrameText.channel("batch", batches.get(batch).frame()), "batch")) {
      return Objects.requireNonNull(reader.next()).ciphertexts().get(0);
    }
  }

  private static BigInteger total(Signed<ResultMessage> result) {
    try (FrameReader reader = open(result)) {
      return Objects.requireNonNull(reader.next()).ciphertexts().get(0);
    }
  }

  private static FrameReader open(Signed<ResultMessage> result) {
    return FrameReader.open(FrameText.channel("result", result.frame()), "result");
  }

  private static String digest(BlockArray blocks) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(blocks.bytes());
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does what a researcher does with a result; returns the line of a refusal. */
  private String refusal(Signed<ResultMessage> result) {
    try {
      JobException.require(result.message().run().equals(study.run()), "result", "of another run");
      ResultCheck.check("result", result, study.signers());
      try (FrameReader reader = open(result);
          SumVerifier verifier = SumVerifier.of(reader, true, Arithmetics.fastest());
          Decryptor decryptor = Decryptor.of(KEY, Arithmetics.fastest())) {
        for (Signed<BatchMessage> batch : batches) {
          FrameReader frame = FrameReader.open(FrameText.channel("batch", batch.frame()), "batch");
          verifier.add(frame, FrameProgress.NONE);
        }
        BlockArray product = verifier.finishReleased(result.message().product());
        BlockArray added = decryptor.decrypt(new CiphertextBatch(KEY.publicKey(), product));
        BlockArray released =
            decryptor.decrypt(new CiphertextBatch(KEY.publicKey(), verifier.totals()));
        return added.bytes().equals(released.bytes())
            ? ""
            : "its totals are not those of the frames";
      }
    } catch (JobException | FrameException | PaillierException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
