package io.blindsum.colony;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes a submitted workflow. A time that has not come yet is null.
 *
 * @param processGraphId 64 hex characters
 * @param initiatorId the id of who submitted it
 * @param initiatorName the name of who submitted it
 * @param colonyName the colony
 * @param rootProcessIds ids of the processes without parents
 * @param state the state of the whole
 * @param submissionTime when it was submitted; null in the reply to the submission
 * @param startTime when its first process was assigned
 * @param endTime when it ended
 * @param processIds ids of all processes, in no particular order
 * @param nodes the processes with their node names; only in the reply about a single graph
 */
public record ProcessGraph(
    String processGraphId,
    String initiatorId,
    String initiatorName,
    String colonyName,
    List<String> rootProcessIds,
    ProcessState state,
    @Nullable Instant submissionTime,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    List<String> processIds,
    List<Node> nodes) {
  public ProcessGraph {
    processGraphId = Wire.id("graph", processGraphId);
    initiatorId = Wire.idOrNone("initiator", initiatorId);
    initiatorName = Wire.text(initiatorName);
    colonyName = Wire.text(colonyName);
    Objects.requireNonNull(state, "state");
    rootProcessIds = Wire.ids("process", rootProcessIds);
    processIds = Wire.ids("process", processIds);
    nodes = Wire.present(nodes);
  }

  /** Finds the process of a node by the node's name. */
  public Optional<String> processIdOf(String nodeName) {
    return nodes.stream()
        .filter(node -> node.data().label().equals(nodeName))
        .map(Node::id)
        .findFirst();
  }

  /**
   * A process as drawn.
   *
   * @param id the process id
   * @param data what is written on it
   */
  public record Node(String id, Data data) {
    public Node {
      id = Wire.id("process", id);
      data = data == null ? new Data("") : data;
    }
  }

  /**
   * What is written on a drawn process.
   *
   * @param label the node name
   */
  public record Data(String label) {
    public Data {
      label = Wire.text(label);
    }
  }
}
