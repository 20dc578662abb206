package io.blindsum.cli.command;

import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.PassphraseOptions;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.Researcher;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.cli.option.WorkflowGraphs;
import io.blindsum.colony.Awaiting;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ProcessGraph;
import io.blindsum.colony.Retrier;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens the result of one workflow. */
@Command(
    name = "result",
    sortOptions = false,
    description = "Decrypt the output of the process that a workflow ends in.")
final class WorkflowResultCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The workflow's id, as submit printed it.")
  private String id = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The private key, in any format that key show reads.")
  private Path keyFile = Path.of("");

  @Option(names = "--wait", description = "Wait for the workflow to end.")
  private boolean wait;

  @Mixin private final SignerOptions signers = new SignerOptions();
  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    DecryptedOutput output =
        new DecryptedOutput(
            passphrase.open(keyFile, common), signers, common, ReportOptions.DEFAULTS);
    try (ColonyClient colony = Researcher.connect()) {
      ProcessGraph graph =
          wait ? new Awaiting(colony, Retrier.forever()).graph(id) : colony.getProcessGraph(id);
      return output.print(WorkflowGraphs.leaf(colony, graph), Optional.empty());
    }
  }
}
