package io.blindsum.cli;

import picocli.CommandLine.Command;

/** Submits workflows and follows them. */
@Command(
    name = "workflow",
    description = {
      "Submit workflows to the colony of the environment and follow them.",
      "",
      "The server and the researcher's key come from the environment that Colonies programs use:"
          + " COLONIES_SERVER_HOST, COLONIES_SERVER_PORT, COLONIES_TLS, COLONIES_COLONY_NAME,"
          + " COLONIES_PRVKEY.",
    },
    subcommands = {
      WorkflowSubmitCommand.class,
      WorkflowStatusCommand.class,
      WorkflowResultCommand.class,
    },
    synopsisSubcommandLabel = "(submit | status | result)")
final class WorkflowCommand {}
