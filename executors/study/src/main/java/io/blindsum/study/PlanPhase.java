package io.blindsum.study;

import io.blindsum.colony.ChannelEntry;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.JobOrder;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.PlanRequest;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.protection.SigningKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks every site for its plan, all at once, and waits for the answers. A site whose answer fails,
 * or is not what was asked for, is left out, and the others go on.
 *
 * <p>Whoever goes on with a journal asks the sites that failed again, as long as no batch is under
 * way; then it is settled whose batches are added, because the cloud adds one set of sites a run.
 */
final class PlanPhase {
  /** A plan reads the whole cohort, so it may take as long as so many batches. */
  private static final int PLAN_IN_BATCHES = 4;

  private static final long PAUSE_MILLIS = 20;
  private static final Duration ORDER_GOOD = Duration.ofDays(1);

  private final RunColony colony;
  private final StudyRequest spec;
  private final AnswerCheck check;
  private final Optional<SigningKey> researcher;
  private final RunJournal journal;
  private final RunListener listener;
  private final Attempts retries;

  private boolean settled;
  private final Map<String, RunJournal.Entry> submitted = new HashMap<>();
  private final Map<String, RunJournal.Entry> answers = new HashMap<>();
  private final Map<String, String> leftOut = new HashMap<>();
  private final Set<String> resumed = new HashSet<>();
  private final Map<String, Long> due = new HashMap<>();
  private final Map<String, String> pending = new LinkedHashMap<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Map<String, Integer> planned = new HashMap<>();
  private final Map<String, Integer> lost = new HashMap<>();
  private final Map<String, Long> heard = new HashMap<>();
  private final Map<String, Signed<PlanMessage>> plans = new HashMap<>();
  private final Map<String, MissingSite> missing = new HashMap<>();

  PlanPhase(
      RunColony colony,
      StudyRequest spec,
      AnswerCheck check,
      Optional<SigningKey> researcher,
      RunJournal journal,
      RunListener listener,
      Attempts retries) {
    this.colony = colony;
    this.spec = spec;
    this.check = check;
    this.researcher = researcher;
    this.journal = journal;
    this.listener = listener;
    this.retries = retries;
  }

  /** What the sites answered, in the order of the study. */
  record Outcome(List<Signed<PlanMessage>> plans, List<MissingSite> missing) {}

  Outcome run() throws InterruptedException {
    journal.entries().forEach(this::recall);
    for (String site : spec.sites()) {
      begin(site);
    }
    while (!pending.isEmpty() || !due.isEmpty()) {
      for (String site : List.copyOf(due.keySet())) {
        if (due.getOrDefault(site, 0L) - System.nanoTime() <= 0) {
          due.remove(site);
          submit(site);
        }
      }
      for (String site : List.copyOf(pending.keySet())) {
        look(site);
      }
      Thread.sleep(pending.isEmpty() && due.isEmpty() ? 0 : PAUSE_MILLIS);
    }
    leaveOutTheOdd();
    return new Outcome(inOrder(plans), inOrder(missing));
  }

  /**
   * Leaves out whose plan does not go with the same plans of most: only such are added that promise
   * one protection. Where no protection has most, the run ends.
   */
  private void leaveOutTheOdd() {
    Map<String, Long> counts =
        plans.values().stream()
            .collect(Collectors.groupingBy(PlanPhase::protection, Collectors.counting()));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    if (counts.values().stream().filter(count -> count == most).count() != 1) {
      return;
    }
    for (Signed<PlanMessage> plan : inOrder(plans)) {
      String protection = protection(plan);
      if (counts.getOrDefault(protection, 0L) < most) {
        String site = plan.message().site();
        plans.remove(site);
        leaveOut(new MissingSite(site, "its batches are " + protection + ", those of others not"));
      }
    }
  }

  private static String protection(Signed<PlanMessage> plan) {
    return plan.message().terms().protection();
  }

  private void recall(RunJournal.Entry entry) {
    String site = entry.name();
    switch (entry.event()) {
      case ASK -> attempts.put(site, entry.attempt() + 1);
      case PLAN -> {
        submitted.put(site, entry);
        answers.remove(site);
        leftOut.remove(site);
      }
      case ANSWER -> answers.put(site, entry);
      case MISSING -> leftOut.put(site, entry.text());
      case BATCH, COMBINE -> settled = true;
      case RUN, DONE, REFUSED -> {
        // says nothing of a site
      }
    }
  }

  /** Takes what the journal has of a site, or asks it. */
  private void begin(String site) throws InterruptedException {
    String reason = leftOut.get(site);
    RunJournal.Entry before = submitted.get(site);
    if (settled && reason != null) {
      leaveOut(new MissingSite(site, reason));
    } else if (isKept(site)) {
      return;
    } else if (before == null || reason != null || answers.containsKey(site)) {
      submit(site);
    } else {
      pending.put(site, before.process());
      planned.put(site, before.attempt());
      resumed.add(site);
    }
  }

  /** Takes the answer of a site from the journal, if it has one that is believed. */
  private boolean isKept(String site) {
    RunJournal.Entry entry = answers.get(site);
    if (entry == null) {
      return false;
    }
    try {
      take(site, check.plan(site, entry.process(), entry.attempt(), entry.text()));
      return true;
    } catch (JobException e) {
      // other signers are known by now: the site is asked again
      return false;
    }
  }

