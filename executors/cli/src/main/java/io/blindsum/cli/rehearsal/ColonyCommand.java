package io.blindsum.cli.rehearsal;

import picocli.CommandLine.Command;

/** A colony of one's own. */
@Command(
    name = "colony",
    description = "Run a colony on this machine.",
    subcommands = ColonyDevCommand.class,
    synopsisSubcommandLabel = "(dev)")
public final class ColonyCommand {}
