package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Describes a process as the server knows it. A time that has not come yet is null.
 *
 * @param processId 64 hex characters
 * @param initiatorId the id of who submitted it; empty for a child added by an executor
 * @param initiatorName the name of who submitted it
 * @param assignedExecutorId the id of the executor that has or had it; empty if none
 * @param assigned whether an executor has or had it
 * @param state the state
 * @param priorityTime what the queue is ordered by, smallest first
 * @param submissionTime when it was submitted
 * @param startTime when it was last assigned
 * @param endTime when it was closed, or last taken away from an executor
 * @param waitDeadline when it fails for having waited too long
 * @param execDeadline when it is queued again; may be null in the reply to an assignment, so the
 *     executor counts from the receipt
 * @param retries how often it was queued again
 * @param attributes what its executors noted
 * @param spec what was submitted
 * @param waitForParents whether a parent has not finished
 * @param parents ids of the processes it depends on, in the order of its input
 * @param children ids of the processes that depend on it
 * @param processGraphId the graph it belongs to; empty outside a workflow
 * @param in the outputs of the parents, concatenated in dependency order, without marks
 * @param out the output
 * @param errors why it failed
 */
@SuppressWarnings("JavaLangClash") // the protocol's own word
public record Process(
    String processId,
    String initiatorId,
    String initiatorName,
    String assignedExecutorId,
    @JsonProperty("isassigned") boolean assigned,
    ProcessState state,
    long priorityTime,
    @Nullable Instant submissionTime,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    @Nullable Instant waitDeadline,
    @Nullable Instant execDeadline,
    int retries,
    List<Attribute> attributes,
    FunctionSpec spec,
    boolean waitForParents,
    List<String> parents,
    List<String> children,
    String processGraphId,
    @JsonDeserialize(using = Wire.TextListReader.class) List<String> in,
    @JsonDeserialize(using = Wire.TextListReader.class) List<String> out,
    List<String> errors) {
  public Process {
    processId = Wire.id("process", processId);
    initiatorId = Wire.idOrNone("initiator", initiatorId);
    initiatorName = Wire.text(initiatorName);
    assignedExecutorId = Wire.idOrNone("executor", assignedExecutorId);
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(spec, "spec");
    attributes = Wire.present(attributes);
    parents = Wire.ids("process", parents);
    children = Wire.ids("process", children);
    processGraphId = Wire.idOrNone("graph", processGraphId);
    in = Wire.list(in);
    out = Wire.list(out);
    errors = Wire.list(errors);
  }
}
