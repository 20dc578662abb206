package io.blindsum.cli.console;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Writes results as JSON, one object a line. */
public final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
