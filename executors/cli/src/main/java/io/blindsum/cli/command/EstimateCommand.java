package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.BlindingOptions;
import io.blindsum.cli.option.ColumnOptions;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.EncryptionRate;
import io.blindsum.cli.option.InputFile;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.SourceOptions;
import io.blindsum.cli.option.TableReport;
import io.blindsum.cohort.CohortSource;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.PaillierPublicKey;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what an encryption will take. */
@Command(
    name = "estimate",
    sortOptions = false,
    description = {
      "Say what encrypt would take: time, bytes and memory. No record is encrypted.",
      "Takes the options of encrypt. The time is measured here and now, with zeros.",
    })
public final class EstimateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "INPUT", description = "The cohort's CSV file.")
  private String input = "";

  @Mixin private final KeyOptions keyOptions = new KeyOptions();
  @Mixin private final ColumnOptions columns = new ColumnOptions();
  @Mixin private final SourceOptions sourceOptions = new SourceOptions();
  @Mixin private final BlindingOptions blindingOptions = new BlindingOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    InputFile file = new InputFile(input);
    if (file.isStream()) {
      throw CommandException.usage("an estimate needs a file", "name the CSV file");
    }
    StoredPublicKey pub = keyOptions.read(common);
    PaillierPublicKey key = pub.key();
    SlotLayout layout = columns.layout(key.modulusBits());
    ModularArithmetic arithmetic = common.arithmetic();
    long start = System.nanoTime();
    long rows = readAll(file, layout);
    double readSeconds = (System.nanoTime() - start) / 1e9;
    long ciphertexts = BatchRows.ciphertexts(layout, rows);
    EncryptionRate rate =
        common.compute(() -> EncryptionRate.measure(pub, blindingOptions, ciphertexts, arithmetic));
    // reading runs beside the encryption, and takes a share of one core
    double share = readSeconds / common.threadCount();
    print(rows, layout, ciphertexts, rate, rate.seconds(ciphertexts) + share, key, arithmetic);
    return ExitCode.OK;
  }

  private long readAll(InputFile file, SlotLayout layout) {
    try (CohortSource source = sourceOptions.open(file, layout, columns)) {
      layout.inputs().forEach(column -> source.column(column.name()));
      while (source.next()) {
        // reading is part of the time
      }
      layout.requireLanes(source.row());
      layout.requireRows(source.row());
      return source.row();
    }
  }

  /** Returns the heap in use after what was read and encrypted here. */
  private static long usedHeap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Returns the bytes of the batches that encrypt holds: two of plaintexts, two of ciphertexts. */
  private static long batchBuffers(SlotLayout layout, PaillierPublicKey key) {
    long blocks = layout.plaintexts(BatchRows.of(layout));
    return 2 * blocks * (key.plaintextBytes() + key.ciphertextBytes());
  }

  private void print(
      long rows,
      SlotLayout layout,
      long ciphertexts,
      EncryptionRate rate,
      double seconds,
      PaillierPublicKey key,
      ModularArithmetic arithmetic) {
    long bytes = Math.multiplyExact(ciphertexts, (long) key.ciphertextBytes());
    long memory = usedHeap() + batchBuffers(layout, key) + rate.tableBytes();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", rows);
    json.put("ciphertexts", ciphertexts);
    json.put("rows_per_ciphertext", layout.recordsPerPlaintext());
    json.put("ciphertexts_per_row", layout.plaintextsPerRecord());
    json.put("bits_per_row", layout.recordBits());
    json.put("bytes", bytes);
    json.put("seconds", Math.round(seconds * 100) / 100.0);
    json.put("memory_bytes", memory);
    json.put("bits", key.modulusBits());
    json.put("backend", arithmetic.name());
    json.put("threads", common.threadCount());
    rate.table().ifPresent(table -> table.addTo(json));
    if (common.json) {
      System.out.println(Json.line(json));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%s, %d bits each, %d a ciphertext: %s, %s%n",
        Text.count(rows, "row"),
        layout.recordBits(),
        layout.recordsPerPlaintext(),
        Text.count(ciphertexts, "ciphertext"),
        Text.bytes(bytes));
    System.out.printf(
        Locale.ROOT,
        "about %.1f s on %d threads (%s, %d bits), about %s of memory%n",
        seconds,
        common.threadCount(),
        arithmetic.name(),
        key.modulusBits(),
        Text.bytes(memory));
    rate.table().map(TableReport::line).ifPresent(System.out::println);
  }
}
