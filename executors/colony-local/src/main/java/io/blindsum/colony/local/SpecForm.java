package io.blindsum.colony.local;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings a submitted function spec into the form in which the server stores and shows it. */
final class SpecForm {
  private static final int MAX_PRIORITY = 50_000;
  private static final Pattern CPU = Pattern.compile("(-?\\d{1,18})m");
  private static final Pattern MEMORY = Pattern.compile("(-?\\d{1,18})([KMGTP]i?)?");
  private static final String MEMORY_UNITS = "KMGTP";

  private SpecForm() {}

  static ObjectNode normalise(JsonNode spec) {
    ObjectNode form = Json.object();
    form.put("nodename", Json.text(spec, "nodename"));
    form.put("funcname", Json.text(spec, "funcname"));
    form.set("args", Json.throughDouble(Json.list(spec, "args")));
    form.set("kwargs", Json.throughDouble(Json.object(spec, "kwargs")));
    form.put("priority", Json.number(spec, "priority"));
    form.put("maxwaittime", Json.number(spec, "maxwaittime"));
    form.put("maxexectime", Json.number(spec, "maxexectime"));
    form.put("maxretries", Json.number(spec, "maxretries"));
    form.set("conditions", conditions(Json.object(spec, "conditions")));
    form.put("label", Json.text(spec, "label"));
    form.set("fs", Json.object(spec, "fs"));
    form.set("env", Json.object(spec, "env"));
    ArrayNode channels = Json.list(spec, "channels");
    if (!channels.isEmpty()) {
      form.set("channels", channels);
    }
    return form;
  }

  static void requirePriority(ObjectNode spec) {
    long priority = Json.number(spec, "priority");
    if (priority < -MAX_PRIORITY || priority > MAX_PRIORITY) {
      throw new RpcError(
          400,
          "Failed to submit function spec, priority outside range ["
              + -MAX_PRIORITY
              + ", "
              + MAX_PRIORITY
              + "]");
    }
  }

  /** Reads a CPU amount in thousandths; an empty one has the given meaning. */
  static long cpu(String text, long whenEmpty) {
    if (text.isEmpty()) {
      return whenEmpty;
    }
    Matcher matcher = CPU.matcher(text);
    if (!matcher.matches()) {
      throw new RpcError(400, "Invalid CPU format, CPU must be in millicores, e.g. 1000m");
    }
    return Long.parseLong(matcher.group(1));
  }

  /** Reads a memory amount in bytes; an empty one has the given meaning. */
  static long memory(String text, long whenEmpty) {
    if (text.isEmpty()) {
      return whenEmpty;
    }
    Matcher matcher = MEMORY.matcher(text);
    if (!matcher.matches()) {
      throw new RpcError(400, "Invalid memory format: " + text);
    }
    long value = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    if (unit == null) {
      return value;
    }
    long base = unit.toLowerCase(Locale.ROOT).endsWith("i") ? 1024 : 1000;
    try {
      for (int i = 0; i <= MEMORY_UNITS.indexOf(unit.charAt(0)); i++) {
        value = Math.multiplyExact(value, base);
      }
      return value;
    } catch (ArithmeticException e) {
      throw new RpcError(400, "Invalid memory format: " + text);
    }
  }

  private static ObjectNode conditions(ObjectNode given) {
    ObjectNode form = Json.object();
    form.put("colonyname", Json.text(given, "colonyname"));
    ArrayNode names = Json.list(given, "executornames");
    form.set("executornames", names.isEmpty() ? names.nullNode() : names);
    form.put("executortype", Json.text(given, "executortype"));
    form.set("dependencies", Json.list(given, "dependencies"));
    form.put("nodes", Json.number(given, "nodes"));
    form.put("cpu", cpu(Json.text(given, "cpu"), 0) + "m");
    form.put("processes", Json.number(given, "processes"));
    form.put("processespernode", Json.number(given, "processespernode"));
    form.put("mem", memory(Json.text(given, "mem"), 0) / (1024 * 1024) + "Mi");
    form.put("storage", "0Mi");
    form.set("gpu", Json.object(given, "gpu"));
    form.put("walltime", Json.number(given, "walltime"));
    return form;
  }
}
