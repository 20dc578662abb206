package io.blindsum.cloud;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.blinding.Blindings;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.Protection;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Message;
import io.blindsum.messages.PartialMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signatures;
import io.blindsum.messages.SitePlan;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hospitals that sign plans and batches, and a cloud that adds them, without a colony. */
final class SignedStudy {
  static final String STUDY = "heart";
  static final String LAYOUT = "a layout";
  static final int MAX_ROWS = 1_000;

  private static final Map<PaillierPublicKey, Encryptor> ENCRYPTORS = new ConcurrentHashMap<>();

  private final PaillierPublicKey key;
  private final Map<String, SigningKey> sites = new LinkedHashMap<>();
  private final SigningKey cloud = SigningKey.generate();
  private final SealPrivateKey sealing = SealPrivateKey.generate();

  SignedStudy(PaillierPublicKey key, String... sites) {
    this.key = key;
    for (String site : sites) {
      this.sites.put(site, SigningKey.generate());
    }
  }

  PaillierPublicKey key() {
    return key;
  }

  SigningKey cloudKey() {
    return cloud;
  }

  TrustedSigners signers() {
    Map<String, VerifyingKey> known = new HashMap<>();
    sites.forEach((site, signingKey) -> known.put(site, signingKey.verifyingKey()));
    return new TrustedSigners(known, List.of(cloud.verifyingKey()));
  }

  /** Returns the cloud, which knows the hospitals. */
  CloudState state() {
    return new CloudState(cloud, sealing, signers());
  }

  /** Returns the plan id of a site in this study. */
  static String planId(String site) {
    return new BatchName(site, "0a".repeat(32), 0).sourceDigest("plan");
  }

  PlanMessage plan(String site, long rows, int batches) {
    return plan(site, planId(site), rows, batches);
  }

  PlanMessage plan(String site, String id, long rows, int batches) {
    return signed(
        PlanMessage.class,
        site,
        new PlanMessage(
            STUDY,
            site,
            id,
            "cohort",
            "0e".repeat(32),
            10,
            rows,
            0,
            rows,
            batches,
            MAX_ROWS,
            LAYOUT,
            key.fingerprint(),
            "plain",
            "0c".repeat(32),
            "",
            ""));
  }

  BatchMessage batch(String site, int number, int attempt, BlockArray ciphertexts) {
    return batch(STUDY, site, planId(site), number, attempt, ciphertexts);
  }

  BatchMessage batch(
      String study, String site, String plan, int number, int attempt, BlockArray ciphertexts) {
    return sign(message(study, site, plan, number, attempt, ciphertexts, key));
  }

  /** Returns a batch that says it is sealed, and is not yet. */
  BatchMessage toSeal(String site, int number, int attempt, BlockArray ciphertexts) {
    return sign(
        message(STUDY, site, planId(site), number, attempt, ciphertexts, key, Protection.SEALED));
  }

  /** Signs a batch with the key of the site that it names. */
  BatchMessage sign(BatchMessage batch) {
    return signed(BatchMessage.class, batch.site(), batch);
  }

  private <M extends Message> M signed(Class<M> type, String site, M message) {
    SigningKey signer = sites.computeIfAbsent(site, name -> SigningKey.generate());
    return type.cast(Signatures.sign(message, signer));
  }

  /** Returns a batch that nobody signed. */
  static BatchMessage message(
      String study,
      String site,
      String plan,
      int number,
      int attempt,
      BlockArray ciphertexts,
      PaillierPublicKey key) {
    return message(study, site, plan, number, attempt, ciphertexts, key, Protection.PLAIN);
  }

  private static BatchMessage message(
      String study,
      String site,
      String plan,
      int number,
      int attempt,
      BlockArray ciphertexts,
      PaillierPublicKey key,
      Protection protection) {
    BatchName name = new BatchName(site, plan, number);
    FrameHeader header =
        FrameHeader.records(key)
            .study(study)
            .site(site)
            .layout(LAYOUT)
            .maxRows(MAX_ROWS)
            .protection(protection)
            .sourceDigest(name.sourceDigest(study))
            .build();
    FrameText.Written frame = FrameText.write(header, ciphertexts.count(), 0, ciphertexts);
    return new BatchMessage(
        study,
        site,
        plan,
        number,
        attempt,
        ciphertexts.count(),
        key.fingerprint(),
        frame.totals().digest(),
        frame.text(),
        "",
        "");
  }

  static BlockArray encrypt(PaillierPublicKey key, long... values) {
    BlockArray plaintexts = BlockArray.allocate(values.length, key.plaintextBytes());
    for (int i = 0; i < values.length; i++) {
      plaintexts.set(i, BigInteger.valueOf(values[i]));
    }
    return ENCRYPTORS
        .computeIfAbsent(
            key,
            k -> Encryptor.of(k, Arithmetics.fastest(), Blindings.forKey(k, Arithmetics.fastest())))
        .encrypt(plaintexts)
        .blocks();
  }

  /** Starts the sum of the batches of an attempt. */
  BatchSum batchSum(List<BatchName> expect, int attempt) {
    ReduceRequest request =
        new ReduceRequest(STUDY, 0, attempt, SeedKeyFormat.write(key), LAYOUT, expect);
    return new BatchSum(request, key, state(), Arithmetics.fastest());
  }

  /** Adds batches, delivered in this order. */
  PartialMessage reduce(List<BatchName> expect, int attempt, List<BatchMessage> batches) {
    try (BatchSum sum = batchSum(expect, attempt)) {
      batches.forEach(sum::add);
      return partial(sum, attempt);
    }
  }

  PartialMessage partial(BatchSum sum, int attempt) {
    FrameSumResult result = sum.result();
    FrameText.Written frame = write(result);
    return (PartialMessage)
        Signatures.sign(
            new PartialMessage(
                STUDY, 0, attempt, frame.totals().digest(), frame.text(), sum.receipts(), "", ""),
            cloud);
  }

  /** Adds partial results, of which every batch of the plans has to be one. */
  ResultMessage combine(List<PlanMessage> plans, List<PartialMessage> partials) {
    CombineRequest request =
        new CombineRequest(
            STUDY,
            SeedKeyFormat.write(key),
            List.of("the partial results"),
            plans.stream().map(SitePlan::of).toList(),
            List.of());
    try (PartialSum sum = new PartialSum(request, key, state(), Arithmetics.fastest())) {
      for (PartialMessage partial : partials) {
        sum.add("partial result", partial);
      }
      FrameSumResult product = sum.result();
      return result(product, request.plans(), sum);
    }
  }

  private ResultMessage result(FrameSumResult product, List<SitePlan> plans, PartialSum sum) {
    FrameText.Written frame = write(product);
    return (ResultMessage)
        Signatures.sign(
            new ResultMessage(
                STUDY,
                frame.totals().digest(),
                frame.text(),
                product.productDigest(),
                plans,
                List.of(),
                sum.receipts(),
                "",
                ""),
            cloud);
  }

  static FrameText.Written write(FrameSumResult result) {
    return FrameText.write(result.header().build(), result);
  }
}
