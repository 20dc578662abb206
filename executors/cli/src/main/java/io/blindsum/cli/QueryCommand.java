package io.blindsum.cli;

import picocli.CommandLine.Command;

/** The questions of studies. */
@Command(
    name = "query",
    sortOptions = false,
    description = "A study's question in a file.",
    subcommands = QueryPlanCommand.class)
final class QueryCommand {}
