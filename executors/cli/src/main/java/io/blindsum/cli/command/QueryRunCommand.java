package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.InterruptNotice;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.OrderOptions;
import io.blindsum.cli.option.PassphraseOptions;
import io.blindsum.cli.option.ReleaseOptions;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.Researcher;
import io.blindsum.cli.option.ResultReceipt;
import io.blindsum.cli.option.RunFiles;
import io.blindsum.cli.option.RunProgress;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.encoding.EncodingException;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.keys.StoredPrivateKey;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.RunNonce;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.study.ResultRelease;
import io.blindsum.study.ResultRelease.Asker;
import io.blindsum.study.ResultRelease.Released;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunKeys;
import io.blindsum.study.StudyException;
import io.blindsum.study.StudyMessages;
import io.blindsum.study.StudyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Puts a question to the hospitals of a colony. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "Put a question to the hospitals of a colony: each encrypts its cohort, the cloud adds, and"
          + " the totals are decrypted here.",
      "",
      "What was submitted is kept in a journal beside the output, so that a run that broke off goes"
          + " on with --resume; query status and query cancel read it too. Sites that contribute"
          + " nothing are named, and the exit code is 7 unless --quorum says that the others are"
          + " enough.",
      "",
      "query run and workflow run are the same. " + Researcher.ENVIRONMENT,
    })
public final class QueryRunCommand implements Callable<Integer> {
  private static final String INTERRUPTED =
      "broken off; what was submitted goes on. The same command with --resume goes on too.";

  private static final String KEPT = "%s: the encrypted totals, to keep with their receipt";

