package io.blindsum.cli.command;

import io.blindsum.cli.option.Researcher;
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
public final class WorkflowCommand {}
