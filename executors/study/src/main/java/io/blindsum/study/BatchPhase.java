package io.blindsum.study;

import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.LogEntry;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessGraph;
import io.blindsum.colony.ProcessState;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.EncryptRequest;
import io.blindsum.messages.EncryptionLog;
import io.blindsum.messages.Functions;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has the batches encrypted and added: a bounded window of small graphs is under way at a time, and
 * the oldest is waited for.
 */
final class BatchPhase {
  private static final int MAX_ATTEMPTS = 3;
  private static final String REDUCE_NODE = "reduce";

  private final RunColony colony;
  private final StudyRequest spec;
  private final AnswerCheck check;
  private final RunJournal journal;
  private final RunListener listener;

  private final Set<String> done = new HashSet<>();
  private final Map<String, String> partialResults = new HashMap<>();
  private final Map<String, RunJournal.Entry> submitted = new HashMap<>();
  private final Map<String, Long> rows = new HashMap<>();
  private TimeShares shares = TimeShares.NONE;

  BatchPhase(
      RunColony colony,
      StudyRequest spec,
      AnswerCheck check,
      RunJournal journal,
      RunListener listener) {
    this.colony = colony;
    this.spec = spec;
    this.check = check;
    this.journal = journal;
    this.listener = listener;
    for (RunJournal.Entry entry : journal.entries()) {
      if (entry.event() == RunJournal.Event.BATCH) {
        submitted.put(entry.name(), entry);
      } else if (entry.event() == RunJournal.Event.DONE) {
        done.add(entry.name());
      }
    }
  }

  /** A unit whose graph was submitted. */
  private record Running(BatchUnit unit, RunJournal.Entry entry) {}

  /** The partial result of a unit; null if there is trouble, and then what. */
  private record Answer(@Nullable Signed<PartialResultMessage> partial, String trouble) {
    static Answer trouble(String reason) {
      return new Answer(null, reason);
    }
  }

  /** Returns the texts of the partial results, in the order of the units; reads each once. */
  List<String> run(List<BatchUnit> units) throws InterruptedException {
    Iterator<BatchUnit> rest = units.iterator();
    Deque<Running> window = new ArrayDeque<>();
    while (rest.hasNext() || !window.isEmpty()) {
      while (rest.hasNext() && window.size() < spec.window()) {
        window.addLast(start(rest.next()));
      }
      finish(window.removeFirst());
    }
    return units.stream().map(unit -> partialResults.getOrDefault(unit.name(), "")).toList();
  }

  /** Returns where the time of the batches went. */
  TimeShares shares() {
    return shares;
  }

  private Running start(BatchUnit unit) throws InterruptedException {
    RunJournal.Entry before = submitted.get(unit.name());
    return before != null ? new Running(unit, before) : submit(unit, 0);
  }

  private Running submit(BatchUnit unit, int attempt) throws InterruptedException {
    ProcessGraph graph = colony.submit(nodes(unit, attempt));
    String reduce =
        graph
            .processIdOf(REDUCE_NODE)
            .orElseThrow(() -> new MessageException("workflow", "the server names no nodes"));
    RunJournal.Event event = RunJournal.Event.BATCH;
    journal.add(event, unit.name(), attempt, reduce, graph.processGraphId());
    return new Running(
        unit,
        new RunJournal.Entry(
            journal.run(), event, unit.name(), attempt, reduce, graph.processGraphId()));
  }

  private List<FunctionSpec> nodes(BatchUnit unit, int attempt) {
    String publicKey = spec.plan().publicKey();
    List<FunctionSpec> nodes = new ArrayList<>();
    for (BatchName batch : unit.batches()) {
      EncryptRequest encrypt =
          new EncryptRequest(journal.run(), batch.plan(), unit.number(), attempt, publicKey);
      String type = Functions.hospitalExecutorType(batch.site());
      nodes.add(node(batch.site(), Functions.ENCRYPT_BATCH, encrypt.arguments(), type));
    }
    ReduceRequest reduce =
        new ReduceRequest(
            journal.run(), spec.plan().study(), unit.number(), attempt, publicKey, unit.plans());
    String[] sites = unit.batches().stream().map(BatchName::site).toArray(String[]::new);
    nodes.add(
        node(
            REDUCE_NODE,
            Functions.REDUCE_BATCHES,
            reduce.arguments(),
            Functions.CLOUD_EXECUTOR_TYPE,
            encryptNodes(sites)));
    return nodes;
  }