  private <T> List<T> inOrder(Map<String, T> bySite) {
    List<T> ordered = new ArrayList<>();
    for (String site : spec.sites()) {
      T value = bySite.get(site);
      if (value != null) {
        ordered.add(value);
      }
    }
    return ordered;
  }

  /**
   * Asks a site. It answers each attempt for one process alone, so every submission is an attempt
   * of its own: also one that repeats another whose reply was lost, or that a crash left
   * unrecorded.
   */
  private void submit(String site) throws InterruptedException {
    resumed.remove(site);
    heard.remove(site);
    String id =
        colony.submit(
            () -> {
              int attempt = attempts.merge(site, 1, Integer::sum) - 1;
              journal.submitted(RunJournal.Event.ASK, site, attempt, "", "");
              return call(site, attempt);
            });
    int attempt = attempts.getOrDefault(site, 1) - 1;
    journal.submitted(RunJournal.Event.PLAN, site, attempt, id, "");
    planned.put(site, attempt);
    pending.put(site, id);
  }

  private FunctionSpec call(String site, int attempt) {
    PlanRequest question = spec.plan().ask(journal.run(), attempt, spec.sites());
    return colony
        .call(
            Functions.PLAN_COHORT,
            signed(site, question.arguments()),
            Functions.hospitalExecutorType(site))
        .maxWaitSeconds(spec.waitSeconds())
        .maxExecSeconds(PLAN_IN_BATCHES * spec.batchSeconds())
        .label(spec.plan().study())
        .channels(Functions.PROGRESS_CHANNEL)
        .build();
  }

  /** Signs the question to one site, if there is a key for it. */
  private Map<String, Object> signed(String site, Map<String, Object> question) {
    return researcher
        .map(key -> JobOrder.sign(Functions.PLAN_COHORT, question, List.of(site), ORDER_GOOD, key))
        .orElse(question);
  }

  private void look(String site) throws InterruptedException {
    String id = pending.getOrDefault(site, "");
    Optional<Process> found = colony.find(id);
    if (found.isEmpty()) {
      pending.remove(site);
      lost(site, Answer.<Signed<?>>forgotten().trouble());
      return;
    }
    Process process = found.get();
    if (process.state() == ProcessState.RUNNING) {
      listen(site, id);
    }
    if (!process.state().isFinal()) {
      return;
    }
    pending.remove(site);
    if (process.state() == ProcessState.SUCCESS) {
      read(site, process);
    } else {
      failed(site, reason(site, process));
    }
  }

  private String reason(String site, Process process) {
    if (process.state() == ProcessState.CANCELLED) {
      return "the plan was cancelled";
    }
    return process.assigned()
        ? "failed: " + String.join("; ", process.errors())
        : "no executor of type %s took the plan within %s s"
            .formatted(Functions.hospitalExecutorType(site), spec.waitSeconds());
  }

  private void read(String site, Process process) {
    int attempt = planned.getOrDefault(site, 0);
    String id = process.processId();
    Answer<Signed<?>> answer = Answer.read(process, text -> check.plan(site, id, attempt, text));
    Signed<?> signed = answer.value();
    if (signed != null) {
      journal.keep(RunJournal.Event.ANSWER, site, attempt, id, process.out().get(0));
      take(site, signed);
    } else if (answer.cause() == Answer.Cause.SERVER) {
      lost(site, answer.trouble());
    } else {
      failed(site, answer.trouble());
    }
  }

  /** Asks a site again whose answer the server lost. */
  private void lost(String site, String trouble) {
    int failures = resumed.contains(site) ? 0 : lost.merge(site, 1, Integer::sum);
    if (failures < Attempts.MOST) {
      again(site, trouble, failures);
    } else {
      keepMissing(site, "failed: the server loses its answers");
    }
  }

  /** Leaves a site out, or asks it again if it failed in an earlier run of the driver. */
  private void failed(String site, String trouble) {
    if (resumed.contains(site) && !settled) {
      again(site, trouble, 0);
    } else {
      keepMissing(site, trouble);
    }
  }

  private void again(String site, String trouble, int failures) {
    Duration pause = retries.again("plan of site " + site, Answer.Cause.SERVER, trouble, failures);
    due.put(site, System.nanoTime() + pause.toNanos());
  }

  private void listen(String site, String id) {
    long after = heard.getOrDefault(site, 0L);
    List<ChannelEntry> entries = colony.channel(id, after);
    heard.put(site, after + entries.size());
    if (!entries.isEmpty()) {
      listener.reading(site, entries.get(entries.size() - 1).text());
    }
  }

  private void take(String site, Signed<?> answer) {
    if (answer.message() instanceof AbstainedMessage abstained) {
      leaveOut(abstained.missing());
    } else {
      Signed<PlanMessage> plan = answer.as("plan of site " + site, PlanMessage.class);
      plans.put(site, plan);
      listener.planned(plan.message());
    }
  }

  private void keepMissing(String site, String reason) {
    MissingSite left = new MissingSite(site, reason.strip().replaceAll("\\s+", " "));
    journal.keep(RunJournal.Event.MISSING, site, planned.getOrDefault(site, 0), "", left.reason());
    leaveOut(left);
  }

  private void leaveOut(MissingSite site) {
    missing.put(site.site(), site);
    listener.missing(site);
  }
}
