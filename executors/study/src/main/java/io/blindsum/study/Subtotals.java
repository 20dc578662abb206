package io.blindsum.study;

import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.RunTerms;
import io.blindsum.messages.SiteBatches;
import io.blindsum.messages.SiteTally;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.SubtotalRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has parts of a sum added to subtotals, and remembers in the journal which there are: one that is
 * there, and is of the parts as they are now, is not made again.
 */
final class Subtotals {
  private final RunColony colony;
  private final StudyRequest spec;
  private final AnswerCheck check;
  private final RunJournal journal;
  private final Attempts attempts;
  private final RunTerms terms;
  private final Map<String, RunJournal.Entry> submitted = new HashMap<>();
  private final Map<String, String> kept = new HashMap<>();

  Subtotals(
      RunColony colony,
      StudyRequest spec,
      AnswerCheck check,
      RunJournal journal,
      Attempts attempts,
      RunTerms terms) {
    this.colony = colony;
    this.spec = spec;
    this.check = check;
    this.journal = journal;
    this.attempts = attempts;
    this.terms = terms;
    for (RunJournal.Entry entry : journal.entries()) {
      switch (entry.event()) {
        case ADD -> submitted.put(entry.name(), entry);
        case ADDED -> kept.put(entry.name(), entry.text());
        case REFUSED -> forget(entry.name());
        default -> {
          // of a site, a unit or the result
        }
      }
    }
  }

  private void forget(String name) {
    kept.remove(name);
    submitted.remove(name);
  }

  /** Returns the arguments by which parts are added. */
  SubtotalRequest request(List<String> partialResults) {
    return new SubtotalRequest(spec.plan().publicKey(), terms, partialResults);
  }

  /**
   * Returns the subtotal of each parcel, of one part the part itself; a window of them is made at a
   * time.
   */
  List<SumPart> add(List<List<SumPart>> parcels) throws InterruptedException {
    List<SumPart> sums = new ArrayList<>();
    Window<String> window = new Window<>(() -> {});
    for (List<SumPart> parcel : parcels) {
      if (parcel.size() == 1) {
        sums.add(parcel.get(0));
        continue;
      }
      Subtotal subtotal = new Subtotal(parcel);
      sums.add(subtotal);
      if (subtotal.isKept()) {
        continue;
      }
      if (window.size() == spec.window()) {
        window.takeNext();
      }
      window.add(subtotal.begin(), subtotal::finish);
    }
    while (!window.isEmpty()) {
      window.takeNext();
    }
    return sums;
  }

  /** The sum of parts. */
  private final class Subtotal implements SumPart, Attempts.Step<String> {
    private final List<SumPart> parts;
    private final Place place;
    private @Nullable String text;
    private RunJournal.@Nullable Entry entry;

    Subtotal(List<SumPart> parts) {
      this.parts = parts;
      Place first = parts.get(0).place();
      Place last = parts.get(parts.size() - 1).place();
      // blocks of numbers are added within one group, and whole groups then
      int room = last.from() - first.from() + last.width();
      int width = Integer.highestOneBit(2 * room - 1);
      this.place = new Place(first.from(), width, first.firstGroup(), last.lastGroup());
    }

    @Override
    public Place place() {
      return place;
    }

    @Override
    public List<SiteBatches> sites() throws InterruptedException {
      SiteTally tally = new SiteTally();
      for (SumPart part : parts) {
        part.sites().forEach(tally::add);
      }
      return tally.join(title());
    }

    private String title() {
      return "subtotal " + place.name();
    }

    /** Takes it from the journal, if it is there and of these parts. */
    boolean isKept() throws InterruptedException {
      String before = kept.get(place.name());
      if (before == null) {
        return false;
      }
      try {
        check.subtotal(title(), sites(), before);
        text = before;
        return true;
      } catch (JobException e) {
        // of other batches, or other signers are known by now: it is added again
        return false;
      }
    }

    Attempts.Tried<String> begin() throws InterruptedException {
      return attempts.begin(title(), isSubmitted(), this);
    }

    /** Tells whether an earlier run of the driver submitted it; else submits it. */
    private boolean isSubmitted() throws InterruptedException {
      entry = submitted.get(place.name());
      if (entry == null) {
        submit();
        return false;
      }
      return true;
    }

    void finish(String sum) {
      RunJournal.Entry made = entry;
      journal.keep(
          RunJournal.Event.ADDED,
          place.name(),
          made == null ? 0 : made.attempt(),
          made == null ? "" : made.process(),
          sum);
      kept.put(place.name(), sum);
      text = sum;
    }

    @Override
    public String text() throws InterruptedException {
      if (text == null) {
        finish(attempts.get(title(), isSubmitted(), this));
      }
      return text == null ? "" : text;
    }

    @Override
    public void refuse() {
      journal.keep(RunJournal.Event.REFUSED, place.name(), 0, "", "");
      forget(place.name());
      text = null;
    }

    @Override
    public Optional<Answer<String>> look() throws InterruptedException {
      return colony.look(entry == null ? "" : entry.process(), this::read);
    }

    private Answer<String> read(Process process) throws InterruptedException {
      if (process.state() == ProcessState.SUCCESS) {
        List<SiteBatches> expected = sites();
        return Answer.read(process, read -> check.subtotal(title(), expected, read));
      }
      return Answer.failed(process, index -> refusePart(parts, index));
    }

    @Override
    public void submit() throws InterruptedException {
      List<String> texts = new ArrayList<>();
      for (SumPart part : parts) {
        texts.add(part.text());
      }
      FunctionSpec call =
          colony
              .call(Functions.SUBTOTAL, request(texts).arguments(), Functions.CLOUD_EXECUTOR_TYPE)
              .maxExecSeconds(spec.batchSeconds())
              .label(spec.plan().study())
              .build();
      RunJournal.Entry before = entry == null ? submitted.get(place.name()) : entry;
      int attempt = before == null ? 0 : before.attempt() + 1;
      entry =
          journal.submitted(RunJournal.Event.ADD, place.name(), attempt, colony.submit(call), "");
      submitted.put(place.name(), entry);
    }
  }

  /** Forgets the part that a cloud names: a stranger may have made it. */
  static void refusePart(List<SumPart> parts, int index) {
    if (index < parts.size()) {
      parts.get(index).refuse();
    }
  }
}
