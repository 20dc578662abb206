package io.blindsum.cloud;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.blinding.Blindings;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameQuestion;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.Protection;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Functions;
import io.blindsum.messages.Message;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.PlanRequest;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.RunNonce;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.RunTerms;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SignedPlans;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.SubtotalMessage;
import io.blindsum.messages.SubtotalRequest;
import io.blindsum.messages.TotalRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.KeyContexts;
import io.blindsum.study.Answers;
import io.blindsum.study.ResultCheck;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A run: hospitals that sign plans and batches, and a cloud that adds them, without a colony. */
final class SignedStudy {
  static final String STUDY = "heart";
  static final int MAX_ROWS = 1_000;

  static final int MIN_CELL = 10;

  /** Finds frames inside of their batches alone. */
  static final BatchFrames INLINE = batch -> FrameText.bytes("batch", batch.frame());

  private static final Map<PaillierPublicKey, Encryptor> ENCRYPTORS = new ConcurrentHashMap<>();

  private final PaillierPublicKey key;
  private final String run;
  private final List<String> asked;
  private final int sitesMin;
  private final Map<String, SigningKey> sites;
  private final CloudIdentity identity;
  private final Map<List<Signed<PlanMessage>>, RunPlans> checked = new ConcurrentHashMap<>();

  private SignedStudy(
      PaillierPublicKey key,
      String run,
      List<String> asked,
      int sitesMin,
      Map<String, SigningKey> sites,
      CloudIdentity identity) {
    this.key = key;
    this.run = run;
    this.asked = asked;
    this.sitesMin = sitesMin;
    this.sites = sites;
    this.identity = identity;
  }

  /** Asks hospitals, of which one is enough; the cloud knows them all. */
  static SignedStudy of(PaillierPublicKey key, String... sites) {
    Map<String, SigningKey> keys = new LinkedHashMap<>();
    Map<String, VerifyingKey> known = new HashMap<>();
    for (String site : sites) {
      keys.put(site, SigningKey.generate());
      known.put(site, keys.get(site).verifyingKey());
    }
    return new SignedStudy(
        key,
        RunNonce.draw(),
        List.of(sites),
        1,
        keys,
        new CloudIdentity(
            SigningKey.generate(),
            SealPrivateKey.generate(),
            new TrustedSigners(known, List.of())));
  }

  /** Returns the same hospitals and cloud in another run. */
  SignedStudy again() {
    return new SignedStudy(key, RunNonce.draw(), asked, sitesMin, sites, identity);
  }

  /** Returns the same run whose question takes so many sites. */
  SignedStudy ofAtLeast(int count) {
    return new SignedStudy(key, run, asked, count, sites, identity);
  }

  /** Returns the same run at another cloud. */
  SignedStudy at(CloudIdentity cloud) {
    return new SignedStudy(key, run, asked, sitesMin, sites, cloud);
  }

  PaillierPublicKey key() {
    return key;
  }

  String run() {
    return run;
  }

  SigningKey cloudKey() {
    return identity.signingKey();
  }

  TrustedSigners signers() {
    return identity.signers();
  }

  CloudIdentity identity() {
    return identity;
  }

  /** Returns the question, which takes one ciphertext a row. */
  private PlanRequest question() {
    return PlanRequest.of(
        Map.of(
            "study",
            STUDY,
            "dataset",
            "cohort",
            "columns",
            Map.of("age", "int[0..120]"),
            "layout",
            "wide",
            "max_rows",
            MAX_ROWS,
            "sites_min",
            sitesMin,
            "min_cell",
            MIN_CELL,
            Functions.KEY_ARGUMENT,
            SeedKeyFormat.write(key)));
  }

  /** Returns what is asked of whom. */
  StudyRequest spec(int waitSeconds) {
    return new StudyRequest(question(), asked, sitesMin, 4, 60, waitSeconds);
  }

  /** Returns what the driver of this run does with answers. */
  Answers driver() {
    return new Answers(spec(60), run, key, signers());
  }

  /** Returns what the sites say alike. */
  RunTerms terms(Protection protection) {
    return new RunTerms(
        run,
        STUDY,
        "cohort",
        question().toQuestion().hash(),
        asked,
        sitesMin,
        ReleaseRule.of(MIN_CELL),
        question().toQuestion().layout(key.modulusBits()).toString(),
        key.fingerprint(),
        protection.text());
  }

  /** Returns the plan id of a site in this run. */
  String planId(String site) {
    return new BatchName(site, run, 0).sourceDigest("plan");
  }

  Signed<PlanMessage> plan(String site, long rows, int batches) {
    return plan(site, planId(site), rows, batches);
  }

  Signed<PlanMessage> plan(String site, String id, long rows, int batches) {
    return sign(site, plan(terms(Protection.PLAIN), site, id, rows, batches));
  }

