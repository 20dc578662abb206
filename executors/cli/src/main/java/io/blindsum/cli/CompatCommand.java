package io.blindsum.cli;

import picocli.CommandLine.Command;

/** Runs the examples of others. */
@Command(
    name = "compat",
    description = "Run the example that this program is compatible with.",
    subcommands = CompatSeedCommand.class,
    synopsisSubcommandLabel = "(seed)")
final class CompatCommand {}