  private FunctionSpec node(
      String name, String function, Map<String, Object> arguments, String type, String... after) {
    String nodeName = name.equals(REDUCE_NODE) ? name : encryptNodes(name)[0];
    return colony
        .call(function, arguments, type, after)
        .nodeName(nodeName)
        .maxExecSeconds(spec.batchSeconds())
        .label(spec.plan().study())
        .build();
  }

  private static String[] encryptNodes(String... sites) {
    String[] names = new String[sites.length];
    for (int i = 0; i < sites.length; i++) {
      names[i] = "encrypt " + sites[i];
    }
    return names;
  }

  /** Waits for a unit, and has it done again as long as its output is lost or a step fails. */
  private void finish(Running first) throws InterruptedException {
    Running running = first;
    while (true) {
      Process reduce = colony.await(running.entry().process());
      Answer answer = answer(running, reduce);
      Signed<PartialResultMessage> partial = answer.partial();
      if (partial != null) {
        done(running, reduce, partial.message());
        return;
      }
      int attempt = running.entry().attempt() + 1;
      String name = "batch " + running.unit().number();
      if (attempt >= MAX_ATTEMPTS) {
        throw new StudyException(
            StudyException.Reason.FAILED,
            name + " failed " + MAX_ATTEMPTS + " times: " + answer.trouble());
      }
      listener.repeated(name, answer.trouble());
      running = submit(running.unit(), attempt);
    }
  }

  private Answer answer(Running running, Process reduce) throws InterruptedException {
    if (reduce.state() != ProcessState.SUCCESS) {
      return Answer.trouble(reasons(running, reduce));
    }
    if (reduce.out().size() != 1) {
      return Answer.trouble("the server lost its output");
    }
    try {
      int attempt = running.entry().attempt();
      return new Answer(check.partial(running.unit(), attempt, reduce.out().get(0)), "");
    } catch (MessageException e) {
      return Answer.trouble(String.valueOf(e.getMessage()));
    }
  }

  /** A failed step fails its whole graph, and only its own process says why. */
  private String reasons(Running running, Process reduce) throws InterruptedException {
    List<String> reasons = new ArrayList<>(reduce.errors());
    ProcessGraph graph = colony.graph(running.entry().graph());
    for (BatchName batch : running.unit().batches()) {
      Optional<String> id = graph.processIdOf(encryptNodes(batch.site())[0]);
      if (id.isPresent()) {
        List<String> errors = colony.process(id.get()).errors();
        errors.forEach(error -> reasons.add("site " + batch.site() + ": " + error));
      }
    }
    return reasons.isEmpty()
        ? reduce.state().name()
        : String.join("; ", reasons.stream().distinct().toList());
  }

  private void done(Running running, Process reduce, PartialResultMessage partial)
      throws InterruptedException {
    Instant seen = Instant.now();
    String name = running.unit().name();
    partialResults.put(name, reduce.out().get(0));
    for (Signed<BatchMessage> receipt : partial.receipts()) {
      String site = receipt.message().site();
      listener.progress(site, rows.merge(site, receipt.message().rows(), Long::sum));
    }
    if (done.add(name)) {
      journal.add(RunJournal.Event.DONE, name, running.entry().attempt(), reduce.processId(), "");
      account(reduce, seen);
    }
  }

  /** Splits the time of a unit with what the sites logged. */
  private void account(Process reduce, Instant seen) throws InterruptedException {
    Duration longest = Duration.ZERO;
    Instant last = Instant.MIN;
    for (String parent : reduce.parents()) {
      for (LogEntry entry : colony.logs(parent)) {
        Optional<Duration> time = EncryptionLog.time(entry.message());
        if (time.isPresent()) {
          longest = longest.compareTo(time.get()) < 0 ? time.get() : longest;
          last = last.isBefore(entry.time()) ? entry.time() : last;
        }
      }
    }
    Instant submitted = reduce.submissionTime();
    Instant started = reduce.startTime();
    Instant ended = reduce.endTime();
    if (submitted != null && started != null && ended != null && last.isAfter(submitted)) {
      shares = shares.plus(TimeShares.of(submitted, longest, last, started, ended, seen));
    }
  }
}
