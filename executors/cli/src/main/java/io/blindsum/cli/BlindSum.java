package io.blindsum.cli;

import io.blindsum.arith.RandomSourceException;
import io.blindsum.blinding.PoolException;
import io.blindsum.cli.command.AuditCommand;
import io.blindsum.cli.command.CompatCommand;
import io.blindsum.cli.command.DecryptCommand;
import io.blindsum.cli.command.DoctorCommand;
import io.blindsum.cli.command.EncryptCommand;
import io.blindsum.cli.command.EstimateCommand;
import io.blindsum.cli.command.ExecutorCommand;
import io.blindsum.cli.command.HelpCommand;
import io.blindsum.cli.command.InspectCommand;
import io.blindsum.cli.command.KeyCommand;
import io.blindsum.cli.command.KeygenCommand;
import io.blindsum.cli.command.OpenCommand;
import io.blindsum.cli.command.PheCommand;
import io.blindsum.cli.command.PoolCommand;
import io.blindsum.cli.command.QueryCommand;
import io.blindsum.cli.command.SiteCommand;
import io.blindsum.cli.command.SumCommand;
import io.blindsum.cli.command.SynthCommand;
import io.blindsum.cli.command.VerifyCommand;
import io.blindsum.cli.command.WorkflowCommand;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.ProcessText;
import io.blindsum.cli.console.StandardStreams;
import io.blindsum.cli.console.Version;
import io.blindsum.cli.demo.DemoCommand;
import io.blindsum.cli.rehearsal.ColonyCommand;
import io.blindsum.colony.ColonyException;
import io.blindsum.encoding.EncodingException;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.encoding.PrintableText;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.frame.DuplicateStreamException;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameMismatchException;
import io.blindsum.keys.KeyFileException;
import io.blindsum.messages.JobException;
import io.blindsum.messages.SignatureException;
import io.blindsum.paillier.PaillierException;
import io.blindsum.paillier.RandomnessException;
import io.blindsum.release.TotalsException;
import io.blindsum.text.DataException;
import io.blindsum.text.Nearest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code blindsum} command. */
@Command(
    name = "blindsum",
    description = {
      "Totals over encrypted patient records.",
      "",
      "Hospitals encrypt their records under the researcher's Paillier public key, a cloud that"
          + " holds no key adds the ciphertexts, the researcher decrypts the totals.",
    },
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Start with:  blindsum demo",
      "Rehearse:    blindsum colony dev --cloud --hospital r1=a.csv --hospital r2=b.csv",
      "By hand:     blindsum keygen --study heart-2026 -o keys",
      "             blindsum encrypt cohort.csv --pub keys/heart-2026.pub --column"
          + " 'age:int[18..120]' -o a.bsc",
      "             blindsum sum a.bsc b.bsc -o total.bsr",
      "             blindsum decrypt total.bsr --key keys/heart-2026.key",
      "Speed:       ./blindsum bench, in a checkout of the sources",
      "",
      "Why not let each hospital add in clear and send the sum? That is the smaller and faster way"
          + " when the question is known beforehand. Encrypted records answer later questions too:"
          + " the cloud keeps a cohort that it cannot read, and adds it up again without asking the"
          + " hospital.",
      "",
      "Exit codes: 0 ok, 2 usage, 3 data or format, 4 key or cryptography, 5 refused by policy,"
          + " 6 network, 7 incomplete, 130 interrupted (resumable).",
    })
