package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.option.ResultFrame;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.layout.GroupTotals;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.release.OpenedTotals;
import io.blindsum.release.render.TextRenderer;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Value;
import io.blindsum.release.rule.ReleaseRule;
import io.blindsum.study.ResultCheck;
import io.blindsum.study.ResultCheck.Signer;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunListener;
import io.blindsum.study.StudyRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A study of the demo that was run and opened.
 *
 * @param study what was asked
 * @param answer what the cloud answered
 * @param released what is shown of it
 * @param groups all that it opens to
 * @param start when it was asked
 * @param time from then to the answer
 */
record DemoRun(
    DemoStudy study,
    Signed<ResultMessage> answer,
    ReleasedResult released,
    List<GroupTotals> groups,
    Instant start,
    Duration time) {

  /** Asks the colony, and opens the answer. */
  static DemoRun of(
      DemoStudy study,
      DemoColony colony,
      PaillierPrivateKey key,
      ModularArithmetic arithmetic,
      RunListener listener)
      throws InterruptedException {
    Instant start = Instant.now();
    try (RunJournal journal = RunJournal.inMemory()) {
      Signed<ResultMessage> message =
          new StudyRun(
                  colony.colony().researcher(),
                  study.spec(key.publicKey()),
                  colony.signers(),
                  journal,
                  listener)
              .run();
      Duration time = Duration.between(start, Instant.now());
      EncryptedTotals totals = ResultFrame.read("result", message);
      OpenedTotals opened = totals.open(key, arithmetic);
      List<Signer> signed =
          ResultCheck.check(
              study.name(), message, totals.header(), totals.digest(), colony.signers());
      ReleasedResult released =
          opened.release(new ReleaseRule(study.minCell()), SignerOptions.signatures(signed));
      return new DemoRun(study, message, released, opened.groups(), start, time);
    }
  }

  /** Compares all that it opens to with what the rows say in clear. */
  DemoCheck check(List<Path> files) {
    return DemoCheck.of(groups, study, files);
  }

  /** Returns the lines of the table. */
  List<String> table() {
    return TextRenderer.totals(released);
  }

  /** Returns how many groups' counts are hidden for being small. */
  long smallGroups() {
    return released.groups().stream()
        .map(group -> group.n().value())
        .filter(n -> n instanceof Value.Hidden hidden && hidden.why() == Value.Reason.SMALL)
        .count();
  }

  long rows() {
    return released.study().rows();
  }
}
