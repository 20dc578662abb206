package io.blindsum.study;

import io.blindsum.colony.ChannelEntry;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Functions;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks every site for its plan, all at once, and waits for the answers. */
final class PlanPhase {
  private static final int MAX_ATTEMPTS = 3;

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
      RunListener listener) {
    this.colony = colony;
    this.spec = spec;
    this.check = check;
    this.researcher = researcher;
    this.journal = journal;
    this.listener = listener;
  }

  /** What the sites answered, in the order of the study. */
  record Outcome(List<Signed<PlanMessage>> plans, List<MissingSite> missing) {}

  Outcome run() throws InterruptedException {
    for (RunJournal.Entry entry : journal.entries()) {
      if (entry.event() == RunJournal.Event.ASK) {
        attempts.put(entry.name(), entry.attempt() + 1);
      } else if (entry.event() == RunJournal.Event.PLAN) {
        pending.put(entry.name(), entry.process());
        planned.put(entry.name(), entry.attempt());
      }
    }
    for (String site : spec.sites()) {
      if (!pending.containsKey(site)) {
        submit(site);
      }
    }
    while (!pending.isEmpty()) {
      for (String site : List.copyOf(pending.keySet())) {
        look(site);
      }
      Thread.sleep(pending.isEmpty() ? 0 : PAUSE_MILLIS);
    }
    return new Outcome(inOrder(plans), inOrder(missing));
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
    String id =
        colony.submit(
            () -> {
              int attempt = attempts.merge(site, 1, Integer::sum) - 1;
              journal.add(RunJournal.Event.ASK, site, attempt, "", "");
              return call(site, attempt);
            });
    int attempt = attempts.getOrDefault(site, 1) - 1;
    journal.add(RunJournal.Event.PLAN, site, attempt, id, "");
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
    Process process = colony.process(id);
    if (process.state() == ProcessState.RUNNING) {
      listen(site, id);
    }
    if (!process.state().isFinal()) {
      return;
    }
    pending.remove(site);
    if (process.state() == ProcessState.FAILED && !process.assigned()) {
      leaveOut(
          site,
          "no executor of type %s took the plan within %d s"
              .formatted(Functions.hospitalExecutorType(site), spec.waitSeconds()));
    } else if (process.state() == ProcessState.CANCELLED) {
      leaveOut(site, "the plan was cancelled");
    } else if (process.state() != ProcessState.SUCCESS) {
      leaveOut(site, "failed: " + String.join("; ", process.errors()));
    } else if (process.out().size() == 1) {
      answer(site, id, process.out().get(0));
    } else if (lost.merge(site, 1, Integer::sum) < MAX_ATTEMPTS) {
      listener.repeated("plan of site " + site, "the server lost its output");
      submit(site);
    } else {
      leaveOut(site, "failed: the server loses its answers");
    }
  }

  private void listen(String site, String id) {
    long after = heard.getOrDefault(site, 0L);
    List<ChannelEntry> entries = colony.channel(id, after);
    heard.put(site, after + entries.size());
    if (!entries.isEmpty()) {
      listener.reading(site, entries.get(entries.size() - 1).text());
    }
  }

  private void answer(String site, String id, String text) {
    Signed<?> answer = check.plan(site, id, planned.getOrDefault(site, 0), text);
    if (answer.message() instanceof AbstainedMessage abstained) {
      leaveOut(abstained.missing());
    } else {
      Signed<PlanMessage> plan = answer.as("plan of site " + site, PlanMessage.class);
      plans.put(site, plan);
      listener.planned(plan.message());
    }
  }

  private void leaveOut(String site, String reason) {
    leaveOut(new MissingSite(site, reason.strip().replaceAll("\\s+", " ")));
  }

  private void leaveOut(MissingSite site) {
    missing.put(site.site(), site);
    listener.missing(site);
  }
}
