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
import io.blindsum.colony.ProcessContext;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.Retrier;
import io.blindsum.colony.Workflow;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StoredFrames;
import io.blindsum.paillier.Sha256;
import io.blindsum.protection.SigningKey;
import io.blindsum.service.FrameFiles;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Streams batches that are ready through a colony, in the graphs of a study: one node a site that
 * answers with a batch, and a node of the cloud that takes them all and answers with a number. The
 * frames of the batches travel inside of them, or as objects of a store, as those of studies do.
 */
public final class ReadyBatches implements AutoCloseable {
  private static final int SITES = 2;
  private static final String SEND = "send_ready_batch";
  private static final String COUNT = "count_bytes";

  /** A server may lose an assignment; the batch then counts in a bad round, and not for ever. */
  private static final int MAX_EXEC_SECONDS = 60;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ColonyClient researcher;
  private final Optional<FrameFiles> files;
  private final SigningKey signer = SigningKey.generate();
  private final int batchBytes;
  private final String type;
  private final List<ExecutorLoop> executors = new ArrayList<>();

  private ReadyBatches(ColonyClient researcher, Optional<FrameFiles> files, int batchBytes) {
    this.researcher = researcher;
    this.files = files;
    this.batchBytes = batchBytes;
    this.type = files.isPresent() ? "bench-files" : "bench";
  }

  /**
   * Starts the executors and waits until they are registered.
   *
   * @param server where the colony is
   * @param owner the key of the colony's owner, which lets executors in
   * @param user the key of a user of the colony
   * @param files the store of the frames; without it they travel inside of their batches. Closed
   *     with the executors
   * @param batchBytes of each frame
   */
  public static ReadyBatches start(
      ColonyConfig server,
      Identity owner,
      Identity user,
      Optional<FrameFiles> files,
      int batchBytes)
      throws InterruptedException {
    byte[] bytes = new byte[batchBytes];
    new Random(1).nextBytes(bytes);
    ReadyBatches batches = new ReadyBatches(ColonyClient.connect(server, user), files, batchBytes);
    for (int site = 0; site < SITES; site++) {
      Signed<BatchMessage> batch = batches.batch(batches.site(site), bytes);
      batches.offer(
          server,
          owner,
          batches.site(site),
          SEND,
          context -> List.of(batches.send(context, batch)));
    }
    batches.offer(
        server, owner, batches.cloud(), COUNT, context -> List.of(batches.count(context)));
    for (ExecutorLoop executor : batches.executors) {
      if (!executor.awaitRegistered(PATIENCE)) {
        batches.close();
        throw new IllegalStateException("an executor of the benchmark did not register");
      }
    }
    return batches;
  }

  private Signed<BatchMessage> batch(String site, byte[] frame) {
    String run = "0".repeat(64);
    String stream = "0".repeat(32);
    BatchMessage message =
        new BatchMessage(run, "bench", site, plan(site), 0, 0, 1, 0, 1, stream, run, run);
    return Signed.unsigned(message, Base64.getEncoder().encodeToString(frame)).by(signer);
  }

  private static String plan(String site) {
    return Sha256.of(site);
  }

  private String send(ProcessContext context, Signed<BatchMessage> batch)
      throws InterruptedException {
    return (files.isPresent() ? files.get().put(context, batch, signer) : batch).toText();
  }

  private String count(ProcessContext context) {
    long bytes = 0;
    for (String input : context.inputs()) {
      Signed<BatchMessage> batch = Signed.parse("batch", input, BatchMessage.class);
      bytes +=
          StoredFrames.isStored(batch)
              ? files.orElseThrow().get(context.client(), batch).length
              : FrameText.bytes("batch", batch.frame()).length;
    }
    return Long.toString(bytes);
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
   * @return megabytes of the sites' frames a second
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
    removeFiles();
    return (double) graphs * SITES * batchBytes / 1e6 / seconds;
  }

  /** What is stored would fill a disk, round by round. */
  private void removeFiles() {
    for (int site = 0; site < SITES; site++) {
      String plan = plan(site(site));
      files.ifPresent(store -> store.remove(researcher, plan));
    }
  }

  private String submit() {
    String colony = researcher.colonyName();
    List<FunctionSpec> nodes = new ArrayList<>();
    String[] names = new String[SITES];
    for (int site = 0; site < SITES; site++) {
      names[site] = site(site);
      nodes.add(node(names[site], SEND, Conditions.of(colony, names[site])));
    }
    nodes.add(node(cloud(), COUNT, Conditions.of(colony, cloud(), names)));
    String graph = researcher.submitWorkflow(new Workflow(colony, nodes)).processGraphId();
    return researcher
        .getProcessGraph(graph)
        .processIdOf(cloud())
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
        || !counted.out().equals(List.of(Integer.toString(SITES * batchBytes)))) {
      throw new IllegalStateException(
          "a batch did not come through: " + counted.state() + " " + counted.errors());
    }
  }

  private String site(int number) {
    return type + "-site-" + number;
  }

  private String cloud() {
    return type + "-cloud";
  }

  @Override
  public void close() {
    executors.forEach(ExecutorLoop::close);
    researcher.close();
    files.ifPresent(FrameFiles::close);
  }
}
