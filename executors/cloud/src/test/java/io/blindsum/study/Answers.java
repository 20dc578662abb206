package io.blindsum.study;

import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SiteBatches;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TotalRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.PaillierPublicKey;
import java.util.List;

/** What the driver of a run does with answers, for tests that have no colony. */
public final class Answers {
  private final AnswerCheck check;

  public Answers(StudyRequest spec, String run, PaillierPublicKey key, TrustedSigners signers) {
    this.check = new AnswerCheck(spec, run, key, signers);
  }

  /** Reads the answer of a process that was asked as the first attempt. */
  public void plan(String site, String process, String text) {
    check.plan(site, process, 0, text);
  }

  /** Reads the sum of the batches of one number. */
  public void partial(List<Signed<PlanMessage>> plans, int number, int attempt, String text) {
    check.partial(new BatchUnit(number, 0, plans), attempt, text);
  }

  /** Reads the sum of partial results of these batches. */
  public void subtotal(List<SiteBatches> sites, String text) {
    check.subtotal("subtotal", sites, text);
  }

  /** Reads the result of subtotals. */
  public void total(TotalRequest request, List<String> roots, String text) {
    check.total(request, roots, text);
  }

  public void result(CombineRequest request, String text) {
    check.result(request, text);
  }
}
