package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.ResultFrame;
import io.blindsum.cli.option.SealedInput;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.keys.StoredPrivateKey;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.study.SeedResult;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/** Opens results with a private key and prints them. */
public final class DecryptedOutput {
  private final StoredPrivateKey privateKey;
  private final ModularArithmetic arithmetic;
  private final SignerOptions signers;
  private final CommonOptions common;
  private final TotalsOutput output;

  /** Shows what the options say. */
  public DecryptedOutput(
      StoredPrivateKey privateKey,
      SignerOptions signers,
      CommonOptions common,
      ReportOptions options) {
    this.privateKey = privateKey;
    this.signers = signers;
    this.arithmetic = common.arithmetic();
    this.common = common;
    this.output =
        new TotalsOutput(
            totals -> totals.open(privateKey.key(), arithmetic),
            arithmetic,
            signers,
            common,
            options);
  }

  /**
   * Opens the output of a process: totals, or a sum of the ColonyOS example.
   *
   * @param run the nonce that totals have to be of; empty if nobody knows it any more
   */
  public int print(Process process, Optional<String> run) throws Exception {
    String name = "process " + Text.shortKey(process.processId());
    if (process.state() != ProcessState.SUCCESS) {
      throw new CommandException(
          ExitCode.INCOMPLETE,
          name + " is " + process.state() + reasons(process),
          "blindsum workflow status ID shows the whole workflow");
    }
    if (process.out().size() != 1) {
      throw new CommandException(
          ExitCode.INCOMPLETE, name + " has no output, or several", "run the workflow again");
    }
    String out = process.out().get(0);
    if (Signed.isMessage(out)) {
      return print(name, result(name, out, run));
    }
    if (run.isPresent() || signers.areNamed()) {
      throw new CommandException(
          ExitCode.KEY,
          name + " is a bare sum, of no run and signed by nobody",
          "leave --run and --signers away for the ColonyOS example; a study has a result");
    }
    return printSum(out);
  }

  private Signed<ResultMessage> result(String name, String text, Optional<String> run) {
    SealedInput.refuse(name, text);
    Signed<ResultMessage> result = Signed.parse(name, text, ResultMessage.class);
    if (run.isEmpty()) {
      common.warn(
          "RUN NOT COMPARED: a server can show the result of an earlier run; --run NONCE, as query"
              + " run --detach printed it");
    } else if (!result.message().run().equals(run.get())) {
      throw new CommandException(
          ExitCode.KEY,
          name + " is of another run than " + Text.shortKey(run.get()),
          "do not use it: the server shows another result than the one that was asked for");
    }
    return result;
  }

  /** Opens a result; the exit code says whether a site is missing. */
  public int print(String name, Signed<ResultMessage> result) throws Exception {
    return print(name, ResultFrame.read(name, result), Optional.of(result));
  }

  /** Opens totals; the exit code says whether a site is missing. */
  public int print(String name, EncryptedTotals totals, Optional<Signed<ResultMessage>> receipt)
      throws Exception {
    return output.print(name, totals, receipt);
  }

  private int printSum(String ciphertext) throws Exception {
    BigInteger sum =
        common.compute(() -> SeedResult.decrypt(ciphertext, privateKey.key(), arithmetic));
    System.out.println(
        common.json ? Json.line(Map.of("sum", sum.toString())) : SeedResult.line(sum));
    return ExitCode.OK;
  }

  private static String reasons(Process process) {
    return process.errors().isEmpty() ? "" : ": " + String.join("; ", process.errors());
  }
}
