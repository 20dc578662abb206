package io.blindsum.colony;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Compares the named arguments of a call with what its function announces. */
final class ArgumentCheck {
  private ArgumentCheck() {}

  /** Returns what is wrong with a call, in one line without the value; empty if nothing is. */
  static Optional<String> problem(Function function, Map<String, Object> kwargs) {
    for (Function.Argument argument : function.args()) {
      Object value = kwargs.get(argument.name());
      if (value == null) {
        if (argument.required()) {
          return Optional.of("missing argument " + argument.name());
        }
      } else if (!hasType(value, argument.type())) {
        return Optional.of("argument " + argument.name() + " is no " + argument.type());
      } else if (!argument.allowed().isEmpty()
          && !argument.allowed().contains(String.valueOf(value))) {
        return Optional.of("argument " + argument.name() + " is none of " + argument.allowed());
      }
    }
    return Optional.empty();
  }

  private static boolean hasType(Object value, String type) {
    return switch (type) {
      case "string" -> value instanceof String;
      case "int" ->
          value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
      case "float" -> value instanceof Number;
      case "bool" -> value instanceof Boolean;
      case "list" -> value instanceof Collection;
      case "object" -> value instanceof Map;
      default -> true;
    };
  }
}