  @Spec private CommandSpec self = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The question, in YAML; see docs/query.md.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = {
        "The study's private key. Only its public half leaves this machine. Of a key that holders"
            + " share, its .pub file."
      })
  private Path keyFile = Path.of("");

  @Mixin private final RunFiles files = new RunFiles();

  @Option(names = "--resume", description = "Go on with a run that broke off.")
  private boolean resume;

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description = {
        "N sites have to contribute, and are enough: the exit code is 0 though others are missing."
            + " At least sites_min of the question."
      })
  private @Nullable Integer quorum;

  @Option(
      names = "--detach",
      description = {
        "Let a cloud executor run it, and end. Prints the process whose output decrypt --process"
            + " opens; the sites' policies have to name the cloud's executors as initiators."
      })
  private boolean detach;

  @Mixin private final ReleaseOptions release = new ReleaseOptions();
  @Mixin private final OrderOptions orders = new OrderOptions();
  @Mixin private final SignerOptions signers = new SignerOptions();
  @Mixin private final ReportOptions report = new ReportOptions();
  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  private final Map<String, String> environment;

  /** Runs in the environment of this process. */
  public QueryRunCommand() {
    this(System.getenv());
  }

  /** Runs in an environment, as COLONIES_* variables tell it. */
  public QueryRunCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    if (detach) {
      refuseOptionsOfARunHere();
    }
    Question question = QuestionFile.read(file);
    if (question.run().sites().isEmpty()) {
      throw new CommandException(
          ExitCode.DATA, file.getFileName() + " names no sites", "add sites: [NAME, ...]");
    }
    int needed = needed(question);
    report.check(common);
    Optional<StoredPublicKey> shared = ReleaseOptions.sharedKey(keyFile);
    if (shared.isPresent()) {
      return callShared(question, shared.get(), needed);
    }
    release.requireNone();
    StoredPrivateKey privateKey = passphrase.open(keyFile, common);
    PaillierPublicKey key = privateKey.key().publicKey();
    requireLayout(question, key);
    StudyRequest spec = StudyRequest.of(question, SeedKeyFormat.write(key)).withSitesMin(needed);
    try (ColonyClient colony = Researcher.connect(environment)) {
      return detach ? submit(colony, spec) : run(colony, spec, privateKey);
    }
  }

  /** Has the result opened by the holders of the key. */
  private int callShared(Question question, StoredPublicKey shared, int needed) throws Exception {
    if (detach) {
      throw CommandException.usage(
          "--detach is for a private key: holders open what comes back here", "leave it away");
    }
    if (report.hidesMore()) {
      throw CommandException.usage(
          "--min-cell is for a private key: a release executor hides as the question, the sites and"
              + " its own file say",
          "min_cell of the question's limits");
    }
    Asker asker = release.asker(orders.key());
    requireLayout(question, shared.key());
    KeyOptions.warnIfInsecure(shared.key(), common);
    StudyRequest spec =
        StudyRequest.of(question, SeedKeyFormat.write(shared.key())).withSitesMin(needed);
    try (ColonyClient colony = Researcher.connect(environment)) {
      return runShared(colony, spec, asker);
    }
  }

  private int runShared(ColonyClient colony, StudyRequest spec, Asker asker) throws Exception {
    Path totals = unusedTotals(spec);
    Path journalFile = RunFiles.journalOf(totals);
    Signed<ResultMessage> result;
    Released released;
    try (RunJournal journal = journal(journalFile);
        RunProgress progress = new RunProgress(common)) {
      TrustedSigners trusted = signers.read();
      RunKeys keys = new RunKeys(trusted, orders.key());
      StudyRun run = new StudyRun(colony, spec, keys, journal, progress);
      result = InterruptNotice.during(INTERRUPTED, run::runAndKeep);
      ResultRelease opening = new ResultRelease(colony, asker, trusted, journal, progress, spec);
      Signed<ResultMessage> asked = result;
      released = InterruptNotice.during(INTERRUPTED, () -> opening.run(asked));
    } catch (StudyException e) {
      throw explained(e);
    }
    int code = new ReleasedTables(signers, common, report).print(result, released);
    // nobody can show the tables again without it
    write(totals, result);
    Files.delete(journalFile);
    common.say(KEPT.formatted(totals));
    return quorum == null ? code : ExitCode.OK;
  }

  private RunJournal journal(Path file) {
    return resume ? RunJournal.resume(file) : RunJournal.create(file);
  }

  private Path unusedTotals(StudyRequest spec) {
    Path totals = files.totals(spec.plan().study());
    if (Files.exists(totals)) {
      throw CommandException.usage(
          totals + " is there already", "remove it, or write to another file with -o");
    }
    return totals;
  }

  private void refuseOptionsOfARunHere() {
    ParseResult given = self.commandLine().getParseResult();
    if (given.hasMatchedOption("--sign-with")) {
      throw CommandException.usage(
          "--detach and --sign-with exclude each other: a detached run cannot be signed",
          "leave one of them away");
    }
    for (String option :
        List.of("--output", "--resume", "--signers", "--min-cell", "--csv", "--report")) {
      if (given.hasMatchedOption(option)) {
        throw CommandException.usage(
            "--detach and " + option + " exclude each other: the totals do not come back here",
            "leave one of them away; decrypt --process ID shows the totals");
      }
    }
  }

  /** Refuses what does not fit before any site reads its rows. */
  private void requireLayout(Question question, PaillierPublicKey key) {
    try {
      StudyMessages.of(question, key).requireFit();
    } catch (EncodingException | JobException e) {
      throw new CommandException(
          ExitCode.DATA,
          file.getFileName() + ": " + e.getMessage(),
          "blindsum query plan says what a question takes");
    }
  }

  /** Returns how many sites have to contribute. */
  private int needed(Question question) {
    int least = question.limits().sitesMin();
    int most = question.run().sites().size();
    if (quorum == null) {
      return least;
    }
    if (quorum < least || quorum > most) {
      throw CommandException.usage(
          "--quorum " + quorum + " is not from " + least + " (sites_min) to " + most + " (sites)",
          "sites_min is part of what the sites approve");
    }
    return quorum;
  }

  private int submit(ColonyClient colony, StudyRequest spec) {
    String run = RunNonce.draw();
    FunctionSpec.Builder call =
        FunctionSpec.of(
                Functions.RUN_STUDY,
                Conditions.of(colony.colonyName(), Functions.CLOUD_EXECUTOR_TYPE))
            .maxExecSeconds(-1);
    spec.withRun(run).arguments().forEach(call::kwarg);
    String id = colony.submit(call.build()).processId();
    System.out.println(common.json ? Json.line(Map.of("process", id, "run", run)) : id);
    common.say("run " + run + ": decrypt --process " + id + " --run " + run);
    return ExitCode.OK;
  }

  private int run(ColonyClient colony, StudyRequest spec, StoredPrivateKey privateKey)
      throws Exception {
    Path totals = unusedTotals(spec);
    Path journalFile = RunFiles.journalOf(totals);
    Signed<ResultMessage> result;
    try (RunJournal journal = journal(journalFile);
        RunProgress progress = new RunProgress(common)) {
      StudyRun studyRun =
          new StudyRun(colony, spec, new RunKeys(signers.read(), orders.key()), journal, progress);
      result = InterruptNotice.during(INTERRUPTED, studyRun::run);
    } catch (StudyException e) {
      throw explained(e);
    }
    write(totals, result);
    Files.delete(journalFile);
    common.say(KEPT.formatted(totals));
    int code =
        new DecryptedOutput(privateKey, signers, common, report).print(totals.toString(), result);
    return quorum == null ? code : ExitCode.OK;
  }

  private static void write(Path totals, Signed<ResultMessage> result) {
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
              ExitCode.INCOMPLETE,
              message,
              "--resume asks those again that failed; after a refusal ask the site, query cancel"
                  + " and run again, or --resume --quorum N");
      case REFUSED ->
          new CommandException(
              ExitCode.POLICY,
              message,
              "ask those people; once they list what they have to, the same command with --resume");
      case FAILED ->
          new CommandException(ExitCode.INCOMPLETE, message, "the same command with --resume");
      case NOT_SIGNED ->
          new CommandException(
              ExitCode.KEY,
              message,
              "ask that party which key it signs with, or who answers in its stead; then --resume");
      case JOURNAL -> CommandException.usage(message, "--resume goes on, -o starts beside it");
    };
  }
}
