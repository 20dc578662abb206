package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.InputFile;
import io.blindsum.cohort.CohortFile;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSource;
import io.blindsum.encoding.PrintableText;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.frame.SummedStream;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.KeyGate;
import io.blindsum.release.OpenedTotals;
import io.blindsum.release.render.JsonRenderer;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what a file is. */
@Command(
    name = "inspect",
    description = {
      "Say what a file is: a cohort, a key, encrypted records or totals.",
      "Reads frames to their end and checks every digest in them.",
    })
public final class InspectCommand implements Callable<Integer> {
  private static final byte[] FRAME_MAGIC = "BLINDSUM".getBytes(StandardCharsets.US_ASCII);

  @Parameters(paramLabel = "FILE", description = "A .csv, .pub, .key, .bsc or .bsr file.")
  private Path file = Path.of("");

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    print(describe());
    return ExitCode.OK;
  }

  private Map<String, Object> describe() throws IOException {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new CommandException(ExitCode.DATA, file + ": no such file", "check the path");
    }
    // a pipe is read once: what tells its kind is read again by who reads all of it
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
      in.mark(FRAME_MAGIC.length);
      byte[] head = in.readNBytes(FRAME_MAGIC.length);
      in.reset();
      return describe(in, head);
    }
  }

  private Map<String, Object> describe(InputStream in, byte[] head) {
    String name = String.valueOf(file.getFileName());
    String lower = name.toLowerCase(Locale.ROOT);
    if (Arrays.equals(head, FRAME_MAGIC) || lower.matches(".*\\.bs[cr]")) {
      try (FrameReader reader = FrameReader.open(Channels.newChannel(in), name)) {
        return frame(reader);
      }
    }
    boolean looksLikeKey = lower.endsWith(KeyFiles.PUBLIC_SUFFIX) || lower.endsWith(".key");
    if (!looksLikeKey && (head.length == 0 || head[0] != '{')) {
      try (CohortSource source = open(in, name)) {
        return cohort(source);
      }
    }
    if (InputFile.isStream(file)) {
      throw new CommandException(ExitCode.DATA, file + ": a key in a pipe", "name the key file");
    }
    return key();
  }

  private CohortSource open(InputStream in, String name) {
    return InputFile.isStream(file)
        ? CsvSource.read(in, name, Optional.empty())
        : CohortFile.open(file, Optional.empty());
  }

  private static Map<String, Object> frame(FrameReader reader) {
    FrameHeader header = reader.header();
    while (reader.next() != null) {
      // the reader checks each batch
    }
    FrameTotals totals = reader.totals();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", header.kind() == FrameKind.RECORDS ? "encrypted records" : "totals");
    json.put("study", header.study());
    json.put("site", header.site());
    json.put("key", header.key().fingerprint());
    json.put("bits", header.key().modulusBits());
    json.put("insecure", KeyGate.isInsecure(header.key()));
    json.put("protection", header.protection().text());
    json.put("blinding", header.blinding());
    json.put("creator", header.creator());
    json.put("rows", totals.rows());
    json.put("rejected", totals.rejected());
    json.put("batches", totals.batches());
    json.put("ciphertexts", totals.ciphertexts());
    json.put("max_rows", header.maxRows());
    layout(header, json);
    if (header.kind() == FrameKind.RESULT) {
      List<SummedStream> streams = header.manifest().streams();
      json.put("sites", header.manifest().sites());
      json.put("streams", streams.stream().map(SummedStream::digest).toList());
    }
    if (header.weights() != null) {
      json.put("weights", JsonRenderer.weights(OpenedTotals.weights(header.weights())));
    }
    if (header.question() != null) {
      json.put("query", header.question().hash());
      ReleaseRule rule = header.question().rule();
      json.put("min_cell", rule.minCell());
      json.put("rounding", rule.rounding());
      json.put("rows_per_parameter", rule.rowsPerParameter());
      json.put("hide_zeros", rule.hideZeros());
    }
    json.put("digest", totals.digest());
    return json;
  }

  private static void layout(FrameHeader header, Map<String, Object> json) {
    SlotLayout layout = SlotLayout.parse(header.layout());
    json.put("columns", layout.columns().stream().map(Object::toString).toList());
    json.put("group_by", layout.groupBy().texts());
    json.put("groups", layout.groupBy().size());
    json.put("layout", layout.mode().text());
    layout.noise().ifPresent(noise -> json.put("epsilon", noise.epsilon()));
    json.put("bits_per_row", layout.recordBits());
    json.put("rows_per_ciphertext", layout.recordsPerPlaintext());
    json.put("ciphertexts_per_row", layout.plaintextsPerRecord());
  }

  private Map<String, Object> key() {
    StoredPublicKey read = KeyFiles.readPublicHalf(file, KeyGate.forInsecureTestKeys());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "key");
    json.put("format", read.format().title());
    json.put("study", Objects.requireNonNullElse(read.study(), ""));
    json.put("key", read.key().fingerprint());
    json.put("bits", read.key().modulusBits());
    json.put("insecure", KeyGate.isInsecure(read.key()));
    return json;
  }

  private static Map<String, Object> cohort(CohortSource source) {
    while (source.next()) {
      // counts the rows, and finds what is malformed
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "cohort");
    json.put("rows", source.row());
    json.put("columns", source.columns());
    return json;
  }

  private void print(Map<String, Object> facts) {
    if (common.json) {
      System.out.println(Json.line(facts));
      return;
    }
    facts.forEach(
        (name, value) -> {
          String text = text(value);
          System.out.printf(
              "%-20s %s%n", name.replace('_', ' '), PrintableText.of(text, text.length()));
        });
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return String.join("  ", list.stream().map(Object::toString).toList());
    }
    return value instanceof Long number
        ? String.format(Locale.ROOT, "%,d", number)
        : value.toString();
  }
}
