package io.blindsum.cloud;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.Awaiting;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Identity;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessGraph;
import io.blindsum.colony.Retrier;
import io.blindsum.colony.Workflow;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.messages.Functions;
import io.blindsum.service.ExecutorMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A cloud executor on an embedded colony, whose inputs a test writes. */
final class Cloud implements AutoCloseable {
  /** An input whose parent closed successfully and whose output is gone. */
  static final String LOST = "(lost)";

  private static final String COLONY = "dev";
  private static final String SENDER_TYPE = "sender";
  private static final String ITEMS = "items";

  private final LocalColony server;
  private final ColonyClient researcher;
  private final CloudExecutor cloud;
  private final ExecutorLoop executor;
  private final ExecutorLoop sender;

  private Cloud(LocalColony server, CloudIdentity identity) throws InterruptedException {
    this.server = server;
    Identity owner = server.addColony(COLONY);
    Identity user = server.addUser(COLONY, owner, "researcher");
    this.researcher = ColonyClient.connect(server.config(COLONY).build(), user);
    this.cloud =
        new CloudExecutor(
            identity, Arithmetics.fastest(), "test", new ExecutorMetrics(), Optional.empty());
    this.executor = cloud.offer(loop(server, owner, Functions.CLOUD_EXECUTOR_TYPE)).start();
    this.sender =
        loop(server, owner, SENDER_TYPE)
            .function(
                Function.of("send", "returns what it is given"),
                context ->
                    ((List<?>) Objects.requireNonNull(context.process().spec().kwargs().get(ITEMS)))
                        .stream().map(String::valueOf).toList())
            .start();
  }

  static Cloud start() throws IOException, InterruptedException {
    return start(CloudIdentity.inMemory());
  }

  static Cloud start(CloudIdentity identity) throws IOException, InterruptedException {
    return new Cloud(LocalColony.start(), identity);
  }

  private static ExecutorLoop.Builder loop(LocalColony server, Identity owner, String type) {
    return ExecutorLoop.builder(server.config(COLONY).colonyKey(owner).executorType(type).build())
        .gracePeriod(Duration.ofSeconds(1));
  }

  ColonyClient researcher() {
    return researcher;
  }

  /** Runs a function of the cloud behind one parent an input, and returns its process. */
  Process run(String function, Map<String, Object> kwargs, List<String> inputs)
      throws InterruptedException {
    List<FunctionSpec> nodes = new ArrayList<>();
    String[] parents = new String[inputs.size()];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = "p" + i;
      nodes.add(
          FunctionSpec.of("send", Conditions.of(COLONY, SENDER_TYPE))
              .nodeName(parents[i])
              .kwarg(ITEMS, inputs.get(i).equals(LOST) ? List.of() : List.of(inputs.get(i)))
              .maxRetries(0)
              .build());
    }
    FunctionSpec.Builder call =
        FunctionSpec.of(function, Conditions.of(COLONY, Functions.CLOUD_EXECUTOR_TYPE, parents))
            .nodeName("cloud")
            .maxRetries(0);
    kwargs.forEach(call::kwarg);
    nodes.add(call.build());
    Awaiting awaiting = new Awaiting(researcher, Retrier.forever());
    ProcessGraph submitted = researcher.submitWorkflow(new Workflow(COLONY, nodes));
    ProcessGraph graph = awaiting.graph(submitted.processGraphId());
    return researcher.getProcess(graph.processIdOf("cloud").orElseThrow());
  }

  @Override
  public void close() throws IOException {
    executor.close();
    sender.close();
    cloud.close();
    researcher.close();
    server.close();
  }
}
