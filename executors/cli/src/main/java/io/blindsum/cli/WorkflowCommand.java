package io.blindsum.cli;

import picocli.CommandLine.Command;

/** Submits workflows and follows them. */
@Command(
    name = "workflow",
    description = {
      "Submit workflows to the colony of the environment and follow them.",
      "",
      Researcher.ENVIRONMENT,
    },
    subcommands = {
      QueryRunCommand.class,
      WorkflowSubmitCommand.class,
      WorkflowStatusCommand.class,
      WorkflowResultCommand.class,
    },
    synopsisSubcommandLabel = "(run | submit | status | result)")
final class WorkflowCommand {}
