package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ResultReceipt;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.cli.rehearsal.Rehearsal;
import io.blindsum.frame.FrameReader;
import io.blindsum.layout.GroupTotals;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.release.OpenedTotals;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Value;
import io.blindsum.study.ResultCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A study of the demo that was run, as its files tell it.
 *
 * @param question what was asked; it has one column that makes the groups
 * @param answer what the cloud answered
 * @param released what is shown of it
 * @param groups all that it opens to
 * @param start when it was asked
 * @param time from then to the answer
 */
record DemoRun(
    Question question,
    ResultMessage answer,
    ReleasedResult released,
    List<GroupTotals> groups,
    Instant start,
    Duration time) {

  /** Opens the totals {@code STUDY.bsr} of {@code STUDY.yaml} once more, for all that they hold. */
  static DemoRun read(
      Rehearsal script,
      String study,
      PaillierPrivateKey key,
      ModularArithmetic arithmetic,
      Instant start,
      Duration time) {
    Question question = QuestionFile.read(script.file(study + ".yaml"));
    Path file = script.file(study + ".bsr");
    Signed<ResultMessage> receipt =
        ResultReceipt.read(file, new SignerOptions(), new CommonOptions()).orElseThrow();
    try (FrameReader reader = FrameReader.open(file)) {
      EncryptedTotals totals = EncryptedTotals.read(reader);
      OpenedTotals opened = totals.open(key, arithmetic);
      TrustedSigners signers = TrustedSigners.read(script.file("signers.yaml"));
      ReleasedResult released =
          opened.release(
              question.limits().rule(),
              SignerOptions.signatures(
                  ResultCheck.check(study, receipt, totals.header(), totals.digest(), signers)));
      return new DemoRun(question, receipt.message(), released, opened.groups(), start, time);
    }
  }

  /** Returns how many groups' counts are hidden for being small. */
  long smallGroups() {
    return released.groups().stream()
        .map(group -> group.n().value())
        .filter(n -> n instanceof Value.Hidden hidden && hidden.why() == Value.Reason.SMALL)
        .count();
  }

  /** Returns the least count that is shown. */
  int minCell() {
    return question.limits().rule().minCell();
  }

  long rows() {
    return released.study().rows();
  }
}
