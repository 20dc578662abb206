package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.holder.HolderTemplate;
import io.blindsum.hospital.SiteTemplate;
import io.blindsum.text.Names;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets up a hospital's site. */
@Command(
    name = "site",
    description = "Set up a hospital's site.",
    synopsisSubcommandLabel = "(init)")
public final class SiteCommand {

  @Command(
      name = "init",
      description = {
        "Write a commented site.yaml to start from.",
        "It refuses everything until keys, initiators and data sets are filled in.",
      })
  int init(
      @Option(
              names = "--site",
              defaultValue = "r1",
              paramLabel = "NAME",
              description = "The site's name in studies: " + Names.RULE + ". Default: r1.")
          String site,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              description = "The file; never written over. Default: site.yaml, or holder.yaml.")
          Optional<Path> output,
      @Option(
              names = "--omop",
              arity = "0..1",
              fallbackValue = "cdm",
              paramLabel = "SCHEMA",
              description = {
                "Data sets over the OMOP common data model 5.4 in that schema (cdm if it is not",
                "said): person, condition, drug, measurement."
              })
          Optional<String> omop,
      @Option(
              names = "--holder",
              description = "Write the file of a holder of a shared key instead: holder.yaml.")
          boolean holder,
      @Mixin CommonOptions common) {
    Path file = output.orElse(Path.of(holder ? "holder.yaml" : "site.yaml"));
    if (holder) {
      if (omop.isPresent()) {
        throw CommandException.usage(
            "--holder and --omop exclude each other: a holder has no data sets", "leave one away");
      }
      return initHolder(file, common);
    }
    if (!Names.isName(site)) {
      throw CommandException.usage("--site " + site + ": " + Names.NO_NAME, "--site r1");
    }
    if (omop.isEmpty()) {
      SiteTemplate.write(file, site);
    } else if (SiteTemplate.isSchema(omop.get())) {
      SiteTemplate.writeOmop(file, site, omop.get());
    } else {
      throw CommandException.usage(
          "--omop " + omop.get() + ": not a schema: " + SiteTemplate.SCHEMA_RULE, "--omop cdm");
    }
    if (common.json) {
      System.out.println(Json.line(Map.of("site", site, "file", file.toString())));
    }
    common.say("wrote " + file + "; fill it in, then:");
    common.say(
        "  blindsum executor hospital --config " + file + " --dry-run --query FILE --pub KEY");
    common.say("  blindsum executor hospital --config " + file);
    return ExitCode.OK;
  }

  private static int initHolder(Path file, CommonOptions common) {
    HolderTemplate.write(file);
    if (common.json) {
      System.out.println(Json.line(Map.of("file", file.toString())));
    }
    common.say("wrote " + file + "; fill it in, then:");
    common.say("  blindsum executor holder --config " + file + " --dry-run");
    common.say("  blindsum executor holder --config " + file);
    return ExitCode.OK;
  }
}
