package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cohort.CohortGenerator;
import io.blindsum.cohort.SiteProfile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a synthetic cohort. */
@Command(
    name = "synth",
    description = {
      "Write a synthetic cohort with known correlations.",
      "The same seed, site and number of patients give the same bytes on every machine."
    })
public final class SynthCommand implements Callable<Integer> {
  private static final int BUFFER_BYTES = 1 << 20;

  @Option(names = "--patients", required = true, paramLabel = "N", description = "Rows to write.")
  private long patients;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Default: 1.")
  private long seed;

  @Option(
      names = "--site",
      defaultValue = "urban",
      paramLabel = "urban|rural",
      description = "The population: urban is older, rural heavier. Default: urban.")
  private SiteProfile site = SiteProfile.URBAN;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The CSV file, or - for the standard output.")
  private String output = "";

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    if (patients < 0) {
      throw CommandException.usage("--patients " + patients + " is negative", "--patients 100000");
    }
    CohortGenerator generator = new CohortGenerator(site, seed);
    if (output.equals("-")) {
      generator.write(patients, new BufferedOutputStream(System.out, BUFFER_BYTES));
      return ExitCode.OK;
    }
    Path file = Path.of(output);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
      generator.write(patients, out);
    } catch (IOException e) {
      throw Text.cannotWrite(file, e);
    }
    report(file);
    return ExitCode.OK;
  }

  private void report(Path file) {
    if (common.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("file", file.toString());
      result.put("rows", patients);
      result.put("columns", CohortGenerator.columns());
      System.out.println(Json.line(result));
      return;
    }
    common.say("wrote " + Text.count(patients, "patient") + " to " + file);
    common.say("columns for encrypt:");
    CohortGenerator.columns().forEach(column -> common.say("  --column '" + column + "'"));
  }
}
