package io.blindsum.cli.command;

import picocli.CommandLine.Command;

/** The questions of studies. */
@Command(
    name = "query",
    sortOptions = false,
    description = "A study's question in a file: check it, put it to the hospitals, follow it.",
    subcommands = {
      QueryPlanCommand.class,
      QueryRunCommand.class,
      QueryStatusCommand.class,
      QueryCancelCommand.class,
    },
    synopsisSubcommandLabel = "(plan | run | status | cancel)")
public final class QueryCommand {}
