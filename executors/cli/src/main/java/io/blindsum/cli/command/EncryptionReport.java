package io.blindsum.cli.command;

import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.TableReport;
import io.blindsum.cohort.DataReport;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameTotals;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.KeyGate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code encrypt} says of a cohort that it encrypted.
 *
 * @param totals of the frame
 * @param rows what became of the rows
 * @param table of the fast blinding
 * @param pooled how many blinding values came from a pool
 * @param seconds how long it took
 * @param backend that computed
 */
record EncryptionReport(
    FrameHeader header,
    SlotLayout layout,
    FrameTotals totals,
    DataReport rows,
    Optional<TableReport> table,
    long pooled,
    double seconds,
    String backend) {

  List<String> lines(String file) {
    List<String> lines = new ArrayList<>(rows.lines());
    lines.add(
        String.format(
            Locale.ROOT,
            "encrypted %s into %s, %s each, in %.1f s (%,.0f rows/s)",
            Text.count(totals.rows(), "row"),
            Text.count(totals.ciphertexts(), "ciphertext"),
            Text.bytes(header.key().ciphertextBytes()),
            seconds,
            rows.rows() / seconds));
    lines.add(
        "%s: key %s, %s bits, %s, blinding %s, %s rows a ciphertext, %s ciphertexts a row, %s"
            .formatted(
                file,
                Text.shortKey(header.key().fingerprint()),
                header.key().modulusBits(),
                backend,
                header.blinding(),
                layout.recordsPerPlaintext(),
                layout.plaintextsPerRecord(),
                header.protection().text()));
    table.map(TableReport::line).ifPresent(lines::add);
    return lines;
  }

  Map<String, Object> json(String file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("study", header.study());
    json.put("site", header.site());
    json.put("key", header.key().fingerprint());
    json.put("bits", header.key().modulusBits());
    json.put("insecure", KeyGate.isInsecure(header.key()));
    json.put("backend", backend);
    json.put("blinding", header.blinding());
    json.put("protection", header.protection().text());
    json.put("pooled", pooled);
    json.put("rows", totals.rows());
    json.put("rejected", totals.rejected());
    json.put("missing", rows.missingValues());
    json.put("clamped", rows.clampedValues());
    json.put("batches", totals.batches());
    json.put("ciphertexts", totals.ciphertexts());
    json.put("rows_per_ciphertext", layout.recordsPerPlaintext());
    json.put("ciphertexts_per_row", layout.plaintextsPerRecord());
    json.put("seconds", Math.round(seconds * 1000) / 1000.0);
    json.put("rows_per_second", Math.round(rows.rows() / seconds));
    table.ifPresent(made -> made.addTo(json));
    return json;
  }
}
