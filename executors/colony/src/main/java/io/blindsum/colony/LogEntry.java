package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A log line an executor wrote.
 *
 * @param processId the process; empty for a line of the executor itself
 * @param colonyName the colony
 * @param executorName the executor
 * @param message the text
 * @param timestampNanos nanoseconds since 1970
 */
public record LogEntry(
    String processId,
    String colonyName,
    String executorName,
    String message,
    @JsonProperty("timestamp") long timestampNanos) {
  public LogEntry {
    processId = Wire.idOrNone("process", processId);
    colonyName = Wire.text(colonyName);
    executorName = Wire.text(executorName);
    message = Wire.text(message);
  }

  /** Returns when it was written. */
  public Instant time() {
    return Instant.ofEpochSecond(0, timestampNanos);
  }
}
