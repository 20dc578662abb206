package io.blindsum.study;

import io.blindsum.messages.SiteBatches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The partial result of a unit. */
final class PartialPart implements SumPart {
  private final BatchPhase batches;
  private final int index;
  private final AnswerCheck check;
  private @Nullable String read;
  private List<SiteBatches> sites = List.of();

  /**
   * Makes the part.
   *
   * @param index of the unit
   */
  PartialPart(BatchPhase batches, int index, AnswerCheck check) {
    this.batches = batches;
    this.index = index;
    this.check = check;
  }

  @Override
  public String text() throws InterruptedException {
    return batches.text(index);
  }

  @Override
  public List<SiteBatches> sites() throws InterruptedException {
    String text = text();
    if (!text.equals(read)) {
      sites = check.sites(batches.unit(index), text);
      read = text;
    }
    return sites;
  }

  @Override
  public void refuse() {
    batches.refuse(index);
  }

  @Override
  public Place place() {
    BatchUnit unit = batches.unit(index);
    return new Place(unit.number(), 1, unit.group(), unit.group());
  }
}
