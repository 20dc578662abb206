package io.blindsum.study;

import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.Functions;
import io.blindsum.messages.MessageSize;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SignedPlans;
import io.blindsum.messages.SiteBatches;
import io.blindsum.messages.SiteTally;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TotalRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has partial results combined to the result: all at once if they fit into one message, or as a
 * tree of subtotals, of which each message is as short.
 */
final class CombinePhase implements Attempts.Step<Signed<ResultMessage>> {
  private static final String RESULT = "result";

  /** What an answer says of a site beside its signature, and the manifest of its frame too. */
  private static final int SITE_CHARS = 1_000;

  private final RunColony colony;
  private final StudyRequest spec;
  private final AnswerCheck check;
  private final RunJournal journal;
  private final Attempts attempts;
  private final PlanPhase.Outcome sites;
  private final BatchPhase batches;
  private final Subtotals subtotals;
  private final int mostBytes;
  private Combination combination;
  private RunJournal.@Nullable Entry submitted;

  /**
   * Prepares the phase; has the batches of all units added first.
   *
   * @param mostBytes of a message by which partial results are added
   */
  CombinePhase(
      RunColony colony,
      StudyRequest spec,
      AnswerCheck check,
      RunJournal journal,
      Attempts attempts,
      PlanPhase.Outcome sites,
      BatchPhase batches,
      int mostBytes)
      throws InterruptedException {
    this.colony = colony;
    this.spec = spec;
    this.check = check;
    this.journal = journal;
    this.attempts = attempts;
    this.sites = sites;
    this.batches = batches;
    this.subtotals =
        new Subtotals(
            colony, spec, check, journal, attempts, sites.plans().get(0).message().terms());
    this.mostBytes = mostBytes;
    this.combination = combination();
  }

  Signed<ResultMessage> run() throws InterruptedException {
    for (RunJournal.Entry entry : journal.entries()) {
      if (entry.event() == RunJournal.Event.COMBINE) {
        submitted = entry;
      }
    }
    boolean resumed = submitted != null;
    if (!resumed) {
      submit();
    }
    return attempts.get("the result", resumed, this);
  }

  private Combination combination() throws InterruptedException {
    List<String> partialResults = batches.run();
    long chars = partialResults.stream().mapToLong(MessageSize::chars).sum();
    if (partialResults.size() <= 2 || 2 * MessageSize.ofChars(chars) <= mostBytes) {
      AtOnce whole = new AtOnce(request(partialResults), check, batches);
      // the answer is no longer than what is asked
      if (partialResults.size() <= 2 || 2 * MessageSize.of(whole.arguments()) <= mostBytes) {
        return whole;
      }
    }
    List<SumPart> parts = new ArrayList<>();
    for (int i = 0; i < partialResults.size(); i++) {
      parts.add(new PartialPart(batches, i, check));
    }
    return ofSubtotals(parts);
  }

  @Override
  public Optional<Answer<Signed<ResultMessage>>> look() throws InterruptedException {
    return colony.look(submitted == null ? "" : submitted.process(), this::read);
  }

  private Answer<Signed<ResultMessage>> read(Process process) {
    return process.state() == ProcessState.SUCCESS
        ? Answer.read(process, combination::read)
        : Answer.failed(process, combination::refuse);
  }

  @Override
  public void submit() throws InterruptedException {
    if (submitted != null) {
      // a cloud may have refused one of its parts
      combination = combination();
    }
    FunctionSpec call =
        colony
            .call(combination.function(), combination.arguments(), Functions.CLOUD_EXECUTOR_TYPE)
            .maxExecSeconds(spec.batchSeconds())
            .label(spec.plan().study())
            .build();
    int attempt = submitted == null ? 0 : submitted.attempt() + 1;
    submitted =
        journal.submitted(RunJournal.Event.COMBINE, RESULT, attempt, colony.submit(call), "");
  }

  private CombineRequest request(List<String> partialResults) {
    return new CombineRequest(
        journal.run(),
        spec.plan().study(),
        spec.plan().publicKey(),
        partialResults,
        sites.plans(),
        sites.missing());
  }

  /** Has subtotals of subtotals made, until the last fit into one message. */
  private OfSubtotals ofSubtotals(List<SumPart> leaves) throws InterruptedException {
    List<SumPart> level = leaves;
    TotalRequest last = total(level);
    while (!fits(last, level)) {
      level = subtotals.add(Parcels.of(level, subtotals, mostBytes).list());
      last = total(level);
    }
    return new OfSubtotals(last, level, roots(level), check);
  }

  private TotalRequest total(List<SumPart> level) throws InterruptedException {
    List<String> texts = new ArrayList<>();
    for (SumPart part : level) {
      texts.add(part.text());
    }
    return new TotalRequest(
        journal.run(),
        spec.plan().study(),
        spec.plan().publicKey(),
        texts,
        new SignedPlans(sites.plans(), true),
        sites.missing());
  }

  /** Tells whether the last message, with its answer, is short, or cannot be any shorter. */
  private boolean fits(TotalRequest last, List<SumPart> level) throws InterruptedException {
    if (level.size() <= 2) {
      return true;
    }
    long chars = 0;
    for (String text : last.partialResults()) {
      chars += MessageSize.chars(text);
    }
    if (MessageSize.ofChars(chars) > mostBytes) {
      return false;
    }
    long answer = chars / last.partialResults().size();
    for (Signed<PlanMessage> plan : sites.plans()) {
      answer += MessageSize.chars(plan.signature()) + SITE_CHARS;
    }
    return MessageSize.of(last.arguments()) + MessageSize.ofChars(answer) <= mostBytes;
  }

  private List<String> roots(List<SumPart> level) throws InterruptedException {
    SiteTally tally = new SiteTally();
    for (SumPart part : level) {
      part.sites().forEach(tally::add);
    }
    Map<String, String> roots =
        tally.join(RESULT).stream().collect(Collectors.toMap(SiteBatches::site, SiteBatches::root));
    return sites.plans().stream()
        .map(plan -> roots.getOrDefault(plan.message().site(), ""))
        .toList();
  }
}