  /** Returns a plan whose batches are sealed. */
  Signed<PlanMessage> sealedPlan(String site, long rows, int batches) {
    return sign(site, plan(terms(Protection.SEALED), site, planId(site), rows, batches));
  }

  /** Returns a plan of a site whose policy has a rule of its own. */
  Signed<PlanMessage> planWithRule(String site, ReleaseRule rule, long rows, int batches) {
    return sign(site, plan(terms(Protection.PLAIN), site, planId(site), rule, rows, batches));
  }

  static PlanMessage plan(RunTerms terms, String site, String id, long rows, int batches) {
    return plan(terms, site, id, ReleaseRule.EVERYTHING, rows, batches);
  }

  private static PlanMessage plan(
      RunTerms terms, String site, String id, ReleaseRule rule, long rows, int batches) {
    return new PlanMessage(
        terms, site, id, 0, 1, rule, rows, 0, rows, batches, MAX_ROWS, "0c".repeat(32));
  }

  Signed<BatchMessage> batch(String site, int number, int attempt, BlockArray ciphertexts) {
    return batch(site, planId(site), number, attempt, ciphertexts);
  }

  Signed<BatchMessage> batch(
      String site, String plan, int number, int attempt, BlockArray ciphertexts) {
    return sign(unsigned(site, plan, number, attempt, ciphertexts));
  }

  /** Returns a batch that says it is sealed, and is not yet. */
  Signed<BatchMessage> toSeal(String site, int number, int attempt, BlockArray ciphertexts) {
    return sign(message(site, planId(site), number, attempt, ciphertexts, key, Protection.SEALED));
  }

  /** Signs a batch with the key of the site that it names. */
  Signed<BatchMessage> sign(Signed<BatchMessage> batch) {
    return batch.by(siteKey(batch.message().site()));
  }

  /** Signs a message as a site. */
  <M extends Message> Signed<M> sign(String site, M message) {
    return Signed.unsigned(message).by(siteKey(site));
  }

  /** Returns what a site signs with. */
  SigningKey siteKey(String site) {
    return sites.computeIfAbsent(site, name -> SigningKey.generate());
  }

  /** Returns a batch that nobody signed. */
  Signed<BatchMessage> unsigned(
      String site, String plan, int number, int attempt, BlockArray ciphertexts) {
    return message(site, plan, number, attempt, ciphertexts, key, Protection.PLAIN);
  }

