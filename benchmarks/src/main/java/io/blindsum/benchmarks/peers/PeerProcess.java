package io.blindsum.benchmarks.peers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A peer that runs and waits for the name of an operation; see the package's description. */
final class PeerProcess implements AutoCloseable {
  private static final String READY = "ready ";
  private static final int PATIENCE_SECONDS = 300;

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final String version;

  private PeerProcess(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    this.version = ready();
  }

  /**
   * Starts a peer and waits until it is ready.
   *
   * @throws IOException if it does not start, or ends before it is ready
   */
  static PeerProcess start(List<String> command, File errors) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Peer.environment());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors));
    Process process = builder.start();
    try {
      return new PeerProcess(process);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Returns the name and version that it gives itself. */
  String version() {
    return version;
  }

  /** Returns the microseconds an element of one round; empty where it has no such operation. */
  OptionalDouble ask(String operation) throws IOException {
    questions.write(operation);
    questions.newLine();
    questions.flush();
    String answer = line();
    return answer.equals("-")
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(answer));
  }

  /** Reads up to the line that says it is ready; libraries may greet before. */
  private String ready() throws IOException {
    String line = line();
    while (!line.startsWith(READY)) {
      line = line();
    }
    return line.substring(READY.length());
  }

  private String line() throws IOException {
    CompletableFuture<@Nullable String> next = CompletableFuture.supplyAsync(this::readLine);
    try {
      String line = next.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IOException("it ended without an answer");
      }
      return line;
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new IOException("it did not answer within " + PATIENCE_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private @Nullable String readLine() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    // the end of its input ends a peer
    try {
      questions.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
