package io.blindsum.study;

import io.blindsum.colony.ChannelEntry;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyException;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.LogEntry;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessGraph;
import io.blindsum.colony.Retrier;
import io.blindsum.colony.Workflow;
import io.blindsum.messages.Functions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The colony as the driver uses it: every call is repeated while the server is away. A submission
 * whose reply was lost is submitted again; a result names the processes that it counts.
 */
final class RunColony {
  private static final int MAX_RETRIES = 3;
  private static final int REMOVE_WAIT_SECONDS = 600;

  private final ColonyClient client;
  private final Retrier retrier = Retrier.forever();

  RunColony(ColonyClient client) {
    this.client = client;
  }

  /** Describes a call of a function. */
  FunctionSpec.Builder call(
      String function, Map<String, Object> arguments, String executorType, String... dependencies) {
    Conditions conditions = Conditions.of(client.colonyName(), executorType, dependencies);
    FunctionSpec.Builder spec = FunctionSpec.of(function, conditions).maxRetries(MAX_RETRIES);
    arguments.forEach(spec::kwarg);
    return spec;
  }

  String submit(FunctionSpec spec) throws InterruptedException {
    return submit(() -> spec);
  }

  /** Submits a call that is made anew each time it is tried. */
  String submit(Supplier<FunctionSpec> call) throws InterruptedException {
    return retrier.call("submitting a call", () -> client.submit(call.get())).processId();
  }

  /** Submits a graph and returns it with the names of its nodes. */
  ProcessGraph submit(List<FunctionSpec> nodes) throws InterruptedException {
    Workflow workflow = new Workflow(client.colonyName(), nodes);
    ProcessGraph graph =
        retrier.call("submitting a workflow", () -> client.submitWorkflow(workflow));
    return graph(graph.processGraphId());
  }

  private ProcessGraph graph(String id) throws InterruptedException {
    return retrier.call("reading a workflow", () -> client.getProcessGraph(id));
  }

  /** Reads a graph; empty if the server has it no more, which it says in many ways. */
  Optional<ProcessGraph> findGraph(String id) throws InterruptedException {
    try {
      return Optional.of(graph(id));
    } catch (ColonyException e) {
      return Optional.empty();
    }
  }

  /** Reads a process; empty if the server does not know it any more. */
  Optional<Process> find(String id) throws InterruptedException {
    return find(() -> retrier.call("reading a process", () -> client.getProcess(id)));
  }

  /** Something that the server may not know any more. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws InterruptedException;
  }

  private static <T> Optional<T> find(Question<T> question) throws InterruptedException {
    try {
      return Optional.of(question.ask());
    } catch (ColonyException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Lets a site remove what it kept for a plan; nobody waits for it. */
  void removePlan(String site, String run, String plan, String publicKey)
      throws InterruptedException {
    Map<String, Object> arguments =
        Map.of(Functions.KEY_ARGUMENT, publicKey, "run", run, "plan", plan);
    submit(
        call(Functions.REMOVE_PLAN, arguments, Functions.hospitalExecutorType(site))
            .maxWaitSeconds(REMOVE_WAIT_SECONDS)
            .build());
  }

  /** What a process that has ended comes to. */
  @FunctionalInterface
  interface Reading<T> {
    Answer<T> read(Process process) throws InterruptedException;
  }

  /**
   * Looks at a process; empty if it has not ended.
   *
   * @param id its id; the empty one is of none that the server knows
   */
  <T> Optional<Answer<T>> look(String id, Reading<T> reading) throws InterruptedException {
    Optional<Process> found = id.isEmpty() ? Optional.empty() : find(id);
    if (found.isEmpty()) {
      return Optional.of(Answer.forgotten());
    }
    return found.get().state().isFinal()
        ? Optional.of(reading.read(found.get()))
        : Optional.empty();
  }

  /** Reads a log; nothing if it is gone with its process. */
  List<LogEntry> logs(String id) throws InterruptedException {
    try {
      return retrier.call("reading a log", () -> client.getLogs(id, ColonyClient.MAX_LOG_COUNT, 0));
    } catch (ColonyException e) {
      return List.of();
    }
  }

  /** Reads a channel; nothing if it is gone with its process, or not there. */
  List<ChannelEntry> channel(String id, long after) {
    try {
      return client.channelRead(id, Functions.PROGRESS_CHANNEL, after, 100);
    } catch (ColonyException e) {
      return List.of();
    }
  }
}
