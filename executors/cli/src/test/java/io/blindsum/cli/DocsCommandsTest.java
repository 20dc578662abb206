package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.blindsum.cli.DocsPages.Block;
import io.blindsum.cli.DocsPages.Command;
import io.blindsum.cli.console.Json;
import io.blindsum.colony.Identity;
import io.blindsum.colony.local.LocalColony;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the pages tell people to type is understood, and those that form a session work. */
class DocsCommandsTest {
  private static final Path START = Cli.ROOT.resolve("docs/start.md");

  /** Sections of the start page in the order in which people who work together come to them. */
  private static final List<String> SESSION =
      List.of(
          "See it run",
          "Key and question",
          "Rehearsal",
          "Without a colony",
          "Set up",
          "Platform operator",
          "With hospitals",
          "After a study");

  private static final String BENCH = "bench";

  /** Another program's, a placeholder, and the label of seals, which is no command. */
  private static final Set<String> NOT_OURS = Set.of(BENCH, "COMMAND", "seal");

  private static final CommandLine TREE = BlindSum.commandLine();

  @TempDir private Path folder;

  @Test
  void everyCommandIsUnderstood() throws IOException {
    List<String> wrong = new ArrayList<>();
    int commands = 0;
    for (Path page : DocsPages.all()) {
      for (Block block : DocsPages.blocks(page)) {
        for (Command command : block.commands()) {
          commands++;
          parse(command, false, wrong);
        }
      }
      for (Command command : DocsPages.inline(page)) {
        parse(command, true, wrong);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(commands).isGreaterThan(40);
  }

  private static void parse(Command command, boolean inText, List<String> wrong) {
    List<String> words = new ArrayList<>(command.words());
    boolean shortened = words.removeIf(word -> word.contains("...")) || inText;
    if (words.isEmpty() || NOT_OURS.contains(words.get(0))) {
      return;
    }
    try {
      TREE.parseArgs(words.toArray(String[]::new));
    } catch (MissingParameterException e) {
      if (!shortened) {
        wrong.add(command.where() + ": " + e.getMessage());
      }
    } catch (ParameterException e) {
      wrong.add(command.where() + ": " + e.getMessage());
    }
  }

  @Test
  void theBenchmarksOfThePagesExist() throws IOException {
    Path sources = Cli.ROOT.resolve("benchmarks/src/main/java/io/blindsum/benchmarks");
    for (Path page : DocsPages.all()) {
      for (Block block : DocsPages.blocks(page)) {
        for (Command command : block.commands()) {
          if (command.words().get(0).equals(BENCH)) {
            String name = command.words().get(1);
            String type =
                name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Command.java";
            assertThat(sources.resolve(type)).as(command.where()).exists();
          }
        }
      }
    }
  }

  @Test
  void theExampleByHandWorks() throws Exception {
    Path readme = Cli.ROOT.resolve("README.md");
    // what the page's first line does
    Files.createFile(folder.resolve("passphrase.txt"), Cli.OWNER_ONLY);
    Files.writeString(folder.resolve("passphrase.txt"), "some words");
    try (Session session = new Session(folder)) {
      session.run(readme, "By hand");
    }
    assertThat(folder.resolve("report/index.html")).exists();
  }

  @Test
  void theStartsWork() throws Exception {
    try (Session session = new Session(folder)) {
      for (String heading : SESSION) {
        session.run(START, heading);
        session.endRehearsal();
      }
      session.requireExecutorsUnharmed();
    }
    assertThat(folder.resolve("report/index.html")).exists();
  }

  @Test
  void theExampleInJavaIsTheOneThatIsCompiled() throws IOException {
    List<String> source =
        Files.readAllLines(
                Cli.ROOT.resolve(
                    "executors/cli/src/test/java/io/blindsum/cli/DocsExampleTest.java"))
            .stream()
            .map(String::strip)
            .toList();
    List<String> example =
        DocsPages.blocks(START).stream()
            .filter(block -> block.language().equals("java"))
            .flatMap(block -> block.lines().stream())
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    assertThat(source).containsSubsequence(example);
    assertThat(example).isNotEmpty();
  }

  /** Types the commands of a page in a folder, with a colony at hand. */
  private static final class Session implements AutoCloseable {
    private static final int SECONDS = 180;
    private static final Pattern FILE = Pattern.compile("# ([a-z0-9]+\\.yaml)");

    private final Path folder;
    private final LocalColony server;
    private final Map<String, String> researcher;
    private final Map<String, String> executor;
    private final Map<Process, Path> executors = new LinkedHashMap<>();
    private int logs;
    private @Nullable Process rehearsal;

    Session(Path folder) throws IOException {
      this.folder = folder;
      Files.createSymbolicLink(folder.resolve("datasets"), Cli.ROOT.resolve("datasets"));
      server = LocalColony.start();
      Identity owner = server.addColony("dev");
      Identity user = server.addUser("dev", owner, "researcher");
      researcher = environment("COLONIES_PRVKEY", user);
      executor = environment("COLONIES_COLONY_PRVKEY", owner);
    }

    private Map<String, String> environment(String variable, Identity identity) {
      Map<String, String> environment = new HashMap<>(server.environment("dev"));
      environment.put(variable, identity.exportPrivateKeyHex());
      return environment;
    }

    void run(Path page, String heading) throws Exception {
      List<Block> blocks =
          DocsPages.blocks(page).stream().filter(b -> b.heading().equals(heading)).toList();
      assertThat(blocks).as("blocks of '%s'", heading).isNotEmpty();
      for (Block block : blocks) {
        if (block.language().equals("yaml")) {
          write(block);
        }
        for (Command command : block.commands()) {
          type(command);
        }
      }
    }

    /** Writes a block that begins with the name of a file. */
    private void write(Block block) throws IOException {
      Matcher name = FILE.matcher(block.lines().get(0));
      assertThat(name.matches()).as(block.lines().get(0)).isTrue();
      Files.write(folder.resolve(name.group(1)), block.lines());
    }

    private void type(Command command) throws Exception {
      List<String> words = command.words();
      boolean tells = words.contains("--show-keys") || words.contains("--dry-run");
      if (words.get(0).equals("executor") && !tells) {
        start(command);
      } else if (words.get(0).equals("colony")) {
        rehearse(command);
      } else if (words.get(0).equals("query") && words.get(1).equals("run")) {
        Path log = folder.resolve(logs++ + ".log");
        Process child = child(log, rehearsal == null ? researcher : variables(), words);
        assertThat(child.waitFor(SECONDS, TimeUnit.SECONDS)).as(command.where()).isTrue();
        requirePrinted(command, child.exitValue(), Files.readString(log));
      } else {
        if (words.get(0).equals("key") && words.get(1).equals("approve")) {
          approveAhead(words);
        }
        Cli.Run run = Cli.run(inFolder(words));
        requirePrinted(command, run.exitCode(), run.out() + run.err());
      }
    }

    /** Starts a colony of one's own, where those of the same section ask from then on. */
    private void rehearse(Command command) throws Exception {
      Path log = folder.resolve(logs++ + ".log");
      Process child = child(log, Map.of(), command.words());
      rehearsal = child;
      Child.await(child, log, command.printed().get(command.printed().size() - 1), SECONDS);
      requirePrinted(command, 0, Files.readString(log));
    }

    /** Reads the variables as the shell of the page does. */
    private Map<String, String> variables() throws IOException {
      return Files.readAllLines(folder.resolve("dev.env")).stream()
          .filter(line -> line.startsWith("export "))
          .map(line -> line.substring("export ".length()).split("=", 2))
          .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
    }

    void endRehearsal() throws InterruptedException {
      Process colony = rehearsal;
      if (colony != null) {
        colony.destroy();
        assertThat(colony.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        rehearsal = null;
      }
    }

    /** Starts an executor, and for the first hospital the second one with a file alike. */
    private void start(Command command) throws Exception {
      Path log = folder.resolve(logs++ + ".log");
      Process child = child(log, executor, command.words());
      executors.put(child, log);
      for (String line : command.printed()) {
        Child.await(child, log, line, SECONDS);
      }
      Path site = folder.resolve("site.yaml");
      if (command.words().contains("site.yaml")) {
        Files.writeString(
            folder.resolve("r2.yaml"), Files.readString(site).replaceAll("\\br1\\b", "r2"));
        List<String> words = new ArrayList<>(command.words());
        words.replaceAll(word -> word.equals("site.yaml") ? "r2.yaml" : word);
        Path second = folder.resolve(logs++ + ".log");
        executors.put(child(second, executor, words), second);
      }
    }

    private Process child(Path log, Map<String, String> variables, List<String> words)
        throws IOException {
      return Child.startIn(folder, log, variables, List.of(), words.toArray(String[]::new));
    }

    /** The search for weak primes takes a minute: it has been made when the command begins. */
    private void approveAhead(List<String> words) throws IOException {
      Path pub = folder.resolve(words.get(2));
      String fingerprint = Cli.run("key", "fingerprint", pub.toString()).ok().out().strip();
      Path list = Files.createDirectories(folder.resolve(words.get(4)));
      JsonNode key = new ObjectMapper().readTree(Files.readString(pub));
      Map<String, Object> approval = new LinkedHashMap<>();
      approval.put("format", "blindsum-approved-key/1");
      approval.put("n", key.get("n").asString());
      approval.put("approved", "2026-01-01T00:00:00Z");
      approval.put("vouches-for-blum-form", false);
      approval.put("certificate", key.get("certificate"));
      Files.writeString(list.resolve(fingerprint + ".json"), Json.line(approval));
    }

    private String[] inFolder(List<String> words) {
      CommandLine.ParseResult parsed = TREE.parseArgs(words.toArray(String[]::new));
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      List<String> files =
          parsed.matchedArgs().stream()
              .filter(arg -> arg.paramLabel().matches("(FILE|DIR|INPUT|STATE).*"))
              .flatMap(arg -> arg.originalStringValues().stream())
              .toList();
      return words.stream()
          .map(word -> files.contains(word) ? folder.resolve(word).toString() : word)
          .toArray(String[]::new);
    }

    /** The lines that the page shows come in this order; others may stand between them. */
    private void requirePrinted(Command command, int exitCode, String out) {
      String printed = out.replace(folder + "/", "");
      assertThat(exitCode).as("%s%n%s", command.where(), printed).isZero();
      List<String> lines = printed.lines().map(String::stripTrailing).toList();
      int at = 0;
      for (String shown : command.printed()) {
        Pattern pattern = pattern(shown);
        while (at < lines.size() && !pattern.matcher(lines.get(at)).matches()) {
          at++;
        }
        if (at++ == lines.size()) {
          fail("%s: '%s' is not printed:%n%s", command.where(), shown, printed);
        }
      }
    }

    private static Pattern pattern(String shown) {
      return Pattern.compile(
          Pattern.compile("\\.\\.\\.")
              .splitAsStream(shown.stripTrailing() + "\0")
              .map(part -> part.replace("\0", ""))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*")));
    }

    void requireExecutorsUnharmed() throws IOException {
      for (Map.Entry<Process, Path> child : executors.entrySet()) {
        assertThat(child.getKey().isAlive()).as(Files.readString(child.getValue())).isTrue();
      }
    }

    @Override
    public void close() throws IOException {
      if (rehearsal != null) {
        rehearsal.destroyForcibly();
      }
      executors.keySet().forEach(Process::destroyForcibly);
      server.close();
      Files.delete(folder.resolve("datasets"));
    }
  }
}
