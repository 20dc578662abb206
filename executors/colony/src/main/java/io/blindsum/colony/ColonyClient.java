package io.blindsum.colony;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Sends messages to a Colonies server, each signed by one key, and reads its replies.
 *
 * <p>Safe for use by many threads. Every method throws {@link ColonyException} if the server
 * refuses or no usable reply comes, and sends its message once: {@link Retrier} repeats what may be
 * repeated.
 */
public final class ColonyClient implements AutoCloseable {
  /** The most processes or graphs the server lists at once. */
  public static final int MAX_LIST_COUNT = 100;

  /** The most log lines the server returns at once. */
  public static final int MAX_LOG_COUNT = 500;

  /** A capacity no process fits into: asking for work with it only shows a sign of life. */
  private static final String NO_CAPACITY = "-1m";

  private final RpcTransport transport;
  private final Identity signer;
  private final String colonyName;

  private ColonyClient(RpcTransport transport, Identity signer, String colonyName) {
    this.transport = transport;
    this.signer = signer;
    this.colonyName = colonyName;
  }

  /**
   * Makes a client that signs with the configuration's own key.
   *
   * @throws IllegalArgumentException if the configuration has no key of its own
   */
  public static ColonyClient connect(ColonyConfig config) {
    Identity signer =
        config
            .identity()
            .orElseThrow(
                () -> new IllegalArgumentException("set COLONIES_PRVKEY: no key to sign with"));
    return connect(config, signer);
  }

  /** Makes a client that signs with the given key. */
  public static ColonyClient connect(ColonyConfig config, Identity signer) {
    return new ColonyClient(new RpcTransport(config), signer, config.colonyName());
  }

  /** Returns a client over the same connections that signs with another key. */
  public ColonyClient signedBy(Identity identity) {
    return new ColonyClient(transport, identity, colonyName);
  }

  /** Returns the key that signs. */
  public Identity identity() {
    return signer;
  }

  /** Returns the colony the messages speak of. */
  public String colonyName() {
    return colonyName;
  }

  /** Adds a colony; signed by the server owner. */
  public Colony addColony(String name, String ownerId) {
    return read(call("addcolonymsg", Map.of("colony", new Colony(ownerId, name))), Colony.class);
  }

  /** Adds a user to the colony; signed by the colony owner. */
  public User addUser(String name, String userId) {
    User user = new User(colonyName, userId, name, "", "");
    return read(call("addusermsg", Map.of("user", user)), User.class);
  }

  /** Adds an executor, which stays pending until approved; signed by the colony owner. */
  public Executor addExecutor(String name, String type, String id, Capabilities capabilities) {
    Map<String, Object> executor = new LinkedHashMap<>();
    executor.put("executorid", id);
    executor.put("executorname", name);
    executor.put("executortype", type);
    executor.put("colonyname", colonyName);
    executor.put("capabilities", capabilities);
    return read(call("addexecutormsg", Map.of("executor", executor)), Executor.class);
  }

  /** Approves an executor; signed by the colony owner. */
  public void approveExecutor(String name) {
    call("approveexecutormsg", inColony("executorname", name));
  }

  /**
   * Unregisters an executor, for ever under this name unless the server allows otherwise; what it
   * runs is queued again. Signed by the colony owner.
   */
  public void removeExecutor(String name) {
    call("removeexecutormsg", inColony("executorname", name));
  }

  /** Lists the executors of the colony, unregistered ones included. */
  public List<Executor> getExecutors() {
    return readList(call("getexecutorsmsg", Map.of("colonyname", colonyName)), Executor[].class);
  }

  /** Announces a function of the executor that signs. */
  public Function addFunction(String executorName, Function function) {
    Function announced = function.registeredBy(executorName, colonyName);
    return read(call("addfunctionmsg", Map.of("fun", announced)), Function.class);
  }

  /** Lists the functions of an executor. */
  public List<Function> getFunctions(String executorName) {
    return readList(
        call("getfunctionsmsg", inColony("executorname", executorName)), Function[].class);
  }

