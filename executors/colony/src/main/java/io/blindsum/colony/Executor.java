package io.blindsum.colony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Describes a registered executor.
 *
 * @param executorId the id of its key
 * @param executorName its name, unique in the colony for ever
 * @param executorType what processes name to be run by it
 * @param colonyName the colony
 * @param state the state of its registration
 * @param commissionTime when it was added
 * @param lastHeardFromTime when it last asked for work; null if never
 * @param capabilities what it runs on and with
 */
public record Executor(
    String executorId,
    String executorName,
    String executorType,
    String colonyName,
    ExecutorState state,
    @Nullable Instant commissionTime,
    @Nullable Instant lastHeardFromTime,
    @Nullable Capabilities capabilities) {
  public Executor {
    executorId = Wire.idOrNone("executor", executorId);
    executorName = Wire.text(executorName);
    executorType = Wire.text(executorType);
    colonyName = Wire.text(colonyName);
  }
}
