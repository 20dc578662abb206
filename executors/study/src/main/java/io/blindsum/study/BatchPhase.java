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
import io.blindsum.messages.JobException;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has the batches encrypted and added: a bounded window of small graphs is under way at a time, and
 * whichever ends is taken.
 */
final class BatchPhase {
  private static final String REDUCE_NODE = "reduce";

  private final RunColony colony;
  private final StudyRequest spec;
  private final AnswerCheck check;
  private final RunJournal journal;
  private final RunListener listener;
  private final Attempts attempts;
  private final List<BatchUnit> units;

  private final Map<String, RunJournal.Entry> kept = new HashMap<>();
  private final Map<String, String> partialResults = new HashMap<>();
  private final Map<String, RunJournal.Entry> submitted = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> counted = new HashSet<>();
  private final Map<String, Long> rows = new HashMap<>();
  private final Set<Running> underWay = new LinkedHashSet<>();
  private TimeShares shares = TimeShares.NONE;

  BatchPhase(
      RunColony colony,
      StudyRequest spec,
      AnswerCheck check,
      RunJournal journal,
      RunListener listener,
      Attempts attempts,
      List<BatchUnit> units) {
    this.colony = colony;
    this.spec = spec;
    this.check = check;
    this.journal = journal;
    this.listener = listener;
    this.attempts = attempts;
    this.units = List.copyOf(units);
    for (RunJournal.Entry entry : journal.entries()) {
      if (entry.event() == RunJournal.Event.BATCH) {
        submitted.put(entry.name(), entry);
        refused.remove(entry.name());
      } else if (entry.event() == RunJournal.Event.DONE) {
        kept.put(entry.name(), entry);
      } else if (entry.event() == RunJournal.Event.REFUSED) {
        forget(entry.name());
      }
    }
  }

  /** What a unit comes to: its sum, and the process that added. */
  private record Done(Process reduce, Signed<PartialResultMessage> partial) {}

  /**
   * Returns the texts of the partial results, in the order of the units; has those made that are
   * missing.
   */
  List<String> run() throws InterruptedException {
    UnitQueue queue =
        new UnitQueue(
            units.stream().filter(unit -> !partialResults.containsKey(unit.name())).toList(),
            spec.window());
    Window<Done> window = new Window<>(this::tellWaiting);
    while (true) {
      BatchUnit unit = queue.next();
      if (unit == null) {
        if (window.isEmpty()) {
          break;
        }
        window.takeNext();
      } else if (isKept(unit)) {
        queue.ended(unit);
      } else {
        Running running = start(unit);
        underWay.add(running);
        window.add(
            attempts.begin("batch " + unit.number(), running.resumed, running),
            done -> {
              queue.ended(unit);
              finish(running, done);
            });
      }
    }
    return units.stream().map(unit -> partialResults.getOrDefault(unit.name(), "")).toList();
  }

  /** Returns the text of a unit's partial result; has it made if it is missing. */
  String text(int index) throws InterruptedException {
    String text = partialResults.get(units.get(index).name());
    return text == null ? run().get(index) : text;
  }

  BatchUnit unit(int index) {
    return units.get(index);
  }

  /** Says what the oldest unit waits for. */
  private void tellWaiting() throws InterruptedException {
    Running oldest = underWay.iterator().next();
    List<String> sites = new ArrayList<>();
    Optional<ProcessGraph> graph = colony.findGraph(oldest.entry.graph());
    for (BatchName batch : oldest.unit.batches()) {
      Optional<String> id = graph.flatMap(one -> one.processIdOf(encryptNodes(batch.site())[0]));
      Optional<Process> encrypt = id.isPresent() ? colony.find(id.get()) : Optional.empty();
      if (encrypt.isPresent() && !encrypt.get().state().isFinal()) {
        sites.add(batch.site());
      }
    }
    int others = underWay.size() - 1;
    listener.waiting(
        "batch %s waits for %s%s"
            .formatted(
                oldest.unit.number(),
                sites.isEmpty() ? "a cloud" : "site " + String.join(", ", sites),
                others == 0 ? "" : "; " + others + " more are under way"));
  }

  /** Forgets a partial result that the cloud does not take, though it is of these batches. */
  void refuse(int index) {
    String name = units.get(index).name();
    journal.keep(RunJournal.Event.REFUSED, name, 0, "", "");
    partialResults.remove(name);
    forget(name);
  }

  private void forget(String unit) {
    kept.remove(unit);
    refused.add(unit);
  }

  /** Returns where the time of the batches went. */
  TimeShares shares() {
    return shares;
  }

