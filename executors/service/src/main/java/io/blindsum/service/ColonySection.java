package io.blindsum.service;

import io.blindsum.colony.ColonyConfig;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.text.YamlMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@code colony} part of an executor's file. The {@code COLONIES_*} variables of the
 * environment win over it.
 */
public final class ColonySection {
  private static final int MAX_PORT = 65_535;

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * Reads parts of files of one folder.
   *
   * @param folder where relative paths start
   */
  public ColonySection(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Returns the colony to work for as an executor of a type.
   *
   * @param root the file, whose member {@code colony} may be absent
   * @throws io.blindsum.text.DataException naming line and column
   */
  public ColonyConfig read(YamlMap root, String executorType) {
    Map<String, String> variables = new HashMap<>();
    root.map("colony").ifPresent(colony -> add(colony, variables));
    environment.forEach(
        (name, value) -> {
          if (!value.isBlank()) {
            variables.put(name, value);
          }
        });
    variables.put("COLONIES_EXECUTOR_TYPE", executorType);
    try {
      return ColonyConfig.fromEnvironment(variables);
    } catch (IllegalArgumentException e) {
      throw root.fault("colony", String.valueOf(e.getMessage()));
    }
  }

  private void add(YamlMap colony, Map<String, String> variables) {
    colony.requireOnly("host", "port", "tls", "name", "executor", "key_file", "ca_file");
    colony.optionalText("host").ifPresent(host -> variables.put("COLONIES_SERVER_HOST", host));
    if (colony.has("port")) {
      long port = colony.integer("port", 1, MAX_PORT, 0L);
      variables.put("COLONIES_SERVER_PORT", String.valueOf(port));
    }
    variables.put("COLONIES_TLS", String.valueOf(colony.flag("tls", true)));
    colony.optionalText("name").ifPresent(name -> variables.put("COLONIES_COLONY_NAME", name));
    colony.optionalText("executor").ifPresent(x -> variables.put("COLONIES_EXECUTOR_NAME", x));
    if (colony.has("ca_file")) {
      variables.put("BLINDSUM_COLONY_CA", colony.path("ca_file", folder).toString());
    }
    if (colony.has("key_file") && !environment.containsKey("COLONIES_PRVKEY")) {
      byte[] key = CheckedFiles.readPrivate(colony.path("key_file", folder));
      variables.put("COLONIES_PRVKEY", new String(key, StandardCharsets.US_ASCII).strip());
    }
  }
}
