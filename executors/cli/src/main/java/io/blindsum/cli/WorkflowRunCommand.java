package io.blindsum.cli;

import io.blindsum.cohort.KeyFiles;
import io.blindsum.cohort.PrivateKeyFile;
import io.blindsum.cohort.SeedKeyFormat;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.workflow.FrameText;
import io.blindsum.workflow.Functions;
import io.blindsum.workflow.ResultMessage;
import io.blindsum.workflow.RunFile;
import io.blindsum.workflow.RunJournal;
import io.blindsum.workflow.RunKeys;
import io.blindsum.workflow.StudyException;
import io.blindsum.workflow.StudyRun;
import io.blindsum.workflow.StudySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a study over the hospitals of a colony. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "Run a study: every hospital of the run file encrypts its cohort, the cloud adds, and the"
          + " totals are decrypted here.",
      "",
      "What was submitted is kept in a journal beside the output, so that a run that broke off goes"
          + " on with --resume. Sites that contribute nothing are named, and the exit code is 7.",
    })
final class WorkflowRunCommand implements Callable<Integer> {
  private static final String INTERRUPTED =
      "broken off; what was submitted goes on. The same command with --resume goes on too.";

  @Parameters(paramLabel = "FILE", description = "The run file, in YAML; see docs/executors.md.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The study's private key. Only its public half leaves this machine.")
  private Path keyFile = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the encrypted totals go; STUDY.bsr unless given.")
  private @Nullable Path output;

  @Option(names = "--resume", description = "Go on with a run that broke off.")
  private boolean resume;

  @Option(
      names = "--detach",
      description = {
        "Let a cloud executor run it, and end. Prints the process whose output decrypt --process"
            + " opens; the sites' policies have to name the cloud's executors as initiators."
      })
  private boolean detach;

  @Mixin private final OrderOptions orders = new OrderOptions();
  @Mixin private final SignerOptions signers = new SignerOptions();
  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    RunFile study = RunFile.read(file);
    PrivateKeyFile privateKey = KeyFiles.readPrivate(keyFile, passphrase::ask);
    StudySpec spec = StudySpec.of(study, SeedKeyFormat.write(privateKey.key().publicKey()));
    try (ColonyClient colony = Researcher.connect()) {
      return detach ? submit(colony, spec) : run(colony, spec, privateKey);
    }
  }

  private int submit(ColonyClient colony, StudySpec spec) {
    FunctionSpec.Builder call =
        FunctionSpec.of(
                Functions.RUN_STUDY,
                Conditions.of(colony.colonyName(), Functions.CLOUD_EXECUTOR_TYPE))
            .maxExecSeconds(-1);
    spec.arguments().forEach(call::kwarg);
    String id = colony.submit(call.build()).processId();
    System.out.println(common.json ? Json.line(Map.of("process", id)) : id);
    return ExitCode.OK;
  }

  private int run(ColonyClient colony, StudySpec spec, PrivateKeyFile privateKey) throws Exception {
    Path totals = output != null ? output : Path.of(spec.plan().study() + ".bsr");
    if (Files.exists(totals)) {
      throw CommandException.usage(
          totals + " is there already", "remove it, or write to another file with -o");
    }
    Path journalFile = totals.resolveSibling(totals.getFileName() + ".journal");
    ResultMessage result;
    try (RunJournal journal =
            resume ? RunJournal.resume(journalFile) : RunJournal.create(journalFile);
        RunProgress progress = new RunProgress(common)) {
      StudyRun studyRun =
          new StudyRun(colony, spec, new RunKeys(signers.read(), orders.key()), journal, progress);
      result = InterruptNotice.during(INTERRUPTED, studyRun::run);
    } catch (StudyException e) {
      throw explained(e);
    }
    write(totals, result);
    Files.delete(journalFile);
    common.say(totals + ": the encrypted totals, to keep with their receipt");
    return new DecryptedOutput(privateKey, signers, common).print(totals.toString(), result);
  }

  private static void write(Path totals, ResultMessage result) {
    Path part = totals.resolveSibling(totals.getFileName() + ".part");
    try {
      Files.write(part, FrameText.bytes("result", result.frame()));
      ResultReceipt.write(totals, result);
      Files.move(part, totals);
    } catch (IOException e) {
      throw Text.cannotWrite(totals, e);
    }
  }

  private static CommandException explained(StudyException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.reason()) {
      case TOO_FEW_SITES ->
          new CommandException(
              ExitCode.INCOMPLETE, message, "limits: sites_min in the run file, or ask the sites");
      case FAILED ->
          new CommandException(ExitCode.INCOMPLETE, message, "the same command with --resume");
      case JOURNAL -> CommandException.usage(message, "--resume goes on, -o starts beside it");
    };
  }
}