  /** Takes the sum of a unit from the journal, if it has one and it is of these batches. */
  private boolean isKept(BatchUnit unit) {
    RunJournal.Entry entry = kept.get(unit.name());
    if (entry == null || entry.text().isEmpty()) {
      return false;
    }
    try {
      take(unit, entry.text(), check.partial(unit, entry.attempt(), entry.text()).message());
      return true;
    } catch (JobException e) {
      // of other plans, or other signers are known by now: it is added again
      return false;
    }
  }

  private Running start(BatchUnit unit) throws InterruptedException {
    RunJournal.Entry before = submitted.get(unit.name());
    if (before == null) {
      return new Running(unit, submit(unit, 0), false);
    }
    return refused.contains(unit.name())
        ? new Running(unit, submit(unit, before.attempt() + 1), false)
        : new Running(unit, before, true);
  }

  private RunJournal.Entry submit(BatchUnit unit, int attempt) throws InterruptedException {
    ProcessGraph graph = colony.submit(nodes(unit, attempt));
    String reduce =
        graph
            .processIdOf(REDUCE_NODE)
            .orElseThrow(() -> new MessageException("workflow", "the server names no nodes"));
    RunJournal.Entry entry =
        journal.submitted(
            RunJournal.Event.BATCH, unit.name(), attempt, reduce, graph.processGraphId());
    submitted.put(unit.name(), entry);
    refused.remove(unit.name());
    return entry;
  }

  private List<FunctionSpec> nodes(BatchUnit unit, int attempt) {
    String publicKey = spec.plan().publicKey();
    List<FunctionSpec> nodes = new ArrayList<>();
    for (BatchName batch : unit.batches()) {
      EncryptRequest encrypt =
          new EncryptRequest(
              journal.run(), batch.plan(), unit.number(), attempt, publicKey, spec.plan().files());
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

  /** A unit whose graph was submitted. */
  private final class Running implements Attempts.Step<Done> {
    private final BatchUnit unit;
    private final boolean resumed;
    private RunJournal.Entry entry;

    Running(BatchUnit unit, RunJournal.Entry entry, boolean resumed) {
      this.unit = unit;
      this.entry = entry;
      this.resumed = resumed;
    }

    @Override
    public Optional<Answer<Done>> look() throws InterruptedException {
      return colony.look(entry.process(), this::read);
    }

    private Answer<Done> read(Process reduce) throws InterruptedException {
      return reduce.state() == ProcessState.SUCCESS
          ? Answer.read(
              reduce, text -> new Done(reduce, check.partial(unit, entry.attempt(), text)))
          : Answer.trouble(Answer.Cause.OUTSIDE, reasons(unit, entry, reduce));
    }

    @Override
    public void submit() throws InterruptedException {
      entry = BatchPhase.this.submit(unit, entry.attempt() + 1);
    }
  }

  /** Takes what a unit came to. */
  private void finish(Running running, Done done) throws InterruptedException {
    underWay.remove(running);
    Instant seen = Instant.now();
    Process reduce = done.reduce();
    String text = reduce.out().get(0);
    take(running.unit, text, done.partial().message());
    journal.keep(
        RunJournal.Event.DONE,
        running.unit.name(),
        running.entry.attempt(),
        reduce.processId(),
        text);
    account(reduce, seen);
  }

  /** A failed step fails its whole graph, and only its own process says why. */
  private String reasons(BatchUnit unit, RunJournal.Entry entry, Process reduce)
      throws InterruptedException {
    List<String> reasons = new ArrayList<>(reduce.errors());
    Optional<ProcessGraph> graph = colony.findGraph(entry.graph());
    for (BatchName batch : unit.batches()) {
      Optional<String> id = graph.flatMap(one -> one.processIdOf(encryptNodes(batch.site())[0]));
      Optional<Process> encrypt = id.isPresent() ? colony.find(id.get()) : Optional.empty();
      encrypt.stream()
          .flatMap(process -> process.errors().stream())
          .forEach(error -> reasons.add("site " + batch.site() + ": " + error));
    }
    return reasons.isEmpty()
        ? reduce.state().name()
        : String.join("; ", reasons.stream().distinct().toList());
  }

  private void take(BatchUnit unit, String text, PartialResultMessage partial) {
    partialResults.put(unit.name(), text);
    if (!counted.add(unit.name())) {
      return;
    }
    for (Signed<BatchMessage> receipt : partial.receipts()) {
      String site = receipt.message().site();
      listener.progress(site, rows.merge(site, receipt.message().rows(), Long::sum));
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
