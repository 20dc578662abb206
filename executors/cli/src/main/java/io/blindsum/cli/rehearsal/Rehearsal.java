package io.blindsum.cli.rehearsal;

import io.blindsum.cli.command.EmbeddedColony;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.StandardStreams;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.colony.ColonyClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The lines that the people of a colony type, run in this process: each is printed, and then does
 * what its command does. Files are named as {@code ./NAME} and lie in one folder.
 */
public final class Rehearsal implements AutoCloseable {
  private static final String HERE = "./";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 10;

  private final Path folder;
  private final EmbeddedColony colony;
  private final CommonOptions common;
  private final Map<String, Thread> executors = new ConcurrentHashMap<>();

  /**
   * Starts with nothing typed.
   *
   * @param folder of the files
   * @param common what every line is given too: how to show progress, and threads
   */
  public Rehearsal(Path folder, EmbeddedColony colony, CommonOptions common) {
    this.folder = folder;
    this.colony = colony;
    this.common = common;
  }

  /** Returns the file that lines name {@code ./NAME}. */
  public Path file(String name) {
    return folder.resolve(name).normalize();
  }

  /** Returns what the researcher asks the colony with. */
  public ColonyClient researcher() {
    return colony.researcher();
  }

  /** Returns the variables of whoever types. */
  public Map<String, String> environment() {
    return colony.environment();
  }

  /**
   * Runs a line.
   *
   * @return what it prints
   */
  public String run(Callable<Integer> command, String line) throws Exception {
    common.say("$ blindsum " + line);
    return StandardStreams.printed(() -> call(command, line)).strip();
  }

  /** Runs a line, and lets it print. */
  public void show(Callable<Integer> command, String line) throws Exception {
    common.say("$ blindsum " + line);
    call(command, line);
  }

  private int call(Callable<Integer> command, String line) throws Exception {
    int exitCode = parsed(command, line).call();
    if (exitCode != ExitCode.OK) {
      throw new CommandException(exitCode, "blindsum " + line + " did not end well", "");
    }
    return exitCode;
  }

  /** Starts the line of an executor, and waits until the colony knows it. */
  public void start(Callable<Integer> command, String line) throws Exception {
    common.say("$ blindsum " + line + " &");
    int known = researcher().getExecutors().size();
    FutureTask<Integer> task = new FutureTask<>(parsed(command, line));
    Thread executor = new Thread(task, line);
    executors.put(line, executor);
    executor.start();
    Instant end = Instant.now().plus(PATIENCE);
    while (researcher().getExecutors().size() <= known) {
      if (task.isDone() || Instant.now().isAfter(end)) {
        throw new CommandException(
            ExitCode.NETWORK, "blindsum " + line + " does not run", "blindsum doctor");
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /** Stops the executor of a line without a grace, whatever it does. */
  public void stop(String line) throws InterruptedException {
    Thread executor = executors.remove(line);
    if (executor != null) {
      executor.interrupt();
      executor.join();
    }
  }

  /** Gives a command the words of its line. */
  private Callable<Integer> parsed(Callable<Integer> command, String line) {
    CommandLine commandLine = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    Stream<String> words =
        Stream.of(line.split(" ", -1))
            .dropWhile(word -> !word.equals(commandLine.getCommandName()))
            .skip(1)
            .map(word -> word.startsWith(HERE) ? file(word).toString() : word);
    Stream<String> options =
        Stream.of(
            "--progress=" + common.progress.name().toLowerCase(Locale.ROOT),
            "--threads=" + common.threads);
    commandLine.parseArgs(Stream.concat(words, options).toArray(String[]::new));
    return command;
  }

  /** Stops every executor. */
  @Override
  public void close() {
    try {
      for (String line : List.copyOf(executors.keySet())) {
        stop(line);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
