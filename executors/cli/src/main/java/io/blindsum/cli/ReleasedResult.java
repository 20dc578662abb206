package io.blindsum.cli;

import io.blindsum.cli.command.SumCommand;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.SummedStream;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.SlotLayout;
import io.blindsum.question.GroupColumn;
import io.blindsum.stats.SmallCells.Release;
import io.blindsum.study.ResultCheck.Signer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What may be shown of decrypted totals: everything that is printed or drawn is taken from here.
 */
public final class ReleasedResult {
  private final EncryptedTotals totals;
  private final List<GroupTotals> groups;
  private final int minCell;
  private final List<Signer> signers;
  private final Disclosure disclosure;

  /**
   * Shows counts of 0 and from {@code minCell} up.
   *
   * @param signers who signed the totals
   */
  public ReleasedResult(
      EncryptedTotals totals, List<GroupTotals> groups, int minCell, List<Signer> signers) {
    this.totals = totals;
    this.groups = List.copyOf(groups);
    this.minCell = minCell;
    this.signers = List.copyOf(signers);
    this.disclosure = new Disclosure(groups, minCell);
  }

  public FrameHeader header() {
    return totals.header();
  }

  List<String> sites() {
    return SumCommand.sites(header().manifest().streams());
  }

  /** Returns the lines of the table and of the statistics. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(new TotalsReport(groups, disclosure).lines());
    lines.addAll(new StatisticsReport(groups, disclosure).lines());
    return lines;
  }

  /** Returns the totals as CSV. */
  List<String> csv() {
    return new TotalsReport(groups, disclosure).csv();
  }

  /** Returns the members of the JSON result. */
  public Map<String, Object> toJson(String backend) {
    FrameHeader header = header();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("study", header.study());
    json.put("key", header.key().fingerprint());
    json.put("bits", header.key().modulusBits());
    json.put("backend", backend);
    json.put("insecure", KeyOptions.isInsecure(header.key()));
    json.put("sites", sites());
    json.put("rows", header.manifest().rows());
    json.put("rejected", header.manifest().rejected());
    if (header.weights() != null) {
      json.put("weights", SumCommand.json(header.weights()));
    }
    if (!signers.isEmpty()) {
      json.put("signers", SignerOptions.json(signers));
    }
    json.put("min_cell", minCell);
    if (header.query() != null) {
      json.put("query", header.query().hash());
    }
    json.put("asked", asked(SlotLayout.parse(header.layout())));
    json.put("groups", new TotalsReport(groups, disclosure).toJson());
    json.put("statistics", new StatisticsReport(groups, disclosure).toJson());
    json.put("receipt", receipt());
    return json;
  }

  private static Map<String, Object> asked(SlotLayout layout) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("columns", layout.columns().stream().map(Object::toString).toList());
    json.put("group_by", layout.groupBy().columns().stream().map(GroupColumn::toString).toList());
    json.put("statistics", layout.statistics().stream().map(Object::toString).toList());
    json.put("layout", layout.mode().name().toLowerCase(Locale.ROOT));
    json.put("max_rows", layout.maxRows());
    return json;
  }

  private Map<String, Object> receipt() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("digest", totals.digest());
    json.put("protection", header().protection().text());
    json.put("blinding", header().blinding());
    json.put("creator", header().creator());
    json.put("streams", streams());
    return json;
  }

  /** Returns what was added; the rows of a small stream are hidden like any small count. */
  private List<Map<String, Object>> streams() {
    List<SummedStream> streams = header().manifest().streams();
    List<Release> releases =
        disclosure.counts(
            streams.stream().map(SummedStream::rows).toList(), header().manifest().rows());
    List<Map<String, Object>> list = new ArrayList<>();
    for (int i = 0; i < streams.size(); i++) {
      SummedStream stream = streams.get(i);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("site", stream.site());
      json.put("stream", stream.streamId());
      json.put("digest", stream.digest());
      json.put("rows", disclosure.json(releases.get(i), stream.rows()));
      json.put("batches", stream.batches());
      if (releases.get(i) == Release.SHOWN) {
        // in a wide layout they are the rows
        json.put("ciphertexts", stream.ciphertexts());
      }
      list.add(json);
    }
    return list;
  }
}