  Signed<BatchMessage> message(
      String site,
      String plan,
      int number,
      int attempt,
      BlockArray ciphertexts,
      PaillierPublicKey under,
      Protection protection) {
    BatchName name = new BatchName(site, plan, number);
    FrameHeader header =
        FrameHeader.records(under)
            .study(STUDY)
            .site(site)
            .layout(question().toQuestion().layout(under.modulusBits()).toString())
            .maxRows(MAX_ROWS)
            .question(new FrameQuestion(question().toQuestion().hash(), ReleaseRule.of(MIN_CELL)))
            .protection(protection)
            .sourceDigest(name.sourceDigest(STUDY))
            .build();
    FrameText.Written frame = FrameText.write(header, ciphertexts.count(), 0, ciphertexts);
    return Signed.unsigned(
        new BatchMessage(
            run,
            STUDY,
            site,
            plan,
            number,
            attempt,
            ciphertexts.count(),
            0,
            ciphertexts.count(),
            header.streamId(),
            under.fingerprint(),
            frame.totals().digest()),
        frame.text());
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

  ReduceRequest reduceRequest(List<Signed<PlanMessage>> plans, int number, int attempt) {
    return new ReduceRequest(run, STUDY, number, attempt, SeedKeyFormat.write(key), plans);
  }

  CombineRequest combineRequest(
      List<Signed<PlanMessage>> plans, List<Signed<PartialResultMessage>> partialResults) {
    return new CombineRequest(
        run,
        STUDY,
        SeedKeyFormat.write(key),
        partialResults.stream().map(Signed::toText).toList(),
        plans,
        missing(plans));
  }

  private List<MissingSite> missing(List<Signed<PlanMessage>> plans) {
    List<String> here = plans.stream().map(plan -> plan.message().site()).toList();
    return asked.stream()
        .filter(site -> !here.contains(site))
        .map(site -> new MissingSite(site, "away"))
        .toList();
  }

  /** Starts the sum of the batches of one number. */
  BatchSum batchSum(List<Signed<PlanMessage>> plans, int number, int attempt) {
    ReduceRequest request = reduceRequest(plans, number, attempt);
    return new BatchSum(request, check(plans), identity, INLINE, Arithmetics.fastest());
  }

  private RunPlans check(List<Signed<PlanMessage>> plans) {
    return checked.computeIfAbsent(plans, signed -> check().take(run, STUDY, signed));
  }

  /** Adds batches of one number, delivered in this order. */
  Signed<PartialResultMessage> reduce(
      List<Signed<PlanMessage>> plans,
      int number,
      int attempt,
      List<Signed<BatchMessage>> batches) {
    try (BatchSum sum = batchSum(plans, number, attempt)) {
      batches.forEach(sum::add);
      return partial(sum, number, attempt);
    }
  }

  /**
   * Adds batches of all numbers, each number by itself; what is of no number that there is comes
   * with the first.
   */
  List<Signed<PartialResultMessage>> reduceAll(
      List<Signed<PlanMessage>> plans, int attempt, List<Signed<BatchMessage>> batches) {
    int numbers = plans.stream().mapToInt(plan -> plan.message().batches()).max().orElseThrow();
    List<Signed<PartialResultMessage>> partialResults = new ArrayList<>();
    for (int i = 0; i < numbers; i++) {
      int number = i;
      partialResults.add(
          reduce(
              plans.stream().filter(plan -> number < plan.message().batches()).toList(),
              number,
              attempt,
              batches.stream().filter(one -> place(one, numbers) == number).toList()));
    }
    return partialResults;
  }

  private static int place(Signed<BatchMessage> batch, int numbers) {
    return batch.message().batch() < numbers ? batch.message().batch() : 0;
  }

  Signed<PartialResultMessage> partial(BatchSum sum, int number, int attempt) {
    FrameSumResult result = sum.result();
    FrameText.Written frame = FrameText.write(result.header().build(), result);
    return Signed.unsigned(
            new PartialResultMessage(
                run, STUDY, number, attempt, frame.totals().digest(), sum.receipts()),
            frame.text())
        .by(cloudKey());
  }

  /** Adds partial results, of which every batch of the plans has to be one. */
  Signed<ResultMessage> combine(
      List<Signed<PlanMessage>> plans, List<Signed<PartialResultMessage>> partialResults) {
    CombineRequest request = combineRequest(plans, partialResults);
    try (PartialResultSum sum =
        new PartialResultSum(request, check(plans), identity, Arithmetics.fastest())) {
      for (Signed<PartialResultMessage> partial : partialResults) {
        sum.add("partial result", partial);
      }
      return result(sum.result(), request, sum.receipts());
    }
  }

  private Signed<ResultMessage> result(
      FrameSumResult product, CombineRequest request, List<Signed<BatchMessage>> receipts) {
    FrameHeader header =
        product
            .header()
            .question(check(request.plans()).released())
            .blinding(ResultCheck.BLINDING)
            .creator(ResultCheck.CREATOR)
            .build();
    FrameText.Written frame = FrameText.write(header, product);
    return Signed.unsigned(
            new ResultMessage(
                run,
                STUDY,
                frame.totals().digest(),
                product.productDigest(),
                request.plans(),
                request.missing(),
                receipts),
            frame.text())
        .by(cloudKey());
  }

  /** Returns the cloud's function as a colony calls it, seals and all. */
  ReduceBatches reduceBatches() {
    return new ReduceBatches(
        identity, check(), Arithmetics.fastest(), "test", new ExecutorMetrics(), Optional.empty());
  }

  /** Returns the cloud's function as a colony calls it, releases and all. */
  Combine combine() {
    KeyContexts<KeyAdder> keys = keys();
    return new Combine(keys, identity, new PlanCheck(identity, keys), Arithmetics.fastest());
  }

  /** Adds parts of a sum as a colony calls it, seals and all. */
  Signed<SubtotalMessage> subtotal(Protection protection, Signed<?>... parts) {
    SubtotalRequest request =
        new SubtotalRequest(SeedKeyFormat.write(key), terms(protection), texts(parts));
    return new Subtotal(keys(), identity, Arithmetics.fastest(), "test").add(request);
  }

  /** Returns what is asked where the result is made of subtotals. */
  TotalRequest totalRequest(List<Signed<PlanMessage>> plans, Signed<?>... parts) {
    SignedPlans brief = new SignedPlans(plans, true);
    return new TotalRequest(
        run, STUDY, SeedKeyFormat.write(key), texts(parts), brief, missing(plans));
  }

  /** Makes the result of subtotals as a colony calls it, releases and all. */
  Signed<ResultMessage> total(List<Signed<PlanMessage>> plans, Signed<?>... parts) {
    KeyContexts<KeyAdder> keys = keys();
    PlanCheck check = new PlanCheck(identity, keys);
    return new CombineSubtotals(keys, identity, check, Arithmetics.fastest())
        .combine(totalRequest(plans, parts));
  }

  private static List<String> texts(Signed<?>... parts) {
    return Arrays.stream(parts).map(Signed::toText).toList();
  }

  /** Returns what looks at plans before anything is computed with the key of a job. */
  PlanCheck check() {
    return new PlanCheck(identity, keys());
  }

  private static KeyContexts<KeyAdder> keys() {
    return new KeyContexts<>(
        KeyGate.forInsecureTestKeys(), one -> new KeyAdder(one, Arithmetics.fastest()));
  }
}
