package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes a call of a function: what a submitter sends and a process carries.
 *
 * <p>Numbers in {@code args} and {@code kwargs} pass through 64-bit floating point in the server:
 * send values above 2^53 as text.
 *
 * @param nodeName the name inside a workflow; empty outside one
 * @param functionName the function to run
 * @param args positional arguments
 * @param kwargs named arguments
 * @param priority -50000 to 50000, higher first, then oldest first
 * @param maxWaitSeconds the time it may wait before it fails, or -1 without limit
 * @param maxExecSeconds the time an executor has before the process is queued again, or -1 without
 *     limit; 0 leaves no time at all
 * @param maxRetries how often it is queued again before it fails, or -1 without limit
 * @param conditions who may run it
 * @param label a text to find it by
 * @param env environment variables
 * @param channels names of the channels to open
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FunctionSpec(
    String nodeName,
    @JsonProperty("funcname") String functionName,
    List<Object> args,
    Map<String, Object> kwargs,
    int priority,
    @JsonProperty("maxwaittime") int maxWaitSeconds,
    @JsonProperty("maxexectime") int maxExecSeconds,
    int maxRetries,
    Conditions conditions,
    String label,
    Map<String, String> env,
    List<String> channels) {
  public FunctionSpec {
    nodeName = Wire.text(nodeName);
    functionName = Wire.text(functionName);
    args = Wire.list(args);
    kwargs = Wire.map(kwargs);
    label = Wire.text(label);
    env = Wire.map(env);
    channels = Wire.list(channels);
  }

  /** Starts a description with no wait limit, 300 seconds to execute and 3 retries. */
  public static Builder of(String functionName, Conditions conditions) {
    return new Builder(functionName, conditions);
  }

  /** Collects the optional parts of a {@link FunctionSpec}. */
  public static final class Builder {
    private final String functionName;
    private final Conditions conditions;
    private final Map<String, Object> kwargs = new LinkedHashMap<>();
    private String nodeName = "";
    private int maxWaitSeconds = -1;
    private int maxExecSeconds = 300;
    private int maxRetries = 3;
    private String label = "";
    private List<String> channels = List.of();

    private Builder(String functionName, Conditions conditions) {
      this.functionName = functionName;
      this.conditions = conditions;
    }

    /** Names the node inside a workflow. */
    public Builder nodeName(String value) {
      nodeName = value;
      return this;
    }

    /** Adds a named argument. */
    public Builder kwarg(String name, Object value) {
      kwargs.put(name, value);
      return this;
    }

    /** Sets the longest wait in seconds, or -1. */
    public Builder maxWaitSeconds(int value) {
      maxWaitSeconds = value;
      return this;
    }

    /** Sets the longest execution in seconds, above 0, or -1. */
    public Builder maxExecSeconds(int value) {
      maxExecSeconds = value;
      return this;
    }

    /** Sets how often the process is queued again, or -1 for ever. */
    public Builder maxRetries(int value) {
      maxRetries = value;
      return this;
    }

    /** Sets the label. */
    public Builder label(String value) {
      label = value;
      return this;
    }

    /** Declares the channels. */
    public Builder channels(String... names) {
      channels = List.of(names);
      return this;
    }

    /**
     * Returns the description.
     *
     * @throws IllegalArgumentException if the execution time is 0 or below -1
     */
    public FunctionSpec build() {
      if (maxExecSeconds == 0 || maxExecSeconds < -1) {
        throw new IllegalArgumentException(
            "maxExecSeconds " + maxExecSeconds + " is neither positive nor -1");
      }
      return new FunctionSpec(
          nodeName,
          functionName,
          List.of(),
          kwargs,
          0,
          maxWaitSeconds,
          maxExecSeconds,
          maxRetries,
          conditions,
          label,
          Map.of(),
          channels);
    }
  }
}
