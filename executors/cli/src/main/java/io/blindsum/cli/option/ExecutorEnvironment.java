package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ExecutorLoop;
import java.util.HashMap;
import java.util.Map;

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

  private static CommandException unusable(IllegalArgumentException e) {
    return CommandException.usage(String.valueOf(e.getMessage()), Researcher.HOW_TO_GET_VARIABLES);
  }
}
