package io.blindsum.colony;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A process that was assigned, handed to a handler without a colony between, for tests of many
 * calls. It has no client, and nobody reads what the handler tells.
 *
 * @param process that the handler runs
 */
public record DirectCall(Process process) implements ProcessContext {
  /**
   * Makes a process.
   *
   * @param number what its id is made of
   * @param initiator the name of who submitted it
   */
  public static DirectCall of(
      long number,
      String initiator,
      String function,
      String executorType,
      Map<String, Object> kwargs) {
    FunctionSpec.Builder spec = FunctionSpec.of(function, Conditions.of("dev", executorType));
    kwargs.forEach(spec::kwarg);
    return new DirectCall(
        new Process(
            String.format(Locale.ROOT, "%064x", number),
            "",
            initiator,
            "",
            true,
            ProcessState.RUNNING,
            0,
            null,
            null,
            null,
            null,
            null,
            0,
            List.of(),
            spec.build(),
            false,
            List.of(),
            List.of(),
            "",
            List.of(),
            List.of(),
            List.of()));
  }

  @Override
  public ColonyClient client() {
    throw new UnsupportedOperationException("no colony");
  }

  @Override
  public void log(String message) {
    // nobody reads it
  }

  @Override
  public void progress(String channel, String text) {
    // nobody reads it
  }
}
