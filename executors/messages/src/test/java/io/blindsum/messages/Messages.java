package io.blindsum.messages;

import java.util.List;

/** One message of each kind. */
final class Messages {
  static final String PLAN = "1a".repeat(32);
  static final String KEY = "2b".repeat(32);
  static final String DIGEST = "3c".repeat(32);

  private Messages() {}

  static BatchMessage batch(String site, int number) {
    return new BatchMessage("heart", site, PLAN, number, 0, 100, KEY, DIGEST, "AAAA", "", "");
  }

  static PlanMessage plan() {
    return new PlanMessage(
        "heart", "r1", PLAN, "cohort", DIGEST, 10, 1_000, 2, 50, 4, 300, "tall", KEY, "masked",
        DIGEST, "", "");
  }

  static List<Message> all() {
    BatchReceipt receipt = batch("r1", 3).receipt();
    return List.of(
        plan(),
        new AbstainedMessage("heart", "r3", PLAN, "cohort below the minimum", "", ""),
        batch("r1", 3),
        new PartialMessage("heart", 3, 1, DIGEST, "BBBB", List.of(receipt), "", ""),
        new ResultMessage(
            "heart",
            DIGEST,
            "CCCC",
            KEY,
            List.of(SitePlan.of(plan())),
            List.of(new MissingSite("r3", "cohort below the minimum")),
            List.of(receipt),
            "",
            ""));
  }
}
