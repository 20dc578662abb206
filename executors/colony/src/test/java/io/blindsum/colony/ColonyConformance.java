package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Says what every Colonies server does, the real one and ours; each subclass brings one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ColonyConformance {
  /**
   * A server under test.
   *
   * @param what what it is, for the record of the run
   * @param config how to reach it and its colony
   * @param colonyOwner the colony owner's key
   */
  record Server(String what, ColonyConfig config, Identity colonyOwner) {}

  private Server server;
  private ColonyClient owner;
  private ColonyClient user;
  private ColonyClient executor;
  private String type;
  private String executorName;

  /** Starts a server or finds one. */
  abstract Server startServer() throws Exception;

  abstract void stopServer() throws Exception;

  @BeforeAll
  void start() throws Exception {
    server = startServer();
    owner = ColonyClient.connect(server.config(), server.colonyOwner());
    System.out.println("conformance: testing " + server.what());
    user = owner.signedBy(Identity.generate());
    owner.addUser(unique("user"), user.identity().id());
  }

  @AfterAll
  void stop() throws Exception {
    if (owner != null) {
      owner.close();
    }
    stopServer();
  }

  @BeforeEach
  void registerExecutor() {
    type = unique("type");
    executorName = unique("executor");
    executor = register(executorName, type);
  }

  @Test
  void knowsWhoSignedAndTakesNoOtherSignature() throws Exception {
    RawRpc raw = new RawRpc(server.config());
    String type = "getexecutorsmsg";
    String json = "{\"msgtype\":\"" + type + "\",\"colonyname\":\"" + user.colonyName() + "\"}";
    String payload = RawRpc.payload(json);
    String good = user.identity().sign(payload);
    assertThat(raw.send(type, payload, good).status()).isEqualTo(200);
    assertThat(raw.send(type, payload, good.toUpperCase(Locale.ROOT)).status()).isEqualTo(200);

    String altered = RawRpc.payload(json + " ");
    assertThat(raw.send(type, altered, good).status()).isEqualTo(403);
    for (String bad : List.of("", good.substring(2), "0".repeat(130), good + "00", highS(good))) {
      assertThat(raw.send(type, payload, bad).status()).as(bad).isEqualTo(403);
    }
    assertThat(raw.send(type, payload, highS(good)).message()).contains("over half the order");
    RawRpc.Reply otherType = raw.send("getfunctionsmsg", payload, good);
    assertThat(otherType.status()).isEqualTo(400);
    assertThat(otherType.message()).contains("msg.MsgType does not match payloadType");
  }

  @Test
  void refusesWrongTypesAndMissingParts() {
    for (String missing :
        List.of("submitfuncspecmsg", "submitworkflowspecmsg", "addexecutormsg", "addfunctionmsg")) {
      assertThat(refusal(() -> owner.call(missing, Map.of())).status()).isEqualTo(400);
    }
    String id = user.submit(spec("f").build()).processId();
    assign(executor);
    Map<String, Object> text = Map.of("processid", id, "errors", "text");
    assertThat(refusal(() -> executor.call("closefailedmsg", text)).getMessage())
        .contains("invalid JSON");
    assertThat(user.getProcess(id).state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void showsTheEnvironmentAsAttributes() {
    Process submitted = submit(Map.of("env", Map.of("A", "b")));
    for (Process process : List.of(submitted, user.getProcess(submitted.processId()))) {
      assertThat(process.attributes())
          .extracting(Attribute::key, Attribute::value)
          .containsExactly(Tuple.tuple("A", "b"));
    }
  }

  @Test
  void passesAProcessFromSubmitterToExecutorAndBack() {
    Process submitted =
        submit(
            Map.of(
                "args",
                List.of("a", 1, 2.5, true),
                "kwargs",
                Map.of("k", Map.of("x", List.of(1, 2)))));
    assertThat(submitted.state()).isEqualTo(ProcessState.WAITING);
    assertThat(submitted.processId()).matches("[0-9a-f]{64}");

    Process assigned = assign(executor);
    assertThat(assigned.processId()).isEqualTo(submitted.processId());
    assertThat(assigned.state()).isEqualTo(ProcessState.RUNNING);
    assertThat(assigned.assignedExecutorId()).isEqualTo(executor.identity().id());
    assertThat(assigned.spec().args()).isEqualTo(List.of("a", 1, 2.5, true));
    assertThat(assigned.spec().kwargs()).isEqualTo(Map.of("k", Map.of("x", List.of(1, 2))));

    Process running = user.getProcess(assigned.processId());
    assertThat(secondsBetween(running.startTime(), running.execDeadline())).isEqualTo(300);

    executor.closeSuccessful(assigned.processId(), List.of("one", "two"));
    Process closed = user.getProcess(assigned.processId());
    assertThat(closed.state()).isEqualTo(ProcessState.SUCCESS);
    assertThat(closed.out()).containsExactly("one", "two");
    assertThat(closed.endTime()).isNotNull();
  }

  @Test
  void keepsTextsAndRoundsNumbersToDoubles() {
    String id = user.submit(spec("f").build()).processId();
    assign(executor);
    executor.call(
        "closesuccessfulmsg",
        Map.of("processid", id, "out", List.of("12345678901234567890", "ü\u0000", 2.5)));
    assertThat(user.getProcess(id).out()).containsExactly("12345678901234567890", "ü\u0000", "2.5");
  }

  @Test
  void roundsBigNumbers() {
    String id = user.submit(spec("f").build()).processId();
    assign(executor);
    executor.call(
        "closesuccessfulmsg",
        Map.of("processid", id, "out", List.of(new BigInteger("12345678901234567890"), 7)));
    assertThat(user.getProcess(id).out()).containsExactly("12345678901234567000", "7");
  }

  @Test
  void wakesAnExecutorThatWaits() throws Exception {
    CompletableFuture<Process> waiting = CompletableFuture.supplyAsync(() -> assign(executor));
    Thread.sleep(200);
    String id = user.submit(spec("f").build()).processId();
    assertThat(waiting.get().processId()).isEqualTo(id);
  }

  @Test
  void givesWorkOfAnExecutorThatHungUpToTheNext() throws Exception {
    try (ColonyClient other = ColonyClient.connect(server.config(), executor.identity())) {
      CompletableFuture<ColonyException> poll =
          CompletableFuture.supplyAsync(() -> refusal(() -> other.assign(Duration.ofSeconds(20))));
      while (!poll.isDone()) {
        Thread.sleep(100);
        other.cancelAll();
      }
      assertThat(poll.get().status()).isEqualTo(ColonyException.NO_REPLY);
    }
    // A server needs a moment to see that the other end hung up.
    Thread.sleep(1000);
    String id = user.submit(spec("f").build()).processId();
    assertThat(assign(executor).processId()).isEqualTo(id);
  }

  @Test
  void answersEmptyWhenNoWorkComes() {
    assertThat(executor.assign(Duration.ofSeconds(1))).isEmpty();
    assertRefused(
        () -> executor.call("assignprocessmsg", assignMessage(0)),
        400,
        "Invalid timeout value, timeout cannot be zero");
    assertRefused(
        () -> executor.call("assignprocessmsg", assignMessage(-1)),
        404,
        "No process available for assignment");
  }

  @Test
  void takesAHeartbeatThatTakesNoWork() {
    String id = user.submit(spec("f").build()).processId();
    executor.heartbeat();
    assertThat(user.getProcess(id).state()).isEqualTo(ProcessState.WAITING);
    assertThat(named(executorName).lastHeardFromTime()).isNotNull();
  }

  @Test
  void ordersByPriorityThenAge() {
    List<String> ids = new ArrayList<>();
    for (int priority : new int[] {0, 5, 0, -3, 7}) {
      ids.add(submit(Map.of("priority", priority)).processId());
    }
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      order.add(assign(executor).processId());
    }
    assertThat(order).containsExactly(ids.get(4), ids.get(1), ids.get(0), ids.get(2), ids.get(3));
    assertRefused(
        () -> submit(Map.of("priority", 50_001)),
        400,
        "Failed to submit function spec, priority outside range [-50000, 50000]");
  }

  @Test
  void matchesTypeNamesAndCapacity() {
    Conditions named =
        new Conditions(user.colonyName(), List.of("somebody-else"), type, List.of(), "", "");
    user.submit(FunctionSpec.of("f", named).build());
    Conditions me =
        new Conditions(user.colonyName(), List.of(executorName), type, List.of(), "", "");
    user.submit(FunctionSpec.of("g", Conditions.of(user.colonyName(), unique("other"))).build());
    String mine = user.submit(FunctionSpec.of("f", me).build()).processId();
    assertThat(assign(executor).processId()).isEqualTo(mine);
    assertThat(executor.assign(Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void concatenatesInputsInDependencyOrder() {
    ProcessGraph graph =
        user.submitWorkflow(workflow(node("a"), node("b"), node("c"), node("sum", "b", "a", "c")));
    assertThat(graph.state()).isEqualTo(ProcessState.WAITING);
    Map<String, Process> roots =
        Map.of("a", assign(executor), "b", assign(executor), "c", assign(executor))
            .values()
            .stream()
            .collect(Collectors.toMap(p -> p.spec().nodeName(), p -> p));
    assertThat(executor.assign(Duration.ofSeconds(1))).isEmpty();
    for (String name : List.of("c", "b", "a")) {
      executor.closeSuccessful(
          Objects.requireNonNull(roots.get(name)).processId(), List.of(name + "1", name + "2"));
    }
    Process sum = assign(executor);
    assertThat(sum.in()).containsExactly("b1", "b2", "a1", "a2", "c1", "c2");
    assertThat(graphState(graph)).isEqualTo(ProcessState.RUNNING);
    executor.closeSuccessful(sum.processId(), List.of("total"));
    ProcessGraph done = user.getProcessGraph(graph.processGraphId());
    assertThat(done.state()).isEqualTo(ProcessState.SUCCESS);
    assertThat(done.processIds()).hasSize(4);
    assertThat(done.processIdOf("sum")).contains(sum.processId());
  }

  @Test
  void refusesBrokenWorkflows() {
    assertRefused(
        () -> user.call("submitworkflowspecmsg", rawWorkflow(node("a"), node("a"))),
        500,
        "Duplicate nodename: a");
    assertRefused(
        () -> user.call("submitworkflowspecmsg", rawWorkflow(node("a", "nobody"))),
        500,
        "Failed to submit workflow, invalid dependencies, are you depending on a nodename that"
            + " does not exits?");
  }

  @Test
  void failsAWholeWorkflowAtOnce() {
    ProcessGraph graph = user.submitWorkflow(workflow(node("a"), node("b"), node("sum", "a", "b")));
    Process first = assign(executor);
    Process second = assign(executor);
    executor.closeFailed(first.processId(), List.of("bad key"));
    assertThat(graphState(graph)).isEqualTo(ProcessState.FAILED);
    for (String id : graph.processIds()) {
      assertThat(user.getProcess(id).state()).isEqualTo(ProcessState.FAILED);
    }
    assertThat(user.getProcess(first.processId()).errors()).containsExactly("bad key");
    assertRefused(
        () -> executor.closeSuccessful(second.processId(), List.of("x")),
        400,
        "Tried to set failed process as successful");
  }

  @Test
  void queuesAgainAfterTheDeadlineAndFailsWithoutRetries() throws Exception {
    String often = user.submit(spec("f").maxExecSeconds(1).maxRetries(-1).build()).processId();
    String once = user.submit(spec("f").maxExecSeconds(1).maxRetries(1).build()).processId();
    assertThat(List.of(assign(executor).processId(), assign(executor).processId()))
        .containsExactly(often, once);
    ColonyClient second = register(unique("executor"), type);
    Set<String> again = new HashSet<>();
    while (again.size() < 2) {
      Process process = assign(second);
      assertThat(process.retries()).isPositive();
      again.add(process.processId());
    }
    ColonyException late = refusal(() -> executor.closeSuccessful(often, List.of("late")));
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.isNoLongerAssigned()).isTrue();
    Process failed = awaitFailure(once);
    assertThat(failed.retries()).isEqualTo(1);
    assertThat(failed.errors()).containsExactly("Maximum execution time limit exceeded");
    assertThat(user.getProcess(often).state().isFinal()).isFalse();
  }

  @Test
  void failsWhatWaitsTooLong() throws Exception {
    String id = user.submit(spec("f").maxWaitSeconds(1).build()).processId();
    assertThat(awaitFailure(id).errors()).containsExactly("Maximum waiting time limit exceeded");
  }

  @Test
  void overwritesTheOutputAtASecondCloseAndRefusesTheRest() {
    String id = user.submit(spec("f").build()).processId();
    assign(executor);
    executor.closeSuccessful(id, List.of("first"));
    executor.closeSuccessful(id, List.of("second"));
    assertThat(user.getProcess(id).out()).containsExactly("second");
    assertRefused(
        () -> executor.closeFailed(id, List.of("x")),
        400,
        "Tried to set successful process as failed");
    ColonyClient other = register(unique("executor"), type);
    assertRefused(
        () -> other.closeSuccessful(id, List.of("third")),
        403,
        "Failed to close process as successful, not allowed to close process as successful");
    assertRefused(
        () -> executor.addLog(id, "late"), 403, "Failed to set output, process is not running");
  }

  @Test
  void refusesAnOutputThatIsNoList() {
    String id = user.submit(spec("f").build()).processId();
    assign(executor);
    assertRefused(
        () -> executor.call("closesuccessfulmsg", Map.of("processid", id, "out", "text")),
        400,
        "Failed to close successful, invalid JSON");
    assertThat(user.getProcess(id).state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void keepsLogs() {
    String id = user.submit(spec("f").build()).processId();
    assign(executor);
    executor.addLog(id, "line 1");
    executor.addLog(id, "line 2");
    List<LogEntry> lines = user.getLogs(id, 10, 0);
    assertThat(lines).extracting(LogEntry::message).containsExactly("line 1", "line 2");
    assertThat(lines.get(0).executorName()).isEqualTo(executorName);
    assertThat(user.getLogs(id, 10, lines.get(0).timestampNanos()))
        .extracting(LogEntry::message)
        .containsExactly("line 2");
    assertRefused(() -> user.getLogs(id, 501, 0), 403, "Count exceeds max log count (500)");
    assertThat(refusal(() -> user.addLog(id, "x")).status()).isEqualTo(403);
  }

  @Test
  void carriesChannelsWhileTheProcessLives() {
    String id = user.submit(spec("f").channels("records").build()).processId();
    assertRefused(() -> append(executor, id, 1, "x"), 403, "Not authorized to write to channel");
    append(user, id, 1, "hello");
    assign(executor);
    append(executor, id, 2, "two");
    append(executor, id, 1, "one");
    List<ChannelEntry> entries = user.channelRead(id, "records", 0, 10);
    assertThat(entries)
        .filteredOn(e -> e.senderId().equals(executor.identity().id()))
        .extracting(ChannelEntry::text)
        .containsExactly("one", "two");
    assertThat(entries).hasSize(3);
    assertThat(user.channelRead(id, "records", 2, 10)).hasSize(1);
    assertRefused(() -> user.channelRead(id, "other", 0, 10), 404, "Channel not found");
    executor.closeSuccessful(id, List.of());
    assertRefused(() -> user.channelRead(id, "records", 0, 10), 404, "Channel not found");
  }

  @Test
  void boundsWhatAChannelTakes() {
    String id = user.submit(spec("f").channels("records").build()).processId();
    byte[] most = new byte[10 << 20];
    user.channelAppend(id, "records", 1, most, "data");
    byte[] more = new byte[most.length + 1];
    assertRefused(
        () -> user.channelAppend(id, "records", 2, more, "data"),
        500,
        "message payload exceeds maximum size");
    user.cancelProcess(id);
  }

  @Test
  void cancels() {
    String waiting = user.submit(spec("f").build()).processId();
    user.cancelProcess(waiting);
    assertThat(user.getProcess(waiting).state()).isEqualTo(ProcessState.CANCELLED);
    String running = user.submit(spec("f").build()).processId();
    assign(executor);
    user.cancelProcess(running);
    assertRefused(
        () -> executor.closeSuccessful(running, List.of("x")),
        400,
        "Tried to set cancelled process as successful");

    ProcessGraph graph = user.submitWorkflow(workflow(node("a"), node("b", "a")));
    assertRefused(
        () -> user.cancelProcess(graph.processIds().get(0)),
        400,
        "Failed to cancel, cannot cancel a process part of a workflow, cancel the entire workflow"
            + " instead");
    user.cancelProcessGraph(graph.processGraphId());
    assertThat(graphState(graph)).isEqualTo(ProcessState.CANCELLED);
    String unknown = "0".repeat(64);
    assertThat(refusal(() -> user.getProcess(unknown)).isNotFound()).isTrue();
    assertRefused(() -> user.getProcess(unknown), 404, "Failed to get process, process not found");
  }

  @Test
  void listsByStateAndLabel() {
    String label = unique("label");
    String id = user.submit(spec("f").label(label).build()).processId();
    assertThat(user.getProcessesByLabel(ProcessState.WAITING, label, 10))
        .extracting(Process::processId)
        .containsExactly(id);
    assertThat(user.getProcessesByLabel(ProcessState.SUCCESS, label, 10)).isEmpty();
    assertRefused(
        () -> user.getProcessesByLabel(ProcessState.WAITING, label, 101),
        400,
        "Count is larger than MaxCount limit <100>");
    ProcessGraph graph = user.submitWorkflow(workflow(node("a")));
    assertThat(user.getProcessGraphs(ProcessState.WAITING, 100))
        .extracting(ProcessGraph::processGraphId)
        .contains(graph.processGraphId());
  }

  @Test
  void announcesFunctions() {
    Function function =
        Function.of(
            "sum",
            "adds",
            Function.Argument.required("key", "string", "the key"),
            Function.Argument.optional("mode", "string", "how").oneOf("a", "b"));
    executor.addFunction(executorName, function);
    List<Function> functions = user.getFunctions(executorName);
    assertThat(functions).hasSize(1);
    assertThat(functions.get(0).args()).isEqualTo(function.args());
    String id = user.submit(spec("sum").build()).processId();
    assign(executor);
    executor.closeSuccessful(id, List.of());
    assertThat(user.getProcess(id).out()).isEmpty();
    assertThat(user.getFunctions(executorName).get(0).counter()).isEqualTo(1);
    assertRefused(
        () -> user.addFunction(executorName, function),
        403,
        "Not allowed to add a function to another executor");
  }

  @Test
  void refusesStrangersAndWrongRoles() {
    ColonyClient stranger = owner.signedBy(Identity.generate());
    String notAMember =
        "Access denied, not a member of Colony with name <" + user.colonyName() + ">";
    String id = user.submit(spec("f").build()).processId();
    assertRefused(() -> stranger.getProcess(id), 403, notAMember);
    assertRefused(() -> stranger.assign(Duration.ofSeconds(1)), 403, notAMember);
    assertThat(refusal(() -> stranger.getExecutors()).isNotAMember()).isTrue();
    assertRefused(
        () -> user.assign(Duration.ofSeconds(1)),
        500,
        "Failed to assign process, executor not found");
    assertRefused(
        () -> user.addExecutor("x", "t", "0".repeat(64), Capabilities.NONE),
        403,
        "Access denied, not colony owner");
    assertRefused(
        () -> executor.removeExecutor(executorName), 403, "Access denied, not colony owner");
    assertRefused(
        () -> owner.approveExecutor("nosuch"), 500, "Failed to approve executor, executor is nil");
    assertRefused(
        () -> user.addColony("x", "0".repeat(64)), 403, "Access denied, not server owner");
    assertRefused(
        () -> user.call("nosuchmsg", Map.of()), 403, "invalid rpcMsg.PayloadType: nosuchmsg");
  }

  @Test
  void keepsExecutorsOutUntilApprovedAndAfterRemoval() {
    String name = unique("executor");
    ColonyClient pending = owner.signedBy(Identity.generate());
    Executor added = owner.addExecutor(name, type, pending.identity().id(), Capabilities.NONE);
    assertThat(added.state()).isEqualTo(ExecutorState.PENDING);
    assertThat(refusal(() -> pending.assign(Duration.ofSeconds(1))).isNotAMember()).isTrue();
    owner.approveExecutor(name);
    String id = user.submit(spec("f").build()).processId();
    assertThat(assign(pending).processId()).isEqualTo(id);
    owner.removeExecutor(name);
    assertThat(refusal(() -> pending.closeSuccessful(id, List.of())).isNotAMember()).isTrue();
    Process queued = user.getProcess(id);
    assertThat(queued.state()).isEqualTo(ProcessState.WAITING);
    assertThat(queued.assignedExecutorId()).isEmpty();
    assertThat(queued.startTime()).isNull();
    assertThat(queued.retries()).isZero();
    Process again = assign(executor);
    assertThat(again.processId()).isEqualTo(id);
    assertThat(user.getExecutors())
        .filteredOn(e -> e.executorName().equals(name))
        .extracting(Executor::state)
        .containsExactly(ExecutorState.UNREGISTERED);
  }

  @Test
  void givesWorkToAHeldRequestOfARemovedExecutorAndTakesItBack() throws Exception {
    CompletableFuture<Process> held = CompletableFuture.supplyAsync(() -> assign(executor));
    Eventually.await(() -> named(executorName), found -> found.lastHeardFromTime() != null);
    // The real server notes the sign of life a moment before it holds the request.
    Thread.sleep(300);
    owner.removeExecutor(executorName);
    String id = user.submit(spec("f").build()).processId();
    assertThat(held.get().processId()).isEqualTo(id);
    assertThat(refusal(() -> executor.closeSuccessful(id, List.of())).isNotAMember()).isTrue();
    owner.removeExecutor(executorName);
    assertThat(user.getProcess(id).state()).isEqualTo(ProcessState.WAITING);
  }

  @Test
  void letsAnExecutorWorkBeForgottenAndComeBack() throws Exception {
    String loopType = unique("type");
    ColonyConfig config =
        ColonyConfig.builder(server.config().host(), server.config().port())
            .tls(server.config().tls())
            .colonyName(server.config().colonyName())
            .colonyKey(server.colonyOwner())
            .executorType(loopType)
            .build();
    FunctionSpec spec = FunctionSpec.of("f", Conditions.of(user.colonyName(), loopType)).build();
    try (ExecutorLoop loop =
        ExecutorLoop.builder(config)
            .function(Function.of("f", "says ok"), context -> List.of("ok"))
            .start()) {
      assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
      assertThat(Eventually.awaitEnd(user, user.submit(spec).processId()).out())
          .containsExactly("ok");
      owner.removeExecutor(loop.executorName().orElseThrow());
      assertThat(Eventually.awaitEnd(user, user.submit(spec).processId()).out())
          .containsExactly("ok");
    }
    assertThat(user.getExecutors())
        .filteredOn(e -> e.executorType().equals(loopType))
        .extracting(Executor::state)
        .containsOnly(ExecutorState.UNREGISTERED);
  }

  private Executor named(String name) {
    return user.getExecutors().stream()
        .filter(found -> found.executorName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private ColonyClient register(String name, String executorType) {
    ColonyClient client = owner.signedBy(Identity.generate());
    owner.addExecutor(name, executorType, client.identity().id(), Capabilities.NONE);
    owner.approveExecutor(name);
    return client;
  }

  private static Process assign(ColonyClient client) {
    return client.assign(Eventually.PATIENCE).orElseThrow();
  }

  /**
   * Returns the other signature of the same text that the curve allows and the protocol does not.
   */
  private static String highS(String signature) {
    BigInteger order =
        new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    BigInteger s = order.subtract(new BigInteger(signature.substring(64, 128), 16));
    int v = Integer.parseInt(signature.substring(128), 16) ^ 1;
    return signature.substring(0, 64) + String.format(Locale.ROOT, "%064x%02x", s, v);
  }

  @Test
  void keepsWhereFilesLie() {
    String label = "/" + unique("batches");
    ColonyFile.S3Object place = new ColonyFile.S3Object("localhost", 9000, true, "eu", "b", "o1");
    String checksum = "ba".repeat(32);
    ColonyFile first = executor.addFile(label, "0-0", 3, checksum, place);
    ColonyFile again = executor.addFile(label, "0-0", 4, checksum, place);
    ColonyFile other = user.addFile(label, "1-0", 5, checksum, place);
    assertThat(again.fileId()).isNotEqualTo(first.fileId());
    assertThat(user.getFile(first.fileId())).isEqualTo(first);
    assertThat(first.size()).isEqualTo(3);
    assertThat(first.reference().s3Object()).isEqualTo(place);
    Map<String, Object> named =
        Map.of("colonyname", user.colonyName(), "label", label, "name", "0-0", "latest", true);
    assertThat(user.call("getfilemsg", named).get(0).get("fileid").stringValue())
        .isEqualTo(again.fileId());
    assertThat(user.getFiles(label))
        .containsExactlyInAnyOrder(
            new ColonyFileEntry("0-0", "o1"), new ColonyFileEntry("1-0", "o1"));

    user.removeFile(label, "0-0");
    assertThat(user.getFiles(label)).containsExactly(new ColonyFileEntry("1-0", "o1"));
    assertRefused(() -> user.getFile(again.fileId()), 400, "Failed to get file");
    assertThat(user.getFile(other.fileId())).isEqualTo(other);
    user.removeFile(label, "1-0");
    assertThat(user.getFiles(label)).isEmpty();
    ColonyClient stranger = user.signedBy(Identity.generate());
    assertThat(refusal(() -> stranger.getFiles(label)).isNotAMember()).isTrue();
    assertThat(refusal(() -> user.call("copyfilemsg", Map.of())).isUnknownMessage()).isTrue();
  }

  private Map<String, Object> assignMessage(int timeout) {
    return Map.of("colonyname", user.colonyName(), "timeout", timeout);
  }

  private static void append(ColonyClient client, String id, long sequence, String text) {
    client.channelAppend(id, "records", sequence, text.getBytes(StandardCharsets.UTF_8), "data");
  }

  /** Submits a function with members that no function of ours has. */
  private Process submit(Map<String, Object> members) {
    Map<String, Object> spec = new HashMap<>(members);
    spec.put("funcname", "f");
    spec.put("maxexectime", 300);
    spec.put("conditions", Conditions.of(user.colonyName(), type));
    return ColonyClient.read(user.call("submitfuncspecmsg", Map.of("spec", spec)), Process.class);
  }

  private FunctionSpec.Builder spec(String function) {
    return FunctionSpec.of(function, Conditions.of(user.colonyName(), type));
  }

  private FunctionSpec node(String name, String... dependencies) {
    return FunctionSpec.of("f", Conditions.of(user.colonyName(), type, dependencies))
        .nodeName(name)
        .build();
  }

  private Workflow workflow(FunctionSpec... nodes) {
    return new Workflow(user.colonyName(), List.of(nodes));
  }

  private Map<String, Object> rawWorkflow(FunctionSpec... nodes) {
    return Map.of("spec", Map.of("colonyname", user.colonyName(), "functionspecs", List.of(nodes)));
  }

  private ProcessState graphState(ProcessGraph graph) {
    return user.getProcessGraph(graph.processGraphId()).state();
  }

  /** The real server sets the state before the reasons. */
  private Process awaitFailure(String id) throws InterruptedException {
    Process process = Eventually.await(() -> user.getProcess(id), p -> !p.errors().isEmpty());
    assertThat(process.state()).isEqualTo(ProcessState.FAILED);
    return process;
  }

  private static long secondsBetween(@Nullable Instant from, @Nullable Instant to) {
    Duration time = Duration.between(Objects.requireNonNull(from), Objects.requireNonNull(to));
    // The database keeps microseconds, rounded.
    return Math.round(time.toMillis() / 1000.0);
  }

  private static void assertRefused(ThrowingCallable call, int status, String message) {
    ColonyException refusal = refusal(call);
    assertThat(refusal.getMessage()).isEqualTo(message);
    assertThat(refusal.status()).isEqualTo(status);
  }

  private static ColonyException refusal(ThrowingCallable call) {
    ColonyException refusal = catchThrowableOfType(ColonyException.class, call);
    assertThat(refusal).as("refusal").isNotNull();
    return refusal;
  }

  private static String unique(String word) {
    return word + "-" + UUID.randomUUID();
  }
}
