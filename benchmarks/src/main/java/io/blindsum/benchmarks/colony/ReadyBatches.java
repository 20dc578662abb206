package io.blindsum.benchmarks.colony;

import io.blindsum.colony.Awaiting;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Identity;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.Retrier;
import io.blindsum.colony.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Streams batches that are ready through a colony, in the graphs of a study: one node a site that
 * answers with a batch, and a node of the cloud that takes them all and answers with a number.
 */
public final class ReadyBatches implements AutoCloseable {
  private static final int SITES = 2;
  private static final String SEND = "send_ready_batch";
  private static final String COUNT = "count_characters";
  private static final String CLOUD = "bench-cloud";
  private static final int MAX_EXEC_SECONDS = 600;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ColonyClient researcher;
  private final int batchCharacters;
  private final List<ExecutorLoop> executors = new ArrayList<>();

  private ReadyBatches(ColonyClient researcher, int batchCharacters) {
    this.researcher = researcher;
    this.batchCharacters = batchCharacters;
  }

  /**
   * Starts the executors and waits until they are registered.
   *
   * @param server where the colony is
   * @param owner the key of the colony's owner, which lets executors in
   * @param user the key of a user of the colony
   * @param batchBytes of each batch, before base64
   */
  public static ReadyBatches start(
      ColonyConfig server, Identity owner, Identity user, int batchBytes)
      throws InterruptedException {
    byte[] bytes = new byte[batchBytes];
    new Random(1).nextBytes(bytes);
    String batch = Base64.getEncoder().encodeToString(bytes);
    ReadyBatches batches =
        new ReadyBatches(ColonyClient.connect(server, user), SITES * batch.length());
    for (int site = 0; site < SITES; site++) {
      batches.offer(server, owner, site(site), SEND, context -> List.of(batch));
    }
    batches.offer(server, owner, CLOUD, COUNT, context -> List.of(characters(context.inputs())));
    for (ExecutorLoop executor : batches.executors) {
      if (!executor.awaitRegistered(PATIENCE)) {
        batches.close();
        throw new IllegalStateException("an executor of the benchmark did not register");
      }
    }
    return batches;
  }

  private void offer(
      ColonyConfig server, Identity owner, String type, String name, FunctionHandler handler) {
    ColonyConfig config =
        ColonyConfig.builder(server.host(), server.port())
            .tls(server.tls())
            .colonyName(server.colonyName())
            .colonyKey(owner)
            .executorType(type)
            .build();
    executors.add(
        ExecutorLoop.builder(config)
            .function(Function.of(name, "for a benchmark"), handler)
            .start());
  }

  /**
   * Streams batches, with a number of graphs under way at a time.
   *
   * @param graphs how many graphs, with a batch of each site
   * @param window how many are under way at a time
   * @return megabytes of the sites' output a second, as text
   */
  public double megabytesPerSecond(int graphs, int window) throws InterruptedException {
    Awaiting awaiting = new Awaiting(researcher, Retrier.forever());
    Deque<String> underWay = new ArrayDeque<>();
    long start = System.nanoTime();
    for (int i = 0; i < graphs; i++) {
      if (underWay.size() == window) {
        requireWhole(awaiting.process(underWay.removeFirst()));
      }
      underWay.addLast(submit());
    }
    while (!underWay.isEmpty()) {
      requireWhole(awaiting.process(underWay.removeFirst()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return (double) graphs * batchCharacters / 1e6 / seconds;
  }

  private String submit() {
    String colony = researcher.colonyName();
    List<FunctionSpec> nodes = new ArrayList<>();
    String[] names = new String[SITES];
    for (int site = 0; site < SITES; site++) {
      names[site] = site(site);
      nodes.add(node(names[site], SEND, Conditions.of(colony, names[site])));
    }
    nodes.add(node(CLOUD, COUNT, Conditions.of(colony, CLOUD, names)));
    String graph = researcher.submitWorkflow(new Workflow(colony, nodes)).processGraphId();
    return researcher
        .getProcessGraph(graph)
        .processIdOf(CLOUD)
        .orElseThrow(() -> new IllegalStateException("the server names no nodes"));
  }

  private static FunctionSpec node(String name, String function, Conditions conditions) {
    return FunctionSpec.of(function, conditions)
        .nodeName(name)
        .maxExecSeconds(MAX_EXEC_SECONDS)
        .build();
  }

  private void requireWhole(Process counted) {
    if (counted.state() != ProcessState.SUCCESS
        || !counted.out().equals(List.of(Integer.toString(batchCharacters)))) {
      throw new IllegalStateException(
          "a batch did not come through: " + counted.state() + " " + counted.errors());
    }
  }

  private static String characters(List<String> inputs) {
    return Integer.toString(inputs.stream().mapToInt(String::length).sum());
  }

  private static String site(int number) {
    return "bench-site-" + number;
  }

  @Override
  public void close() {
    executors.forEach(ExecutorLoop::close);
    researcher.close();
  }
}