public final class BlindSum {
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          DoctorCommand.class,
          SynthCommand.class,
          KeygenCommand.class,
          KeyCommand.class,
          InspectCommand.class,
          EstimateCommand.class,
          EncryptCommand.class,
          SumCommand.class,
          DecryptCommand.class,
          OpenCommand.class,
          VerifyCommand.class,
          QueryCommand.class,
          PheCommand.class,
          WorkflowCommand.class,
          PoolCommand.class,
          ColonyCommand.class,
          ExecutorCommand.class,
          SiteCommand.class,
          AuditCommand.class,
          CompatCommand.class,
          HelpCommand.class);

  private static final Set<String> VERSION = Set.of("-V", "--version");
  private static final int LONGEST_WORD = 60;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli asks for it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  @SuppressWarnings("UnusedVariable") // picocli asks for it
  private boolean version;

  private BlindSum() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    // numbers have the same digits for everybody
    Locale.setDefault(Locale.ROOT);
    StandardStreams streams = StandardStreams.install();
    CommandLine command =
        commandLine(args)
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.exit(streams.end(run(command, args)));
  }

  private static int run(CommandLine command, String[] args) {
    try {
      ProcessText.requireWhole(args, System.getenv());
    } catch (CommandException e) {
      return failed(e, command);
    }
    int exitCode = command.execute(args);
    command.getOut().flush();
    return exitCode;
  }

  /**
   * Returns the command with what these arguments may need of it: to read the options of every
   * command takes longer than many a command runs.
   */
  static CommandLine commandLine(String... args) {
    CommandLine blindsum = new CommandLine(new BlindSum());
    commands(args).forEach(blindsum::addSubcommand);
    return blindsum
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(BlindSum::usageError)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
  }

  private static List<Class<?>> commands(String[] args) {
    if (args.length == 1 && VERSION.contains(args[0])) {
      return List.of();
    }
    return COMMANDS.stream()
        .filter(one -> one != HelpCommand.class && args.length > 0)
        .filter(one -> one.getAnnotation(Command.class).name().equals(args[0]))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  private static int usageError(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    if (args.length == 0) {
      command.usage(command.getErr());
      return ExitCode.USAGE;
    }
    String help = command.getCommandSpec().qualifiedName() + " --help";
    return print(command.getErr(), ExitCode.USAGE, problem(e, command, args), help);
  }

  /** Finds an option that the command has not got: what is missing may be what it was meant for. */
  private static Optional<String> unknownOption(CommandLine command, String[] args) {
    Set<String> known = command.getCommandSpec().optionsMap().keySet();
    return Arrays.stream(args)
        .takeWhile(arg -> !arg.equals("--"))
        .filter(arg -> arg.startsWith("--"))
        .map(arg -> arg.replaceFirst("=.*", ""))
        .filter(option -> !known.contains(option))
        .findFirst()
        .map(option -> unknown(option, command));
  }

  private static String unknown(String option, CommandLine command) {
    List<String> known =
        command.getCommandSpec().optionsMap().keySet().stream()
            .filter(name -> name.startsWith("--"))
            .toList();
    return "Unknown option '"
        + PrintableText.of(option, LONGEST_WORD)
        + "'"
        + Nearest.of(option, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static String problem(ParameterException e, CommandLine command, String[] args) {
    Optional<String> unknown =
        command.getSubcommands().isEmpty() ? unknownOption(command, args) : Optional.empty();
    if (unknown.isPresent()) {
      return unknown.get();
    }
    if (String.valueOf(e.getMessage()).startsWith("Missing required subcommand")) {
      return "which one? There are: " + String.join(", ", command.getSubcommands().keySet());
    }
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    String first = unmatched.getUnmatched().get(0);
    if (unmatched.isUnknownOption()) {
      return unknown(first, command);
    }
    if (command.getSubcommands().isEmpty()) {
      return "'%s' is a word too many; what has blanks or brackets in it is quoted, as in"
              .formatted(PrintableText.of(first, LONGEST_WORD))
          + " --column 'age:int[0..120]'";
    }
    Collection<String> commands = command.getSubcommands().keySet();
    return "there is no command '%s'; %s"
        .formatted(
            PrintableText.of(first, LONGEST_WORD),
            Nearest.of(first, commands)
                .map(near -> "did you mean " + near + "?")
                .orElse("there are: " + String.join(", ", commands)));
  }

  private static int failed(Exception e, CommandLine command) {
    if (e instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    PrintWriter err = command.getErr();
    if (e instanceof CommandException known) {
      return print(err, known.exitCode(), String.valueOf(e.getMessage()), known.fix());
    }
    int known = print(err, e);
    if (known >= 0) {
      return known;
    }
    if (command.getParseResult() != null
        && command.getParseResult().hasMatchedOption("--verbose")) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      err.print(PrintableText.lines(trace.toString()));
    }
    return print(err, 1, "unexpected: " + e.getClass().getSimpleName(), "run it again with -v");
  }

  /** Prints an error of the layers below; returns -1 for one that is not known. */
  private static int print(PrintWriter err, Exception e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof DataException data) {
      return print(err, ExitCode.DATA, message, data.fix());
    }
    if (e instanceof KeyFileException key) {
      return print(err, ExitCode.KEY, message, key.fix());
    }
    if (e instanceof TotalsException totals) {
      return print(err, code(totals.problem()), message, totals.fix());
    }
    if (e instanceof RandomSourceException || e instanceof RandomnessException) {
      return print(
          err,
          ExitCode.KEY,
          message,
          "use another machine until it is known why; was this one restored from a snapshot?");
    }
    if (e instanceof PaillierException) {
      return print(err, ExitCode.KEY, message, "check which key and which files belong together");
    }
    if (e instanceof SpecificationException) {
      return print(
          err, ExitCode.USAGE, message, "blindsum encrypt --help shows how columns are declared");
    }
    if (e instanceof FrameMismatchException mismatch && mismatch.what().equals("key")) {
      return print(err, ExitCode.KEY, message, "check which key and which files belong together");
    }
    if (e instanceof FrameMismatchException mismatch && mismatch.what().equals("layout")) {
      return print(
          err,
          ExitCode.DATA,
          message,
          "declare the same columns, groups and --max-rows everywhere, best in one --query file");
    }
    if (e instanceof InvalidPathException path) {
      return print(
          err,
          ExitCode.USAGE,
          "a file name that this locale cannot write: " + path.getReason(),
          "run it in a UTF-8 locale, such as LC_ALL=C.UTF-8");
    }
    if (e instanceof FrameMismatchException mismatch && mismatch.what().equals("source")) {
      return print(
          err,
          ExitCode.DATA,
          message,
          "the cohort, or how it is encrypted, was changed: restore it, or delete the .part and"
              + " start again without --resume");
    }
    if (e instanceof PoolException) {
      return print(err, ExitCode.DATA, message, "leave --pool away, or name another folder");
    }
    if (e instanceof ColonyException) {
      return print(err, ExitCode.NETWORK, message, "check the COLONIES_* variables and the server");
    }
    if (e instanceof ImplausibleTotalException) {
      return print(
          err, ExitCode.DATA, message, "sum the whole .bsc file of every site, each once, again");
    }
    if (e instanceof SignatureException) {
      return print(
          err,
          ExitCode.KEY,
          message,
          "ask that party which key it signs with, or who changed this");
    }
    if (e instanceof DuplicateStreamException) {
      return print(
          err,
          ExitCode.DATA,
          message,
          "name each cohort once; --allow-repeated if other patients have the same values");
    }
    if (e instanceof FrameException
        || e instanceof EncodingException
        || e instanceof JobException) {
      return print(err, ExitCode.DATA, message, "");
    }
    return -1;
  }

  private static int code(TotalsException.Problem problem) {
    return switch (problem) {
      case SINGLE_RECORDS -> ExitCode.POLICY;
      case NO_TOTALS -> ExitCode.DATA;
      case OTHER_KEY -> ExitCode.KEY;
    };
  }

  private static int print(PrintWriter err, int code, String message, String fix) {
    err.println("error[" + code + "]: " + oneLine(message));
    if (!fix.isEmpty()) {
      err.println("  fix: " + oneLine(fix));
    }
    err.flush();
    return code;
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return PrintableText.of(line, line.length());
  }
}
