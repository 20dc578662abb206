package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Describes a function an executor offers, so that people can see how to call it.
 *
 * @param functionId 64 hex characters; empty before it is registered
 * @param executorName the executor
 * @param colonyName the colony
 * @param functionName the name processes call it by
 * @param description one line for people
 * @param args its named arguments
 * @param counter how many processes it closed successfully
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Function(
    String functionId,
    String executorName,
    String colonyName,
    @JsonProperty("funcname") String functionName,
    String description,
    List<Argument> args,
    int counter) {
  public Function {
    functionId = Wire.idOrNone("function", functionId);
    executorName = Wire.text(executorName);
    colonyName = Wire.text(colonyName);
    functionName = Wire.text(functionName);
    description = Wire.text(description);
    args = Wire.present(args);
  }

  /** Describes a function before an executor registers it. */
  public static Function of(String functionName, String description, Argument... args) {
    return new Function("", "", "", functionName, description, List.of(args), 0);
  }

  /** Says whether another function, whoever registered it, tells people the same. */
  boolean announcesAs(Function other) {
    return functionName.equals(other.functionName)
        && description.equals(other.description)
        && args.equals(other.args);
  }

  /** Returns the same function as the one of a registered executor. */
  Function registeredBy(String executor, String colony) {
    return new Function("", executor, colony, functionName, description, args, 0);
  }

  /**
   * A named argument.
   *
   * @param name the key in {@code kwargs}
   * @param type {@code string}, {@code int}, {@code float}, {@code bool}, {@code list} or {@code
   *     object}; another word is shown and not checked
   * @param description one line for people
   * @param required whether a call without it fails
   * @param allowed the texts it may have; empty for any
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Argument(
      String name,
      String type,
      String description,
      boolean required,
      @JsonProperty("enum") List<String> allowed) {
    public Argument {
      name = Wire.text(name);
      type = Wire.text(type);
      description = Wire.text(description);
      allowed = Wire.list(allowed);
    }

    /** Describes an argument every call has to give. */
    public static Argument required(String name, String type, String description) {
      return new Argument(name, type, description, true, List.of());
    }

    /** Describes an argument a call may leave out. */
    public static Argument optional(String name, String type, String description) {
      return new Argument(name, type, description, false, List.of());
    }

    /** Returns the same argument with a closed list of values. */
    public Argument oneOf(String... values) {
      return new Argument(name, type, description, required, List.of(values));
    }
  }
}
