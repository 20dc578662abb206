package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameProgress;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.SumVerifier;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.BatchReceipt;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signatures;
import io.blindsum.messages.SitePlan;
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

  private final SignedStudy study = new SignedStudy(KEY.publicKey(), "r1", "r2");
  private final List<BatchMessage> batches = batches(study, "r1", "r2");
  private final List<PlanMessage> plans = List.of(study.plan("r1", 2, 2), study.plan("r2", 1, 1));
  private final ResultMessage honest = result(study, plans, batches);
  private final BigInteger total = total(honest);
  private final ResultMessage foreign = foreign();
  private final Random random = Seeds.random("LyingCloudTest");

  private static List<BatchMessage> batches(SignedStudy study, String... sites) {
    List<BatchMessage> batches = new ArrayList<>();
    for (String site : sites) {
      for (int number = 0; number < (site.equals("r1") ? 2 : 1); number++) {
        BlockArray blocks = SignedStudy.encrypt(study.key(), 10 + number);
        batches.add(study.batch(site, number, 0, blocks));
      }
    }
    return batches;
  }

  private static ResultMessage foreign() {
    SignedStudy other = new SignedStudy(OTHER.publicKey(), "r1", "r2");
    List<PlanMessage> plans = List.of(other.plan("r1", 2, 2), other.plan("r2", 1, 1));
    return result(other, plans, batches(other, "r1", "r2"));
  }

  private static ResultMessage result(
      SignedStudy study, List<PlanMessage> plans, List<BatchMessage> batches) {
    List<BatchName> expect = batches.stream().map(BatchMessage::name).toList();
    return study.combine(plans, List.of(study.reduce(expect, 0, batches)));
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
      for (ResultMessage lie :
          List.of(drop(), doubled(), plusFive(), replaced(), otherJob(), otherKey(), zero())) {
        String refusal = refusal(lie);
        accepted += refusal.isEmpty() ? 1 : 0;
        assertThat(refusal.lines().count()).isLessThanOrEqualTo(1);
      }
    }
    assertThat(accepted).isZero();
  }

  /** One batch is not in the total; its receipt may be, and the plan may be of one batch less. */
  private ResultMessage drop() {
    int dropped = random.nextInt(batches.size());
    BigInteger left = total.multiply(ciphertext(dropped).modInverse(SQUARE)).mod(SQUARE);
    return switch (random.nextInt(3)) {
      case 0 -> lie(left, honest.sites(), honest.receipts());
      case 1 -> lie(left, honest.sites(), without(dropped));
      default ->
          lie(left, List.of(shorter(honest.sites().get(0)), honest.sites().get(1)), without(1));
    };
  }

  private ResultMessage doubled() {
    BigInteger more = total.multiply(ciphertext(random.nextInt(batches.size()))).mod(SQUARE);
    List<BatchReceipt> receipts = new ArrayList<>(honest.receipts());
    if (random.nextBoolean()) {
      receipts.add(receipts.get(random.nextInt(receipts.size())));
    }
    return lie(more, honest.sites(), receipts);
  }

  private ResultMessage plusFive() {
    BigInteger five = SignedStudy.encrypt(KEY.publicKey(), 5).get(0);
    return lie(total.multiply(five).mod(SQUARE), honest.sites(), honest.receipts());
  }

  /** A batch of the cloud's own making, in the place of a hospital's. */
  private ResultMessage replaced() {
    int which = random.nextInt(batches.size());
    BlockArray own = SignedStudy.encrypt(KEY.publicKey(), 100 + random.nextInt(100));
    BigInteger other =
        total.multiply(ciphertext(which).modInverse(SQUARE)).multiply(own.get(0)).mod(SQUARE);
    if (random.nextBoolean()) {
      return lie(other, honest.sites(), honest.receipts());
    }
    BatchMessage original = batches.get(which);
    BatchMessage forged =
        SignedStudy.message(
            original.study(),
            original.site(),
            original.plan(),
            original.batch(),
            0,
            own,
            KEY.publicKey());
    List<BatchReceipt> receipts = new ArrayList<>(honest.receipts());
    receipts.set(which, forged.signedBy(original.signer(), original.signature()).receipt());
    return lie(other, honest.sites(), receipts);
  }

  /** The honest result of the same question, asked on another day. */
  private ResultMessage otherJob() {
    List<PlanMessage> earlier = new ArrayList<>();
    List<BatchMessage> old = new ArrayList<>();
    for (String site : List.of("r1", "r2")) {
      String plan = String.format("%064x", random.nextLong() >>> 1);
      earlier.add(study.plan(site, plan, 1, 1));
      BlockArray blocks = SignedStudy.encrypt(KEY.publicKey(), random.nextInt(100));
      old.add(study.batch(SignedStudy.STUDY, site, plan, 0, 0, blocks));
    }
    return result(study, earlier, old);
  }

  /** A total under another key: a whole result of it, or its ciphertext under the honest header. */
  private ResultMessage otherKey() {
    if (random.nextBoolean()) {
      return (ResultMessage) Signatures.sign(foreign, study.cloudKey());
    }
    return lie(total(foreign).mod(SQUARE), honest.sites(), honest.receipts());
  }

  private ResultMessage zero() {
    BigInteger n = KEY.publicKey().modulus();
    BigInteger zero = n.multiply(BigInteger.valueOf(random.nextInt(3)));
    return lie(zero, honest.sites(), honest.receipts());
  }

  /** Puts a total under the honest header, and states an honest or a fitting product. */
  private ResultMessage lie(
      BigInteger released, List<SitePlan> sites, List<BatchReceipt> receipts) {
    BlockArray blocks = BlockArray.of(KEY.publicKey().ciphertextBytes(), released);
    try (FrameReader reader = open(honest)) {
      FrameText.Written frame = FrameText.write(reader.header(), batches.size(), 0, blocks);
      String product = random.nextBoolean() ? honest.product() : digest(blocks);
      return signed(frame, product, sites, receipts);
    }
  }

  private ResultMessage signed(
      FrameText.Written frame, String product, List<SitePlan> sites, List<BatchReceipt> receipts) {
    return (ResultMessage)
        Signatures.sign(
            new ResultMessage(
                SignedStudy.STUDY,
                frame.totals().digest(),
                frame.text(),
                product,
                sites,
                List.of(),
                receipts,
                "",
                ""),
            study.cloudKey());
  }

  private List<BatchReceipt> without(int dropped) {
    List<BatchReceipt> receipts = new ArrayList<>(honest.receipts());
    receipts.remove(dropped);
    return receipts;
  }

  private static SitePlan shorter(SitePlan plan) {
    return new SitePlan(
        plan.site(),
        plan.plan(),
        plan.dataset(),
        plan.queryHash(),
        plan.minCell(),
        plan.rows() - 1,
        plan.rejected(),
        plan.ciphertexts() - 1,
        plan.batches() - 1,
        plan.batchRows(),
        plan.protection(),
        plan.source(),
        plan.signer(),
        plan.signature());
  }

  private BigInteger ciphertext(int batch) {
    try (FrameReader reader =
        FrameReader.open(FrameText.channel("batch", batches.get(batch).frame()), "batch")) {
      return Objects.requireNonNull(reader.next()).ciphertexts().get(0);
    }
  }

  private static BigInteger total(ResultMessage result) {
    try (FrameReader reader = open(result)) {
      return Objects.requireNonNull(reader.next()).ciphertexts().get(0);
    }
  }

  private static FrameReader open(ResultMessage result) {
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
  private String refusal(ResultMessage result) {
    try {
      ResultCheck.check("result", result, study.signers());
      try (FrameReader reader = open(result);
          SumVerifier verifier = SumVerifier.of(reader, true, Arithmetics.fastest());
          Decryptor decryptor = Decryptor.of(KEY, Arithmetics.fastest())) {
        for (BatchMessage batch : batches) {
          FrameReader frame = FrameReader.open(FrameText.channel("batch", batch.frame()), "batch");
          verifier.add(frame, FrameProgress.NONE);
        }
        BlockArray product = verifier.finishReleased(result.product());
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
