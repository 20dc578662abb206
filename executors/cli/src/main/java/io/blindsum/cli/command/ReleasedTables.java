package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.ResultFrame;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameQuestion;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.messages.MissingHolder;
import io.blindsum.messages.ReleasedMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.text.ReleasedText;
import io.blindsum.study.ResultCheck.Signer;
import io.blindsum.study.ResultRelease.Released;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows what a release executor lets be shown of a result, once it is known to be of this one. */
final class ReleasedTables {
  private final SignerOptions signers;
  private final CommonOptions common;
  private final ReportOptions report;

  /** Shows what the options say. */
  ReleasedTables(SignerOptions signers, CommonOptions common, ReportOptions report) {
    this.signers = signers;
    this.common = common;
    this.report = report;
  }

  /** Prints tables; the exit code says whether a site is missing. */
  int print(Signed<ResultMessage> result, Released released) throws Exception {
    EncryptedTotals encrypted = ResultFrame.read("result", result);
    List<Signer> signed =
        new ArrayList<>(
            signers.check("result", encrypted.header(), encrypted.digest(), Optional.of(result)));
    ReleasedMessage message = released.message().message();
    signed.add(
        new Signer(
            "release executor " + message.releaser(),
            released.message().signer(),
            released.standing()));
    ReleasedResult tables =
        read(released.tables(), encrypted).withSignatures(SignerOptions.signatures(signed));
    int code =
        new ReleasedOutput(common.arithmetic(), common, report)
            .print(tables, signed, result.message().missing());
    common.say("opened by " + String.join(", ", message.openedBy()));
    for (MissingHolder missing : message.missing()) {
      common.warn("without holder " + missing.holder() + ": " + missing.reason());
    }
    return code;
  }

  private static ReleasedResult read(String text, EncryptedTotals totals) {
    ReleasedResult tables;
    try {
      tables = ReleasedText.read(text);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    FrameHeader header = totals.header();
    FrameQuestion question = header.question();
    boolean ours =
        tables.study().name().equals(header.study())
            && tables.study().key().equals(header.key().fingerprint())
            && tables.receipt().digest().equals(totals.digest())
            && tables
                .study()
                .query()
                .equals(Optional.ofNullable(question).map(FrameQuestion::hash));
    if (!ours) {
      throw refused("tables of another result");
    }
    if (question != null && showsMore(tables, question.rule())) {
      throw refused("tables that show smaller or finer counts than the question and the sites let");
    }
    return tables;
  }

  private static boolean showsMore(ReleasedResult tables, ReleaseRule rule) {
    return tables.leastCount() < rule.minCell() || tables.rounding() < rule.rounding();
  }

  private static CommandException refused(String what) {
    return new CommandException(
        ExitCode.KEY, "the release executor sent " + what, "ask its people what it runs");
  }
}
