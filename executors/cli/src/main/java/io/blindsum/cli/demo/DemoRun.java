package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.Disclosure;
import io.blindsum.cli.EncryptedTotals;
import io.blindsum.cli.ReleasedResult;
import io.blindsum.cli.TotalsReport;
import io.blindsum.keys.KeyFormat;
import io.blindsum.keys.PrivateKeyFile;
import io.blindsum.layout.GroupTotals;
import io.blindsum.messages.ResultMessage;
import io.blindsum.paillier.PaillierPrivateKey;
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
 * @param message what the cloud answered
 * @param released what is shown of it
 * @param groups all that it opens to
 * @param start when it was asked
 * @param time from then to the answer
 */
record DemoRun(
    DemoStudy study,
    ResultMessage message,
    ReleasedResult released,
    List<GroupTotals> groups,
    Instant start,
    Duration time) {

  /** Asks the colony, and opens the answer. */
  static DemoRun of(
      DemoStudy study,
      List<String> sites,
      DemoColony colony,
      PaillierPrivateKey key,
      ModularArithmetic arithmetic,
      RunListener listener)
      throws InterruptedException {
    Instant start = Instant.now();
    try (RunJournal journal = RunJournal.inMemory()) {
      ResultMessage message =
          new StudyRun(
                  colony.colony().researcher(),
                  study.spec(key.publicKey(), sites),
                  colony.signers(),
                  journal,
                  listener)
              .run();
      Duration time = Duration.between(start, Instant.now());
      EncryptedTotals totals = EncryptedTotals.read("result", message);
      PrivateKeyFile file = new PrivateKeyFile(key, KeyFormat.BLINDSUM, study.name(), null, false);
      List<GroupTotals> groups = totals.decrypt(file, arithmetic);
      List<Signer> signed =
          ResultCheck.check(
              study.name(), message, totals.header(), totals.digest(), colony.signers());
      ReleasedResult released = new ReleasedResult(totals, groups, study.minCell(), signed);
      return new DemoRun(study, message, released, groups, start, time);
    }
  }

  /** Compares all that it opens to with what the rows say in clear. */
  DemoCheck check(List<Path> files) {
    return DemoCheck.of(groups, study, files);
  }

  /** Returns the lines of the table. */
  List<String> table() {
    return new TotalsReport(groups, new Disclosure(groups, study.minCell())).lines();
  }

  /** Returns the groups' counts as they are shown. */
  List<String> shownCounts() {
    return new TotalsReport(groups, new Disclosure(groups, study.minCell()))
        .toJson().stream().map(group -> String.valueOf(group.get("n"))).toList();
  }

  long rows() {
    return released.header().manifest().rows();
  }
}
