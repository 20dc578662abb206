package io.blindsum.cli.command;

import picocli.CommandLine.Command;

/** Opens totals by holders of a threshold key. */
@Command(
    name = "open",
    sortOptions = false,
    description = {
      "Open totals whose key is shared among holders: each computes its part, and who has as many"
          + " parts as are needed puts them together.",
    },
    subcommands = {OpenPartialCommand.class, OpenCombineCommand.class},
    synopsisSubcommandLabel = "(partial | combine)")
public final class OpenCommand {}
