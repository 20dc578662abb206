package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Progress;
import io.blindsum.cli.console.StandardOutput;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.console.Version;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.WeightsFile;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameProgress;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.FrameWriter;
import io.blindsum.frame.Protection;
import io.blindsum.frame.SummedStream;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.KeyGate;
import io.blindsum.release.OpenedTotals;
import io.blindsum.release.render.JsonRenderer;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds encrypted cohorts without a key. */
@Command(
    name = "sum",
    sortOptions = false,
    description = {
      "Add encrypted cohorts; no key is needed, and nothing is decrypted.",
      "",
      "Takes .bsc files and the .bsr results of earlier sums. Every stream is added once: one that"
          + " comes twice, or belongs to another key, study or layout, is refused by name.",
      "",
      "A weighted sum (--weights) adds each record as often as its public weight says, such as 1"
          + " and 0 for a subset, or the coefficients of a score. It takes .bsc files of a wide"
          + " layout that are not masked. The magnitudes of all weights together may not exceed the"
          + " --max-rows that the records were encrypted with.",
    })
public final class SumCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Encrypted cohorts; - for one or more of them on the standard input.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = {
        "Text with one signed integer a line and no header: the weight of each encrypted record,"
            + " over all files in the order they are named. Rows that encrypt dropped have none."
      })
  private @Nullable Path weights;

  @Option(
      names = "--allow-repeated",
      description = {
        "Add frames of the same rows, too: those of other patients who happen to have the same"
            + " values."
      })
  private boolean allowRepeated;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "-",
      paramLabel = "FILE",
      description = "The .bsr file; - for the standard output, which is the default.")
  private String output = "-";

  @Mixin private final CommonOptions common = new CommonOptions();

  private boolean outputIsStandard() {
    return output.equals("-");
  }

  @Override
  public Integer call() throws Exception {
    if (outputIsStandard()) {
      StandardOutput.requireNoTerminal("total.bsr");
    } else if (Files.exists(Path.of(output))) {
      throw CommandException.usage(
          output + " is there already", "remove it, or write to another file with -o");
    }
    ModularArithmetic arithmetic = common.arithmetic();
    long start = System.nanoTime();
    FrameSumResult result = common.compute(() -> sum(arithmetic));
    FrameHeader header =
        result
            .header()
            .blinding(result.basis().blinding())
            .creator("blindsum " + Version.text() + ", " + arithmetic.name())
            .build();
    KeyOptions.warnIfInsecure(header.key(), common);
    write(result, header);
    if (!outputIsStandard()) {
      report(result, arithmetic, (System.nanoTime() - start) / 1e9);
    }
    return ExitCode.OK;
  }

  private FrameSumResult sum(ModularArithmetic arithmetic) throws IOException {
    if (weights == null) {
      try (FrameSum sum = FrameSum.of(arithmetic)) {
        return addInputs(allowRepeated ? sum.allowRepeats() : sum);
      }
    }
    try (WeightsFile file = WeightsFile.open(weights);
        FrameSum sum = FrameSum.weighted(arithmetic, file)) {
      FrameSumResult result = addInputs(allowRepeated ? sum.allowRepeats() : sum);
      file.requireEnd();
      return result;
    }
  }

  private FrameSumResult addInputs(FrameSum sum) {
    for (String input : inputs) {
      if (input.equals("-")) {
        addAll(sum, Channels.newChannel(System.in));
      } else {
        try (FrameReader reader = FrameReader.open(Path.of(input))) {
          add(sum, reader);
        }
      }
    }
    return sum.result();
  }

  private void addAll(FrameSum sum, ReadableByteChannel channel) {
    int frames = 0;
    @Nullable FrameReader reader = FrameReader.openNext(channel, "stdin");
    while (reader != null) {
      add(sum, reader);
      frames++;
      reader = FrameReader.openNext(channel, "stdin");
    }
    if (frames == 0) {
      throw new CommandException(
          ExitCode.DATA, "stdin: empty", "pipe the output of blindsum encrypt into it");
    }
  }

  private void add(FrameSum sum, FrameReader reader) {
    if (weights != null) {
      requireWeightable(reader);
    }
    OptionalLong announced = reader.announcedCiphertexts();
    long total = announced.orElse(Progress.UNKNOWN);
    String stage = "sum " + reader.name();
    try (Progress progress = common.start(stage, "ciphertexts", total, outputIsStandard())) {
      FrameProgress listener = (done, ignored) -> progress.update(done);
      sum.add(reader, listener);
    }
  }

  private static void requireWeightable(FrameReader reader) {
    FrameHeader header = reader.header();
    if (header.protection() == Protection.MASKED) {
      throw new CommandException(
          ExitCode.POLICY,
          reader.name() + " is masked: masks cancel in the plain sum of all records only",
          "leave --weights away, or encrypt with --protection plain where that may be");
    }
    if (header.kind() != FrameKind.RECORDS) {
      throw new CommandException(
          ExitCode.DATA,
          reader.name() + " holds totals: there are no records left to weight",
          "name the .bsc files");
    }
    if (SlotLayout.parse(header.layout()).recordsPerPlaintext() > 1) {
      throw new CommandException(
          ExitCode.DATA,
          reader.name() + ": several rows share a ciphertext and its weight",
          "encrypt with --layout wide");
    }
  }

  private void write(FrameSumResult result, FrameHeader header) {
    if (outputIsStandard()) {
      FrameWriter writer = FrameWriter.open(new StandardOutput(), "stdout", header);
      result.appendTo(writer);
      writer.finish();
      return;
    }
    try (FrameFile file = FrameFile.create(Path.of(output), header)) {
      result.appendTo(file);
      file.finish();
    }
  }

  private void report(FrameSumResult result, ModularArithmetic arithmetic, double seconds) {
    List<SummedStream> streams = result.manifest().streams();
    long ciphertexts = streams.stream().mapToLong(SummedStream::ciphertexts).sum();
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("file", output);
      json.put("study", result.basis().study());
      json.put("key", result.basis().key().fingerprint());
      json.put("bits", result.basis().key().modulusBits());
      json.put("insecure", KeyGate.isInsecure(result.basis().key()));
      json.put("backend", arithmetic.name());
      json.put("rows", result.manifest().rows());
      json.put("rejected", result.manifest().rejected());
      json.put("streams", streams.size());
      json.put("sites", result.manifest().sites());
      json.put("ciphertexts", ciphertexts);
      if (result.weights() != null) {
        json.put("weights", JsonRenderer.weights(OpenedTotals.weights(result.weights())));
      }
      json.put("seconds", Math.round(seconds * 1000) / 1000.0);
      System.out.println(Json.line(json));
      return;
    }
    common.say(
        String.format(
            Locale.ROOT,
            "added %s of %s in %s, %.2f s (%,.0f ciphertexts/s, %s)",
            Text.count(ciphertexts, "ciphertext"),
            Text.count(result.manifest().rows(), "row"),
            Text.count(streams.size(), "stream"),
            seconds,
            ciphertexts / seconds,
            arithmetic.name()));
    common.say(output + ": open it with blindsum decrypt " + output + " --key STUDY.key");
  }
}