  /**
   * Waits for a process to run.
   *
   * @param wait how long the server holds the request, at least a second; 20 to 60 s are useful
   * @return the process, or empty if none came
   */
  public Optional<Process> assign(Duration wait) {
    long seconds = Math.max(1, wait.toSeconds());
    return assign(seconds, "", Duration.ofSeconds(seconds));
  }

  /** Shows a sign of life without taking work, so that the server keeps the executor. */
  public void heartbeat() {
    if (assign(-1, NO_CAPACITY, Duration.ZERO).isPresent()) {
      throw ColonyException.unusable(200, "a sign of life was answered with work");
    }
  }

  private Optional<Process> assign(long seconds, String availableCpu, Duration wait) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("colonyname", colonyName);
    message.put("timeout", seconds);
    message.put("availablecpu", availableCpu);
    message.put("availablemem", "");
    try {
      JsonNode payload = transport.call(signer, "assignprocessmsg", message, wait);
      return Optional.of(process(payload));
    } catch (ColonyException e) {
      // Also the answer while the owner has paused the colony: 408 after the wait.
      if (e.isNotFound() || e.status() == 408) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Reads a process that was assigned: who cannot read it has to know which it was. */
  private static Process process(JsonNode payload) {
    try {
      return read(payload, Process.class);
    } catch (ColonyException e) {
      String id = payload.path("processid").stringValue("");
      throw e.about(Optional.of(id).filter(Wire::isId));
    }
  }

  /** Submits one process. */
  public Process submit(FunctionSpec spec) {
    return read(call("submitfuncspecmsg", Map.of("spec", spec)), Process.class);
  }

  /** Submits a workflow. */
  public ProcessGraph submitWorkflow(Workflow workflow) {
    return read(call("submitworkflowspecmsg", Map.of("spec", workflow)), ProcessGraph.class);
  }

  /** Reads a process. */
  public Process getProcess(String processId) {
    return read(call("getprocessmsg", Map.of("processid", processId)), Process.class);
  }

  /**
   * Lists processes of one state that have a label.
   *
   * @param count at most {@link #MAX_LIST_COUNT}; the server has no paging
   */
  public List<Process> getProcessesByLabel(ProcessState state, String label, int count) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("colonyname", colonyName);
    message.put("count", count);
    message.put("state", state.code());
    message.put("label", label);
    return readList(call("getprocessesmsg", message), Process[].class);
  }

  /** Reads a process graph. */
  public ProcessGraph getProcessGraph(String graphId) {
    return read(call("getprocessgraphmsg", Map.of("processgraphid", graphId)), ProcessGraph.class);
  }

