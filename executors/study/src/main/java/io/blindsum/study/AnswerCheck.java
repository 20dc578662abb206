package io.blindsum.study;

import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.Check;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.RunTerms;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SiteBatches;
import io.blindsum.messages.SiteTally;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.SubtotalMessage;
import io.blindsum.messages.TotalRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.text.Question;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What the driver of a run compares each answer with: what it asked, under the nonce that it drew.
 *
 * @param spec what is asked
 * @param run the run's nonce
 * @param key the study's key
 * @param signers if any are given, nothing that is not signed by them is believed
 */
record AnswerCheck(StudyRequest spec, String run, PaillierPublicKey key, TrustedSigners signers) {

  /**
   * Reads a site's answer to the question: a plan, or a refusal.
   *
   * @param id of the process that was asked
   * @param attempt as which it was asked
   * @throws MessageException if it is not the site's answer to this question in this run
   */
  Signed<?> plan(String site, String id, int attempt, String text) {
    String where = "plan of site " + site;
    Signed<?> answer = Signed.parse(where, text);
    require(where, answer.message().study().equals(study()), "of another study");
    require(where, answer.message().run().equals(run), "of another run");
    signers.requireSite(where, site, answer);
    if (answer.message() instanceof AbstainedMessage abstained) {
      require(where, abstained.site().equals(site), "of another site");
      require(where, abstained.plan().equals(id), "of another process");
    } else if (answer.message() instanceof PlanMessage plan) {
      require(where, plan.site().equals(site), "of another site");
      require(where, plan.plan().equals(id), "of another process");
      require(where, plan.attempt() == attempt, "of another attempt");
      requireTerms(where, plan.terms());
    } else {
      throw new MessageException(where, "neither a plan nor a refusal");
    }
    return answer;
  }

  /** Compares what a site signed with what was asked; its protection is its own to say. */
  private void requireTerms(String where, RunTerms terms) {
    Question question = spec.plan().toQuestion();
    require(where, terms.key().equals(key.fingerprint()), "of another key");
    require(where, terms.queryHash().equals(question.hash()), "of another question");
    require(where, terms.dataset().equals(question.dataset()), "of another dataset");
    require(where, terms.asked().equals(spec.sites()), "of a question to other sites");
    require(where, terms.sitesMin() == question.limits().sitesMin(), "of another sites_min");
    require(where, terms.rule().equals(question.limits().rule()), "of another rule of release");
    String layout = question.layout(key.modulusBits()).toString();
    require(where, terms.layout().equals(layout), "of another layout");
  }

  /**
   * Reads the sum of a unit's batches.
   *
   * @param attempt as which it was asked
   * @throws MessageException if it is not the sum of exactly these batches in this run
   */
  Signed<PartialResultMessage> partial(BatchUnit unit, int attempt, String text) {
    String where = "partial result of batch " + unit.number();
    Signed<PartialResultMessage> signed = Signed.parse(where, text, PartialResultMessage.class);
    PartialResultMessage partial = signed.message();
    require(where, partial.study().equals(study()), "of another study");
    require(where, partial.run().equals(run), "of another run");
    require(where, partial.batch() == unit.number(), "of another number");
    require(where, partial.attempt() == attempt, "of another attempt");
    List<BatchName> added = partial.receipts().stream().map(one -> one.message().name()).toList();
    boolean whole =
        added.size() == unit.batches().size()
            && new HashSet<>(added).equals(new HashSet<>(unit.batches()));
    require(where, whole, "of other batches");
    signers.requireCloud(where, signed);
    return signed;
  }

  /**
   * Returns what a partial result has of each site, once it is known that the sites signed it.
   *
   * @param text as {@link #partial} took it
   * @throws io.blindsum.messages.SignatureException if a batch is not signed as the plan is
   */
  List<SiteBatches> sites(BatchUnit unit, String text) {
    String where = "partial result of batch " + unit.number();
    Map<String, Signed<PlanMessage>> plans = new HashMap<>();
    unit.plans().forEach(plan -> plans.put(plan.message().site(), plan));
    SiteTally tally = new SiteTally();
    for (Signed<BatchMessage> receipt :
        Signed.parse(where, text, PartialResultMessage.class).message().receipts()) {
      BatchMessage batch = receipt.message();
      signers.requireSite(where + ": " + batch.name().title(), batch.site(), receipt);
      Signed<PlanMessage> plan = plans.get(batch.site());
      boolean same = plan != null && plan.signer().equals(receipt.signer());
      require(where, same, "site " + batch.site() + " has two signers");
      tally.add(SiteBatches.of(batch.name(), batch.summed()));
    }
    return tally.join(where);
  }

  /**
   * Reads a subtotal and returns its text.
   *
   * @param expected which batches have to be in it
   * @throws MessageException if it is not the sum of exactly these batches in this run
   */
  String subtotal(String where, List<SiteBatches> expected, String text) {
    Signed<SubtotalMessage> signed = Signed.parse(where, text, SubtotalMessage.class);
    SubtotalMessage subtotal = signed.message();
    require(where, subtotal.study().equals(study()), "of another study");
    require(where, subtotal.run().equals(run), "of another run");
    require(where, subtotal.sites().equals(expected), "of other batches");
    signers.requireCloud(where, signed);
    return text;
  }

  /**
   * Reads the result of a study that is too large to be combined at once.
   *
   * @param roots what the batches of each plan come to
   * @throws MessageException if it is not of what was asked to be combined
   */
  Signed<ResultMessage> total(TotalRequest request, List<String> roots, String text) {
    Signed<ResultMessage> signed = Signed.parse("result", text, ResultMessage.class);
    ResultMessage result = signed.message();
    require("result", result.run().equals(request.run()), "of another run");
    boolean asked =
        result.study().equals(request.study())
            && result.signedPlans().equals(request.plans())
            && result.missing().equals(request.missing());
    require("result", asked, "of another study or of other sites");
    require("result", result.roots().equals(roots), "of other batches");
    ResultCheck.check("result", signed, signers);
    return signed;
  }

  /**
   * Reads the result.
   *
   * @throws MessageException if it is not of what was asked to be combined
   */
  Signed<ResultMessage> result(CombineRequest request, String text) {
    Signed<ResultMessage> signed = Signed.parse("result", text, ResultMessage.class);
    ResultMessage result = signed.message();
    require("result", result.run().equals(request.run()), "of another run");
    boolean asked =
        result.study().equals(request.study())
            && result.plans().equals(request.plans())
            && result.missing().equals(request.missing());
    require("result", asked, "of another study or of other sites");
    require("result", result.roots().isEmpty(), "without the receipts of its batches");
    ResultCheck.check("result", signed, signers);
    return signed;
  }

  private String study() {
    return spec.plan().study();
  }

  private static void require(String where, boolean holds, String problem) {
    Check.require(holds, where, problem);
  }
}
