package io.blindsum.cli.command;

import picocli.CommandLine.Command;

/** Runs the executors. */
@Command(
    name = "executor",
    description = {
      "Run an executor of a colony, until it is told to end.",
      "The server and the keys come from the environment that Colonies programs use:"
          + " COLONIES_SERVER_HOST, COLONIES_SERVER_PORT, COLONIES_TLS, COLONIES_COLONY_NAME,"
          + " COLONIES_COLONY_PRVKEY or COLONIES_PRVKEY, COLONIES_EXECUTOR_NAME.",
    },
    subcommands = {
      HospitalCommand.class,
      CloudCommand.class,
      HolderCommand.class,
      ReleaseCommand.class,
      ExecutorHealthCommand.class
    },
    synopsisSubcommandLabel = "(hospital | cloud | holder | release | health)")
public final class ExecutorCommand {}
