package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Says who may run a process and what has to finish before it.
 *
 * @param colonyName the colony
 * @param executorNames the only executors that may run it; empty for any of the type
 * @param executorType the type of executor that may run it
 * @param dependencies node names of the same workflow, in the order in which their outputs are
 *     concatenated into the input
 * @param cpu the CPU it needs, such as {@code 2000m}; empty for none
 * @param mem the memory it needs, such as {@code 10Gi}; empty for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Conditions(
    String colonyName,
    List<String> executorNames,
    String executorType,
    List<String> dependencies,
    String cpu,
    String mem) {
  public Conditions {
    colonyName = Wire.text(colonyName);
    executorNames = Wire.list(executorNames);
    executorType = Wire.text(executorType);
    dependencies = Wire.list(dependencies);
    cpu = Wire.text(cpu);
    mem = Wire.text(mem);
  }

  /** Lets any executor of a type run the process, after the given nodes. */
  public static Conditions of(String colonyName, String executorType, String... dependencies) {
    return new Conditions(colonyName, List.of(), executorType, List.of(dependencies), "", "");
  }
}
