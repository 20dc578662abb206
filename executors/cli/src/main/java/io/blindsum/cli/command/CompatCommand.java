package io.blindsum.cli.command;

import picocli.CommandLine.Command;

/** Runs the examples of others. */
@Command(
    name = "compat",
    description = "Run the example that this program is compatible with.",
    subcommands = CompatSeedCommand.class,
    synopsisSubcommandLabel = "(seed)")
public final class CompatCommand {}
