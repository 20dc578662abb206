package io.blindsum.study;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyException;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.Message;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run has submitted, found by its journal: to look at, or to cancel. */
public final class SubmittedRun {
  private static final String OPENING = "opening";

  private final RunColony colony;
  private final ColonyClient client;
  private final Collection<RunJournal.Entry> plans;
  private final Collection<RunJournal.Entry> batches;
  private final Collection<RunJournal.Entry> subtotals;
  private final Set<String> done = new HashSet<>();
  private final Map<String, String> answers = new HashMap<>();
  private final Optional<RunJournal.Entry> result;
  private final Optional<RunJournal.Entry> opening;

  private SubmittedRun(ColonyClient client, List<RunJournal.Entry> entries) {
    this.client = client;
    this.colony = new RunColony(client);
    this.plans = latest(entries, RunJournal.Event.PLAN);
    this.batches = latest(entries, RunJournal.Event.BATCH);
    this.subtotals = latest(entries, RunJournal.Event.ADD);
    this.result = latest(entries, RunJournal.Event.COMBINE).stream().findFirst();
    this.opening = latest(entries, RunJournal.Event.OPEN).stream().findFirst();
    entries.stream()
        .filter(
            entry ->
                entry.event() == RunJournal.Event.DONE || entry.event() == RunJournal.Event.ADDED)
        .forEach(entry -> done.add(entry.name()));
    entries.stream()
        .filter(entry -> entry.event() == RunJournal.Event.ANSWER)
        .forEach(entry -> answers.put(entry.process(), entry.text()));
  }

  /**
   * What the server says of one thing that was submitted.
   *
   * @param name the site's plan, the batch, or the result
   * @param state as the server has it; FAILED also for what it knows no more
   * @param note more about it, in a line for people; may be empty
   */
  public record Step(String name, ProcessState state, String note) {}

  /**
   * Finds what a journal names, also while a run writes it.
   *
   * @throws StudyException if there is none, or it cannot be read
   */
  public static SubmittedRun of(ColonyClient client, Path journal) {
    return new SubmittedRun(client, RunJournal.read(journal));
  }

  /** Finds what a journal names that no run writes any more. */
  public static SubmittedRun of(ColonyClient client, RunJournal journal) {
    return new SubmittedRun(client, journal.entries());
  }

  /** Keeps the last attempt of each name. */
  private static Collection<RunJournal.Entry> latest(
      List<RunJournal.Entry> entries, RunJournal.Event event) {
    Map<String, RunJournal.Entry> latest = new LinkedHashMap<>();
    entries.stream()
        .filter(entry -> entry.event() == event)
        .forEach(entry -> latest.put(entry.name(), entry));
    return latest.values();
  }

  /** Returns every step that was submitted, the plans first. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (RunJournal.Entry plan : plans) {
      steps.add(planStep(plan));
    }
    for (RunJournal.Entry batch : batches) {
      steps.add(addedStep("batch ", batch));
    }
    for (RunJournal.Entry subtotal : subtotals) {
      steps.add(addedStep("subtotal ", subtotal));
    }
    if (result.isPresent()) {
      steps.add(step("result", find(result.get().process())));
    }
    if (opening.isPresent()) {
      steps.add(step(OPENING, find(opening.get().process())));
    }
    return steps;
  }

  private Step planStep(RunJournal.Entry entry) {
    String name = "plan of " + entry.name();
    String answer = answers.get(entry.process());
    if (answer != null) {
      return new Step(name, ProcessState.SUCCESS, note(name, answer));
    }
    Optional<Process> process = find(entry.process());
    return process.isPresent() && process.get().out().size() == 1
        ? new Step(name, process.get().state(), note(name, process.get().out().get(0)))
        : step(name, process);
  }

  private static String note(String name, String answer) {
    Message message;
    try {
      message = Signed.parse(name, answer).message();
    } catch (MessageException e) {
      return String.valueOf(e.getMessage());
    }
    return message instanceof PlanMessage plan
        ? String.format(Locale.ROOT, "%,d rows, %,d batches", plan.rows(), plan.batches())
        : message instanceof AbstainedMessage abstained
            ? "abstains: " + abstained.missing().reason()
            : "";
  }

  private Step addedStep(String kind, RunJournal.Entry entry) {
    String name = kind + entry.name();
    return done.contains(entry.name())
        ? new Step(name, ProcessState.SUCCESS, "")
        : step(name, find(entry.process()));
  }

  /** Reads a process; empty if the server knows it no more. */
  private Optional<Process> find(String id) {
    try {
      return Optional.of(client.getProcess(id));
    } catch (ColonyException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Step step(String name, Optional<Process> process) {
    return process
        .map(found -> new Step(name, found.state(), String.join("; ", found.errors())))
        .orElse(new Step(name, ProcessState.FAILED, "the server knows it no more"));
  }

  /**
   * Cancels what has not ended, and lets the sites remove what they kept for the run.
   *
   * @return what was cancelled
   */
  public List<Step> cancel() throws InterruptedException {
    List<Step> cancelled = new ArrayList<>();
    if (opening.isPresent()) {
      cancel(OPENING, opening.get(), cancelled);
    }
    if (result.isPresent()) {
      cancel("result", result.get(), cancelled);
    }
    cancelOpen("subtotal ", subtotals, cancelled);
    cancelOpen("batch ", batches, cancelled);
    for (RunJournal.Entry plan : plans) {
      cancel("plan of " + plan.name(), plan, cancelled);
      removePlan(plan);
    }
    return cancelled;
  }

  private void cancelOpen(String kind, Collection<RunJournal.Entry> entries, List<Step> cancelled) {
    for (RunJournal.Entry entry : entries) {
      if (!done.contains(entry.name())) {
        cancel(kind + entry.name(), entry, cancelled);
      }
    }
  }

  private void cancel(String name, RunJournal.Entry entry, List<Step> cancelled) {
    Optional<Process> process = find(entry.process());
    if (process.isEmpty() || process.get().state().isFinal()) {
      return;
    }
    try {
      if (entry.graph().isEmpty()) {
        client.cancelProcess(entry.process());
      } else {
        client.cancelProcessGraph(entry.graph());
      }
      cancelled.add(new Step(name, process.get().state(), ""));
    } catch (ColonyException e) {
      if (!client.getProcess(entry.process()).state().isFinal()) {
        throw e;
      }
      // it ended by itself meanwhile
    }
  }

  private void removePlan(RunJournal.Entry entry) throws InterruptedException {
    Optional<Process> process = find(entry.process());
    if (process.isPresent() && process.get().state() == ProcessState.SUCCESS) {
      Object publicKey = process.get().spec().kwargs().get(Functions.KEY_ARGUMENT);
      colony.removePlan(entry.name(), entry.run(), entry.process(), String.valueOf(publicKey));
    }
  }
}
