package io.blindsum.hospital;

import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.service.Audit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of a call: known names only, each of its type. Messages name the argument and
 * quote no value.
 */
final class Arguments {
  static final String PUBLIC_KEY = Functions.KEY_ARGUMENT;

  private static final int MAX_NAME_CHARS = 40;
  private static final double LARGEST_EXACT = 1L << 53;

  private final Map<String, Object> values;

  private Arguments(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Takes the arguments of a call.
   *
   * @throws JobException if one is positional or has an unknown name
   */
  static Arguments of(FunctionSpec spec, Function function) {
    List<String> known = function.args().stream().map(Function.Argument::name).toList();
    if (!spec.args().isEmpty()) {
      throw new JobException("args: named arguments only are taken, in kwargs");
    }
    for (String name : spec.kwargs().keySet()) {
      if (!known.contains(name)) {
        throw new JobException(printable(name) + ": unknown argument");
      }
    }
    return new Arguments(spec.kwargs());
  }

  /** Returns what stands for an argument, whatever its type; null if nothing does. */
  @Nullable Object raw(String name) {
    return values.get(name);
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> new JobException(name + ": missing"));
  }

  Optional<String> optionalText(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw new JobException(name + ": not a string");
  }

  /** Returns a whole number, which passed through 64-bit floating point on its way. */
  long integer(String name, long min, long max) {
    Object value = values.get(name);
    if (value == null) {
      throw new JobException(name + ": missing");
    }
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && Math.abs(number.doubleValue()) < LARGEST_EXACT
        && number.longValue() >= min
        && number.longValue() <= max) {
      return number.longValue();
    }
    throw new JobException(name + ": not a whole number from " + min + " to " + max);
  }

  /** Returns an object's members in their order; empty if the argument is absent. */
  Map<?, ?> object(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new JobException(name + ": not an object");
  }

  /** Returns a stranger's name as one short line of printable ASCII. */
  static String printable(String name) {
    return Audit.printable(name, MAX_NAME_CHARS);
  }
}