  /**
   * Lists process graphs of one state, newest first.
   *
   * @param count at most {@link #MAX_LIST_COUNT}
   */
  public List<ProcessGraph> getProcessGraphs(ProcessState state, int count) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("colonyname", colonyName);
    message.put("count", count);
    message.put("state", state.code());
    return readList(call("getprocessgraphsmsg", message), ProcessGraph[].class);
  }

  /** Cancels a process outside a workflow. Its executor is not told. */
  public void cancelProcess(String processId) {
    call("cancelprocessmsg", Map.of("processid", processId));
  }

  /** Cancels a workflow. Its executors are not told. */
  public void cancelProcessGraph(String graphId) {
    call("cancelprocessgraphmsg", Map.of("processgraphid", graphId));
  }

  /**
   * Closes a process with its output, once. {@link ProcessCloser} copes with doubtful replies.
   *
   * @param out flat list of texts
   */
  public void closeSuccessful(String processId, List<String> out) {
    call("closesuccessfulmsg", Map.of("processid", processId, "out", out));
  }

  /** Closes a process, and with it its whole workflow, as failed. */
  public void closeFailed(String processId, List<String> reasons) {
    call("closefailedmsg", Map.of("processid", processId, "errors", reasons));
  }

  /** Writes a log line of a running process. */
  public void addLog(String processId, String message) {
    call("addlogmsg", Map.of("processid", processId, "message", message));
  }

  /**
   * Reads the log of a process, oldest first.
   *
   * @param count at most {@link #MAX_LOG_COUNT}
   * @param afterNanos only lines after this time, or 0 for all
   */
  public List<LogEntry> getLogs(String processId, int count, long afterNanos) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("colonyname", colonyName);
    message.put("processid", processId);
    message.put("executorname", "");
    message.put("count", count);
    message.put("since", afterNanos);
    message.put("latest", false);
    return readList(call("getlogsmsg", message), LogEntry[].class);
  }

  /**
   * Appends to a channel of a process.
   *
   * @param sequence the sender's own number; entries are ordered by sender and number
   * @param payload at most 10 MiB
   * @param type {@code data}, {@code end} or {@code error}
   */
  public void channelAppend(
      String processId, String channel, long sequence, byte[] payload, String type) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("processid", processId);
    message.put("name", channel);
    message.put("sequence", sequence);
    message.put("payload", Base64.getEncoder().encodeToString(payload));
    message.put("payloadtype", type);
    call("channelappendmsg", message);
  }

  /**
   * Reads a channel of a process.
   *
   * @param afterIndex how many entries to skip
   * @param limit how many entries to return
   */
  public List<ChannelEntry> channelRead(
      String processId, String channel, long afterIndex, int limit) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("processid", processId);
    message.put("name", channel);
    message.put("afterseq", afterIndex);
    message.put("limit", limit);
    return readList(call("channelreadmsg", message), ChannelEntry[].class);
  }

  /**
   * Adds a file to the colony's file system: its record alone, the object goes to its store.
   *
   * @param label the folder, which opens with a slash
   * @param name under the label; the server keeps every file of the same name
   * @param size in bytes
   * @param sha256 of the object, in hex
   * @param place where the object lies, or is about to
   */
  public ColonyFile addFile(
      String label, String name, long size, String sha256, ColonyFile.S3Object place) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("colonyname", colonyName);
    file.put("label", label);
    file.put("name", name);
    file.put("size", size);
    file.put("checksum", sha256);
    file.put("checksumalg", "SHA256");
    file.put("ref", Map.of("protocol", "s3", "s3object", place));
    return read(call("addfilemsg", Map.of("file", file)), ColonyFile.class);
  }

  /**
   * Reads the record of a file.
   *
   * @throws ColonyException also if the colony's file system has no such file
   */
  public ColonyFile getFile(String fileId) {
    List<ColonyFile> files =
        readList(call("getfilemsg", inColony("fileid", fileId)), ColonyFile[].class);
    if (files.size() != 1) {
      throw ColonyException.unusable(200, "not one file");
    }
    return files.get(0);
  }

  /** Lists the files of a label, the last of each name. */
  public List<ColonyFileEntry> getFiles(String label) {
    return readList(call("getfilesmsg", inColony("label", label)), ColonyFileEntry[].class);
  }

  /** Removes the records of a name under a label; their objects stay where they are. */
  public void removeFile(String label, String name) {
    call("removefilemsg", Map.of("colonyname", colonyName, "label", label, "name", name));
  }

  /** Breaks off everything under way, on every client that shares these connections. */
  void cancelAll() {
    transport.cancelAll();
  }

  /** Closes the connections, also those of clients made from this one. */
  @Override
  public void close() {
    transport.close();
  }

  /** Sends any message; for tests of the protocol itself. */
  JsonNode call(String type, Map<String, ?> message) {
    return transport.call(signer, type, message, Duration.ZERO);
  }

  private Map<String, Object> inColony(String member, String value) {
    return Map.of("colonyname", colonyName, member, value);
  }

  /** Turns the payload of a reply into a record. */
  static <T> T read(JsonNode payload, Class<T> type) {
    try {
      T value = Wire.JSON.treeToValue(payload, type);
      if (value == null) {
        throw ColonyException.unusable(200, "an empty " + type.getSimpleName());
      }
      return value;
    } catch (JacksonException e) {
      if (e.getCause() instanceof Wire.BadIdException bad) {
        throw ColonyException.badId(String.valueOf(bad.getMessage()));
      }
      throw ColonyException.unusable(200, "not a " + type.getSimpleName());
    }
  }

  private static <T> List<T> readList(JsonNode payload, Class<T[]> type) {
    return payload.isNull() ? List.of() : Wire.present(Arrays.asList(read(payload, type)));
  }
}
