package io.blindsum.colony.local;

import io.blindsum.colony.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds all rows of a local colony. Everything but the lock itself is used under the lock.
 *
 * <p>A request saves the rows it changed; {@link #commit()} puts them into the journal together.
 */
final class Store implements AutoCloseable {
  static final String COLONY = "colony";
  static final String USER = "user";
  static final String EXECUTOR = "executor";
  static final String FUNCTION = "function";
  static final String ATTRIBUTE = "attribute";
  static final String LOG = "log";
  static final String FILE = "file";
  private static final String PROCESS = "process";
  private static final String GRAPH = "graph";

  /** Below this length the file is not worth rewriting. */
  private static final long MIN_REWRITE_BYTES = 64 << 20;

  private static final Comparator<ProcessRow> QUEUE_ORDER =
      Comparator.<ProcessRow>comparingLong(row -> row.priorityTime).thenComparing(row -> row.id);

  final ReentrantLock lock = new ReentrantLock();
  final Condition workArrived = lock.newCondition();

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Map<String, ObjectNode>> tables = new HashMap<>();
  private final Map<String, ProcessRow> processes = new LinkedHashMap<>();
  private final Map<String, GraphRow> graphs = new LinkedHashMap<>();
  private final TreeSet<ProcessRow> waiting = new TreeSet<>(QUEUE_ORDER);
  private final Map<String, ProcessRow> running = new LinkedHashMap<>();
  private final Map<String, Journal.Change> uncommitted = new LinkedHashMap<>();
  private @Nullable Path stateFile;
  private @Nullable Journal journal;
  private long rewriteAtBytes;
  private long lastLog;

  /** Opens a store, from its file if it has one. */
  static Store open(@Nullable Path stateFile) throws IOException {
    Store store = new Store();
    if (stateFile != null) {
      Journal.replay(stateFile, store::apply);
      store.stateFile = stateFile;
      store.rewriteJournal();
    }
    return store;
  }

  /** Returns a new id of 64 hex characters. */
  String newId() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns the rows of a simple kind by key, in the order in which they came. */
  Map<String, ObjectNode> table(String kind) {
    return tables.computeIfAbsent(kind, k -> new LinkedHashMap<>());
  }

  Optional<ObjectNode> find(String kind, String key) {
    return Optional.ofNullable(table(kind).get(key));
  }

  void save(String kind, String key, ObjectNode row) {
    table(kind).put(key, row);
    note(kind, key, row);
  }

  void remove(String kind, String key) {
    table(kind).remove(key);
    note(kind, key, null);
  }

  /** Returns a key after all keys of log lines so far. */
  String nextLogKey() {
    return Long.toString(++lastLog);
  }

  Optional<ProcessRow> process(String id) {
    return Optional.ofNullable(processes.get(id));
  }

  Iterable<ProcessRow> processes() {
    return processes.values();
  }

  /** Returns the waiting processes, the next to run first. */
  Iterable<ProcessRow> waiting() {
    return waiting;
  }

  /** Returns a copy of the list of running processes. */
  List<ProcessRow> running() {
    return new ArrayList<>(running.values());
  }

  void save(ProcessRow row) {
    processes.put(row.id, row);
    index(row);
    note(PROCESS, row.id, row.toJson());
  }

  Optional<GraphRow> graph(String id) {
    return Optional.ofNullable(graphs.get(id));
  }

  Iterable<GraphRow> graphs() {
    return graphs.values();
  }

  void save(GraphRow row) {
    graphs.put(row.id, row);
    note(GRAPH, row.id, row.toJson());
  }

  /** Puts everything saved since the last time into the journal, as one. */
  void commit() {
    if (journal != null) {
      journal.append(List.copyOf(uncommitted.values()));
      if (journal.bytes() > rewriteAtBytes) {
        tryRewriteJournal();
      }
    }
    uncommitted.clear();
  }

  @Override
  public void close() throws IOException {
    if (journal != null) {
      journal.close();
    }
  }

  private void tryRewriteJournal() {
    try {
      rewriteJournal();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rewrite the colony's state file", e);
    }
  }

  /** Drops from the file what was overwritten; the next time when it has doubled. */
  private void rewriteJournal() throws IOException {
    Journal old = journal;
    journal = Journal.rewrite(Objects.requireNonNull(stateFile), allRows());
    rewriteAtBytes = Math.max(MIN_REWRITE_BYTES, 2 * journal.bytes());
    if (old != null) {
      old.close();
    }
  }

  private void note(String kind, String key, @Nullable JsonNode row) {
    if (journal != null) {
      uncommitted.put(kind + " " + key, new Journal.Change(kind, key, row));
    }
  }

  private void index(ProcessRow row) {
    if (row.state == ProcessState.WAITING) {
      waiting.add(row);
    } else {
      waiting.remove(row);
    }
    if (row.state == ProcessState.RUNNING) {
      running.put(row.id, row);
    } else {
      running.remove(row.id);
    }
  }

  private void apply(String kind, Journal.Change change) {
    JsonNode row = change.row();
    switch (kind) {
      case PROCESS -> {
        ProcessRow process = ProcessRow.fromJson(Objects.requireNonNull(row));
        ProcessRow old = processes.put(process.id, process);
        if (old != null) {
          waiting.remove(old);
        }
        index(process);
      }
      case GRAPH -> graphs.put(change.id(), GraphRow.fromJson(Objects.requireNonNull(row)));
      default -> {
        if (row == null) {
          table(kind).remove(change.id());
        } else {
          table(kind).put(change.id(), (ObjectNode) row);
        }
        if (kind.equals(LOG)) {
          lastLog = Math.max(lastLog, Long.parseLong(change.id()));
        }
      }
    }
  }

  private List<Journal.Change> allRows() {
    List<Journal.Change> rows = new ArrayList<>();
    tables.forEach(
        (kind, table) -> table.forEach((key, row) -> rows.add(new Journal.Change(kind, key, row))));
    processes.values().forEach(row -> rows.add(new Journal.Change(PROCESS, row.id, row.toJson())));
    graphs.values().forEach(row -> rows.add(new Journal.Change(GRAPH, row.id, row.toJson())));
    return rows;
  }
}
