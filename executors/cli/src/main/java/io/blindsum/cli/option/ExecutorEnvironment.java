package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.ObjectStoreConfig;
import io.blindsum.service.FrameFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What executors take from the environment. */
public final class ExecutorEnvironment {
  private ExecutorEnvironment() {}

  /** Returns the colony of an environment, to register in as an executor of a type. */
  public static ColonyConfig colony(Map<String, String> environment, String type) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("COLONIES_EXECUTOR_TYPE", type);
    try {
      return ColonyConfig.fromEnvironment(variables);
    } catch (IllegalArgumentException e) {
      throw unusable(e);
    }
  }

  /** Starts an executor that has no function yet. */
  public static ExecutorLoop.Builder loop(ColonyConfig colony) {
    try {
      return ExecutorLoop.builder(colony);
    } catch (IllegalArgumentException e) {
      throw unusable(e);
    }
  }

  /** Returns the object store of an environment; empty if it names none. */
  public static Optional<FrameFiles> files(Map<String, String> environment) {
    try {
      return ObjectStoreConfig.fromEnvironment(environment).map(FrameFiles::of);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          String.valueOf(e.getMessage()), "set the AWS_S3_* variables, or none of them");
    }
  }

  private static CommandException unusable(IllegalArgumentException e) {
    return CommandException.usage(String.valueOf(e.getMessage()), Researcher.HOW_TO_GET_VARIABLES);
  }
}
