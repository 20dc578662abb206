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
 * Remembers for ever what was opened, and refuses what together with it tells more than either may:
 * two results of a run, one under two rules, one question of two sets of sites. What was opened may
 * come again.
 */
public final class OpenedResults {
  private static final Objection USED_UP =
      new Objection("questions_per_day", "the questions of the study are used up for today");

  private final Claims opened;
  private final Budget budget;

  private OpenedResults(Claims opened, Budget budget) {
    this.opened = opened;
    this.budget = budget;
  }

  @FunctionalInterface
  private interface Budget {
    boolean take(String study, String key) throws IOException, InterruptedException;
  }

  /** Remembers, for somebody who opens as many results as holders let be opened. */
  public static OpenedResults in(Claims opened) {
    return new OpenedResults(opened, (study, key) -> true);
  }

  /**
   * Counts and remembers.
   *
   * @param budget how many results of a study under one key may be opened
   */
  static OpenedResults within(QuestionBudget budget, Claims opened) {
    return new OpenedResults(opened, budget::take);
  }

  /**
   * A result that is about to be opened.
   *
   * @param question its hash
   * @param sites whose totals are in it, sorted
   * @param digest that stands for it
   * @param rule what will be shown of it
   */
  public record Opening(
      String run,
      String study,
      String key,
      String question,
      List<String> sites,
      String digest,
      ReleaseRule rule) {
    /** Names what is opened, and how much of it is shown. */
    public static Opening of(ResultToOpen result, ReleaseRule rule) {
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
   * @param rule which of the rules it is
   * @param line in words
   */
  public record Objection(String rule, String line) {}

  private record Claim(List<String> what, String holder, Objection objection) {}

  /**
   * Tells why a result may not be opened, and remembers nothing.
   *
   * @return empty if it may be, as far as what was opened goes
   */
  public Optional<Objection> objection(Opening result) {
    return claims(result).stream()
        .filter(claim -> opened.standing(claim.what, claim.holder) == Standing.TAKEN)
        .map(Claim::objection)
        .findFirst();
  }

  /**
   * Remembers a result, unless it may not be opened: then nothing is remembered or counted, but
   * where two are asked for at once.
   *
   * @return why not
   * @throws IOException if it cannot be counted
   * @throws InterruptedException if the thread is interrupted before it was counted
   */
  public Optional<Objection> open(Opening result) throws IOException, InterruptedException {
    Optional<Objection> objection = objection(result);
    if (objection.isPresent()) {
      return objection;
    }
    List<Claim> claims = claims(result);
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
