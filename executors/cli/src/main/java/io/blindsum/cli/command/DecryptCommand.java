package io.blindsum.cli.command;

import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.PassphraseOptions;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.Researcher;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.cli.option.TotalsFile;
import io.blindsum.colony.ColonyClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens encrypted totals. */
@Command(
    name = "decrypt",
    sortOptions = false,
    description = {
      "Decrypt the totals of a sum, and print count, sum, mean and standard deviation by group, and"
          + " the statistics that a question asked for.",
      "Sums are exact. Records are not decrypted: sum them first. What holders share the key of is"
          + " opened by blindsum open.",
      "",
      "Of a weighted sum, n is the sum of the weights w, sum is that of w times the value, and mean"
          + " is sum / n where n is above 0; there is no standard deviation, and no other"
          + " statistic.",
    })
public final class DecryptCommand implements Callable<Integer> {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The study's private key.")
  private Path keyFile = Path.of("");

  @Option(
      names = "--run",
      paramLabel = "NONCE",
      description = {
        "With --process: the run that the totals have to be of, as query run --detach printed it."
      })
  private @Nullable String run;

  @Mixin private final ReportOptions report = new ReportOptions();
  @Mixin private final SignerOptions signers = new SignerOptions();
  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  /** Where the totals are. */
  private static final class Source {
    @Parameters(
        paramLabel = "FILE",
        description = "The .bsr file that sum wrote; - for the standard input.")
    private @Nullable String file;

    @Option(
        names = "--process",
        paramLabel = "ID",
        description = "The process whose output it is, in the colony of the environment.")
    private @Nullable String process;
  }

  @Override
  public Integer call() throws Exception {
    report.check(common);
    String id = source.process;
    if (id != null) {
      try (ColonyClient colony = Researcher.connect()) {
        return output().print(colony.getProcess(id), Optional.ofNullable(run));
      }
    }
    String file = String.valueOf(source.file);
    TotalsFile totals = TotalsFile.read(file, signers, common);
    return output().print(file, totals.totals(), totals.receipt());
  }

  private DecryptedOutput output() {
    return new DecryptedOutput(passphrase.open(keyFile, common), signers, common, report);
  }
}
