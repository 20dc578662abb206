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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private final Map<String, AskedSite> sites = new LinkedHashMap<>();

  /** How far one site is. */
  private static final class AskedSite {
    private final String name;

    // of the journal
    private RunJournal.@Nullable Entry submitted;
    private RunJournal.@Nullable Entry answered;
    private @Nullable String leftOut;
    private int attempts;

    // of the process that is waited for
    private @Nullable String pending;
    private int attempt;
    private boolean resumed;
    private long heard;

    private @Nullable Long due;
    private int losses;

    // what came of it: one of them, in the end
    private @Nullable Signed<PlanMessage> plan;
    private @Nullable MissingSite missing;

    AskedSite(String name) {
      this.name = name;
    }

    boolean isOpen() {
      return pending != null || due != null;
    }
  }

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
    spec.sites().forEach(site -> sites.put(site, new AskedSite(site)));
  }

  /** What the sites answered, in the order of the study. */
  record Outcome(List<Signed<PlanMessage>> plans, List<MissingSite> missing) {}

  Outcome run() throws InterruptedException {
    journal.entries().forEach(this::recall);
    for (AskedSite site : sites.values()) {
      begin(site);
    }
    while (sites.values().stream().anyMatch(AskedSite::isOpen)) {
      for (AskedSite site : sites.values()) {
        Long due = site.due;
        if (due != null && due - System.nanoTime() <= 0) {
          submit(site);
        } else if (site.pending != null) {
          look(site, site.pending);
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    leaveOutTheOdd();
    return new Outcome(each(site -> site.plan), each(site -> site.missing));
  }

  private <T> List<T> each(Function<AskedSite, @Nullable T> what) {
    return sites.values().stream().map(what).filter(Objects::nonNull).toList();
  }

  /**
   * Leaves out whose plan does not go with the same plans of most: only such are added that promise
   * one protection. Where no protection has most, the run ends.
   */
  private void leaveOutTheOdd() {
    Map<String, Long> counts =
        each(site -> site.plan).stream()
            .collect(Collectors.groupingBy(PlanPhase::protection, Collectors.counting()));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    if (counts.values().stream().filter(count -> count == most).count() != 1) {
      return;
    }
    for (AskedSite site : sites.values()) {
      Signed<PlanMessage> plan = site.plan;
      if (plan != null && counts.getOrDefault(protection(plan), 0L) < most) {
        String reason = "its batches are " + protection(plan) + ", those of others not";
        site.plan = null;
        leaveOut(site, new MissingSite(site.name, reason));
      }
    }
  }

  private static String protection(Signed<PlanMessage> plan) {
    return plan.message().terms().protection();
  }

  private void recall(RunJournal.Entry entry) {
    switch (entry.event()) {
      case ASK -> site(entry).attempts = entry.attempt() + 1;
      case PLAN -> {
        AskedSite site = site(entry);
        site.submitted = entry;
        site.answered = null;
        site.leftOut = null;
      }
      case ANSWER -> site(entry).answered = entry;
      case MISSING -> site(entry).leftOut = entry.text();
      case BATCH, COMBINE -> settled = true;
      case RUN, RESULT, OPEN, DONE, REFUSED, ADD, ADDED -> {
        // says nothing of a site
      }
    }
  }

  /**
   * Returns the site that an entry is of; one that the study does not ask any more is forgotten.
   */
  private AskedSite site(RunJournal.Entry entry) {
    return sites.getOrDefault(entry.name(), new AskedSite(entry.name()));
  }

  /** Takes what the journal has of a site, or asks it. */
  private void begin(AskedSite site) throws InterruptedException {
    String reason = site.leftOut;
    RunJournal.Entry before = site.submitted;
    if (settled && reason != null) {
      leaveOut(site, new MissingSite(site.name, reason));
    } else if (isKept(site)) {
      return;
    } else if (before == null || reason != null || site.answered != null) {
      submit(site);
    } else {
      site.pending = before.process();
      site.attempt = before.attempt();
      site.resumed = true;
    }
  }

  /** Takes the answer of a site from the journal, if it has one that is believed. */
  private boolean isKept(AskedSite site) {
    RunJournal.Entry entry = site.answered;
    if (entry == null) {
      return false;
    }
    try {
      take(site, check.plan(site.name, entry.process(), entry.attempt(), entry.text()));
      return true;
    } catch (JobException e) {
      // other signers are known by now: the site is asked again
      return false;
    }
  }

  /**
   * Asks a site. It answers each attempt for one process alone, so every submission is an attempt
   * of its own: also one that repeats another whose reply was lost, or that a crash left
   * unrecorded.
   */
  private void submit(AskedSite site) throws InterruptedException {
    site.due = null;
    site.resumed = false;
    site.heard = 0;
    site.pending =
        colony.submit(
            () -> {
              site.attempt = site.attempts++;
              journal.submitted(RunJournal.Event.ASK, site.name, site.attempt, "", "");
              return call(site.name, site.attempt);
            });
    journal.submitted(RunJournal.Event.PLAN, site.name, site.attempt, site.pending, "");
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

  private void look(AskedSite site, String id) throws InterruptedException {
    Optional<Process> found = colony.find(id);
    if (found.isEmpty()) {
      site.pending = null;
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
    site.pending = null;
    if (process.state() == ProcessState.SUCCESS) {
      read(site, process);
    } else {
      failed(site, reason(site.name, process));
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

  private void read(AskedSite site, Process process) {
    String id = process.processId();
    Answer<Signed<?>> answer =
        Answer.read(process, text -> check.plan(site.name, id, site.attempt, text));
    Signed<?> signed = answer.value();
    if (signed != null) {
      journal.keep(RunJournal.Event.ANSWER, site.name, site.attempt, id, process.out().get(0));
      take(site, signed);
    } else if (answer.cause() == Answer.Cause.SERVER) {
      lost(site, answer.trouble());
    } else {
      failed(site, answer.trouble());
    }
  }

  /** Asks a site again whose answer the server lost. */
  private void lost(AskedSite site, String trouble) {
    int failures = site.resumed ? 0 : ++site.losses;
    if (failures < Attempts.MOST) {
      again(site, trouble, failures);
    } else {
      keepMissing(site, "failed: the server loses its answers");
    }
  }

  /** Leaves a site out, or asks it again if it failed in an earlier run of the driver. */
  private void failed(AskedSite site, String trouble) {
    if (site.resumed && !settled) {
      again(site, trouble, 0);
    } else {
      keepMissing(site, trouble);
    }
  }

  private void again(AskedSite site, String trouble, int failures) {
    Duration pause =
        retries.again("plan of site " + site.name, Answer.Cause.SERVER, trouble, failures);
    site.due = System.nanoTime() + pause.toNanos();
  }

  private void listen(AskedSite site, String id) {
    List<ChannelEntry> entries = colony.channel(id, site.heard);
    site.heard += entries.size();
    if (!entries.isEmpty()) {
      listener.reading(site.name, entries.get(entries.size() - 1).text());
    }
  }

  private void take(AskedSite site, Signed<?> answer) {
    if (answer.message() instanceof AbstainedMessage abstained) {
      leaveOut(site, abstained.missing());
    } else {
      Signed<PlanMessage> plan = answer.as("plan of site " + site.name, PlanMessage.class);
      site.plan = plan;
      listener.planned(plan.message());
    }
  }

  private void keepMissing(AskedSite site, String reason) {
    MissingSite left = new MissingSite(site.name, reason.strip().replaceAll("\\s+", " "));
    journal.keep(RunJournal.Event.MISSING, site.name, site.attempt, "", left.reason());
    leaveOut(site, left);
  }

  private void leaveOut(AskedSite site, MissingSite left) {
    site.missing = left;
    listener.missing(left);
  }
}
