package io.blindsum.messages;

import io.blindsum.frame.ReleaseRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** One message of each kind, and one request of each step of a run. */
final class Messages {
  static final String RUN = "0f".repeat(32);
  static final String PLAN = "1a".repeat(32);
  static final String KEY = "2b".repeat(32);
  static final String DIGEST = "3c".repeat(32);

  private Messages() {}

  static Signed<BatchMessage> batch(String site, int number) {
    return Signed.unsigned(
        new BatchMessage(
            RUN, "heart", site, PLAN, number, 0, 100, 1, 50, "4d".repeat(16), KEY, DIGEST),
        "AAAA");
  }

  static RunTerms terms() {
    return new RunTerms(
        RUN,
        "heart",
        "cohort",
        DIGEST,
        List.of("r1", "r3"),
        1,
        ReleaseRule.of(10),
        "tall",
        KEY,
        "masked");
  }

  static Signed<PlanMessage> plan() {
    return Signed.unsigned(
        new PlanMessage(
            terms(), "r1", PLAN, 0, 10, ReleaseRule.of(5), 1_000, 2, 50, 4, 300, DIGEST));
  }

  private static SignedPlans brief() {
    return new SignedPlans(List.of(plan()), true);
  }

  private static SiteBatches siteBatches() {
    return new SiteBatches("r1", PLAN, 3, 2, 100, 1, 50, DIGEST);
  }

  static List<Signed<?>> all() {
    Signed<BatchMessage> receipt = batch("r1", 3).withoutFrame();
    return List.of(
        plan(),
        Signed.unsigned(new AbstainedMessage(RUN, "heart", "r3", PLAN, "cohort below the minimum")),
        batch("r1", 3),
        Signed.unsigned(new StoredFrameMessage(RUN, "heart", DIGEST, PLAN, "3-0-ab12", 1_000, KEY)),
        Signed.unsigned(
            new PartialResultMessage(RUN, "heart", 3, 1, DIGEST, List.of(receipt)), "BBBB"),
        Signed.unsigned(
            new ResultMessage(
                RUN,
                "heart",
                DIGEST,
                KEY,
                List.of(plan()),
                List.of(new MissingSite("r3", "cohort below the minimum")),
                List.of(receipt)),
            "CCCC"),
        Signed.unsigned(new SubtotalMessage(RUN, "heart", DIGEST, List.of(siteBatches())), "BBBB"),
        Signed.unsigned(
            new ResultMessage(
                RUN,
                "heart",
                DIGEST,
                KEY,
                brief(),
                List.of(new MissingSite("r3", "cohort below the minimum")),
                new AddedBatches(List.of(), List.of(DIGEST))),
            "CCCC"),
        Signed.unsigned(
            new OpenRequestMessage(RUN, "heart", "steward", KEY, ReleaseRule.of(10), "{}")),
        Signed.unsigned(new OpenPartMessage(RUN, "heart", "umea", PLAN, DIGEST, ""), "DDDD"),
        Signed.unsigned(new OpenPartMessage(RUN, "heart", "umea", PLAN, "", "not approved")),
        Signed.unsigned(
            new ReleasedMessage(
                RUN,
                "heart",
                "steward",
                PLAN,
                DIGEST,
                List.of("umea", "lulea"),
                List.of(new MissingHolder("karolinska", "away"))),
            "EEEE"));
  }

  /** A request, and how it is read from the arguments of a job. */
  record Asked(Record request, Function<Map<String, Object>, Record> read) {}

  /** Returns the requests that name no question. */
  static List<Asked> requests() {
    return List.of(
        new Asked(new EncryptRequest(RUN, PLAN, 3, 1, "key", true), EncryptRequest::of),
        new Asked(new ReduceRequest(RUN, "heart", 3, 0, "key", List.of(plan())), ReduceRequest::of),
        new Asked(
            new CombineRequest(
                RUN,
                "heart",
                "key",
                List.of("{}"),
                List.of(plan()),
                List.of(new MissingSite("r3", "away"))),
            CombineRequest::of),
        new Asked(new SubtotalRequest("key", terms(), List.of("{}")), SubtotalRequest::of),
        new Asked(
            new TotalRequest(
                RUN,
                "heart",
                "key",
                List.of("{}"),
                brief(),
                List.of(new MissingSite("r3", "away"))),
            TotalRequest::of),
        new Asked(new PartRequest("{}"), PartRequest::of),
        new Asked(new ReleaseRequest("{}", KEY), ReleaseRequest::of));
  }

  /** Returns the request of a study that asks two sites. */
  static StudyRequest study(Map<String, Object> plan) {
    return new StudyRequest(PlanRequest.of(plan), List.of("r1", "r3"), 1, 4, 60, 60);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> arguments(ObjectNode tree) {
    return new ObjectMapper().convertValue(tree, LinkedHashMap.class);
  }
}
