package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.hospital.SiteTemplate;
import io.blindsum.text.Names;
import java.nio.file.Path;
import java.util.Map;
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
              defaultValue = "site.yaml",
              paramLabel = "FILE",
              description = "The file; never written over. Default: site.yaml.")
          Path file,
      @Mixin CommonOptions common) {
    if (!Names.isName(site)) {
      throw CommandException.usage("--site " + site + ": " + Names.NO_NAME, "--site r1");
    }
    SiteTemplate.write(file, site);
    if (common.json) {
      System.out.println(Json.line(Map.of("site", site, "file", file.toString())));
    }
    common.say("wrote " + file + "; fill it in, then:");
    common.say(
        "  blindsum executor hospital --config " + file + " --dry-run --query FILE --pub KEY");
    common.say("  blindsum executor hospital --config " + file);
    return ExitCode.OK;
  }
}
