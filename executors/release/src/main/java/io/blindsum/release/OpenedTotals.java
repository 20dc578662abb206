package io.blindsum.release;

import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.frame.SummedStream;
import io.blindsum.frame.WeightTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.KeyGate;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Noise;
import io.blindsum.release.result.Receipt;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Study;
import io.blindsum.release.result.Unit;
import io.blindsum.release.rule.Gate;
import io.blindsum.release.rule.Release;
import io.blindsum.release.statistic.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Exact totals in clear, of which nothing may be shown before a rule was applied.
 *
 * @param header what their frame says of itself
 * @param digest of the frame's trailer
 * @param groups all that they open to
 * @param backend what computed the decryption
 */
public record OpenedTotals(
    FrameHeader header, String digest, List<GroupTotals> groups, String backend) {
  private static final Column ROWS = new Column("rows", "Rows", Unit.PEOPLE, Format.WHOLE);
  private static final Column CIPHERTEXTS =
      new Column("ciphertexts", "Ciphertexts", Unit.NONE, Format.WHOLE);

  /** Keeps the groups. */
  public OpenedTotals {
    groups = List.copyOf(groups);
  }

  /**
   * Returns what may be shown, with every statistic that follows from the totals.
   *
   * @param rule what may be shown
   * @param signatures whose word the totals are; nobody's for those without a receipt
   */
  public ReleasedResult release(ReleaseRule rule, List<Receipt.Signature> signatures) {
    SlotLayout layout = SlotLayout.parse(header.layout());
    Optional<Noise> noise =
        layout
            .slotNoise()
            .map(spread -> new Noise(layout.noise().orElseThrow().toString(), spread.words()));
    return noise.isPresent()
        ? release(rule.withoutRounding(), noise, signatures)
        : release(rule, noise, signatures);
  }

  private ReleasedResult release(
      ReleaseRule rule, Optional<Noise> noise, List<Receipt.Signature> signatures) {
    Statistics statistics =
        noise.isPresent()
            ? Statistics.ofNoise(shownGroups(), rule)
            : new Statistics(shownGroups(), rule);
    return new ReleasedResult(
        study(rule),
        rule.minCell(),
        rule.rounding(),
        noise,
        statistics.totals(),
        statistics.results(),
        statistics.gate().proof(),
        receipt(statistics.gate(), rule, signatures));
  }

  /** Returns the groups without those of rows that lack a value where no row does. */
  private List<GroupTotals> shownGroups() {
    return groups.stream()
        .filter(group -> header.weights() != null || !group.isMissing() || group.rows() > 0)
        .toList();
  }

  private Study study(ReleaseRule rule) {
    return new Study(
        header.study(),
        header.key().fingerprint(),
        header.key().modulusBits(),
        backend,
        KeyGate.isInsecure(header.key()),
        header.manifest().sites(),
        rule.rounded(header.manifest().rows()),
        rule.rounded(header.manifest().rejected()),
        Optional.ofNullable(header.weights()).map(OpenedTotals::weights),
        Optional.ofNullable(header.question()).map(question -> question.hash()),
        question(SlotLayout.parse(header.layout())));
  }

  /** Returns what a report has of the weights of a weighted sum. */
  public static Study.Weights weights(WeightTotals weights) {
    return new Study.Weights(weights.digest(), weights.sum(), weights.magnitude());
  }

  private static Study.Question question(SlotLayout layout) {
    return new Study.Question(
        layout.columns().stream().map(Object::toString).toList(),
        layout.groupBy().texts(),
        layout.statistics().stream().map(Object::toString).toList(),
        layout.mode().text(),
        layout.maxRows());
  }

  private Receipt receipt(Gate gate, ReleaseRule rule, List<Receipt.Signature> signatures) {
    return new Receipt(
        digest,
        header.protection().text(),
        header.blinding(),
        header.creator(),
        streams(gate, rule),
        signatures);
  }

  /** Returns what was added; the rows of a small stream are hidden like any small count. */
  private List<Receipt.Stream> streams(Gate gate, ReleaseRule rule) {
    List<SummedStream> streams = header.manifest().streams();
    List<Release> releases = gate.list(streams.stream().map(SummedStream::rows).toList());
    List<Receipt.Stream> all = new ArrayList<>();
    for (int i = 0; i < streams.size(); i++) {
      SummedStream stream = streams.get(i);
      Figure rows = gate.count(ROWS, stream.rows(), releases.get(i));
      // in a wide layout they are the rows
      Figure ciphertexts =
          rows.isHidden() || rule.rounding() > 1
              ? gate.derived(CIPHERTEXTS)
              : Figure.shown(CIPHERTEXTS, stream.ciphertexts());
      all.add(
          new Receipt.Stream(
              stream.site(),
              stream.streamId(),
              stream.digest(),
              rows,
              stream.batches(),
              ciphertexts));
    }
    return all;
  }
}
