package io.blindsum.holder;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.service.Claims;
import io.blindsum.service.Claims.Standing;
import io.blindsum.service.QuestionBudget;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Remembers for ever what a holder opened, and refuses what together with it tells more than either
 * may: two results of a run, one under two rules, one question of two sets of sites. What was
 * opened may come again.
 */
final class OpenedResults {
  private static final Objection USED_UP =
      new Objection("questions_per_day", "the questions of the study are used up for today");

  private final Claims opened;
  private final QuestionBudget budget;

  /**
   * Counts and remembers.
   *
   * @param budget how many results of a study under one key may be opened
   */
  OpenedResults(Claims opened, QuestionBudget budget) {
    this.opened = opened;
    this.budget = budget;
  }

  /**
   * A result that is about to be opened.
   *
   * @param question its hash
   * @param sites whose totals are in it, sorted
   * @param digest that stands for it
   * @param rule what will be shown of it
   */
  record Opening(
      String run,
      String study,
      String key,
      String question,
      List<String> sites,
      String digest,
      ReleaseRule rule) {
    static Opening of(ResultToOpen result, ReleaseRule rule) {
      RunPlans plans = result.plans();
      return new Opening(
          plans.terms().run(),
          plans.terms().study(),
          plans.terms().key(),
          plans.terms().queryHash(),
          plans.plans().stream().map(PlanMessage::site).sorted().toList(),
          result.digest(),
          rule);
    }
  }

  /**
   * Why a result is not opened.
   *
   * @param rule which of the holder's rules it is
   * @param line in words
   */
  record Objection(String rule, String line) {}

  private record Claim(List<String> what, String holder, Objection objection) {}

  /**
   * Remembers a result, unless it may not be opened: then nothing is remembered or counted, but
   * where two are asked for at once.
   *
   * @return why not
   */
  Optional<Objection> open(Opening result) throws IOException, InterruptedException {
    List<Claim> claims = claims(result);
    for (Claim claim : claims) {
      if (opened.standing(claim.what, claim.holder) == Standing.TAKEN) {
        return Optional.of(claim.objection);
      }
    }
    boolean isNew = opened.standing(claims.get(0).what, result.digest) == Standing.FREE;
    if (isNew && !budget.take(result.study, result.key)) {
      return Optional.of(USED_UP);
    }
    return claims.stream()
        .filter(claim -> !opened.claim(claim.what, claim.holder))
        .map(Claim::objection)
        .findFirst();
  }

  private static List<Claim> claims(Opening result) {
    return List.of(
        new Claim(
            List.of("run", result.run),
            result.digest,
            new Objection("run", "run: another result of it was opened before")),
        new Claim(
            List.of("rule", result.digest),
            result.rule.toString(),
            new Objection("rule", "rule: the result was opened before under another rule")),
        new Claim(
            List.of("sites", result.study, result.key, result.question),
            String.join(" ", result.sites),
            new Objection(
                "sites",
                "sites: the question was opened before of other sites, and the difference would"
                    + " tell of few: ask a changed question")));
  }
}
