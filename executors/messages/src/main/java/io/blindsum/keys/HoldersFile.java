package io.blindsum.keys;

import io.blindsum.protection.SealPublicKey;
import io.blindsum.text.DataException;
import io.blindsum.text.Names;
import io.blindsum.text.YamlMap;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file that lists who gets a share of a key: {@code holders}, each by name with the sealing key
 * that {@code blindsum key holder} printed for it.
 */
public final class HoldersFile {
  private static final String HOLDERS = "holders";

  private HoldersFile() {}

  /**
   * Reads the holders in the order of the file.
   *
   * @throws DataException if it is not such a file, or two have the same key
   */
  public static Map<String, SealPublicKey> read(Path file) {
    CheckedFiles.requireSettings(file);
    YamlMap root = YamlMap.read(file).requireOnly(HOLDERS);
    YamlMap listed = root.map(HOLDERS).orElseThrow(() -> root.fault(HOLDERS, "missing"));
    Map<String, SealPublicKey> holders = new LinkedHashMap<>();
    Map<SealPublicKey, String> owners = new HashMap<>();
    for (String name : listed.names()) {
      if (!Names.isName(name)) {
        throw listed.fault(name, Names.NO_NAME);
      }
      SealPublicKey key = sealingKey(listed, name);
      String other = owners.put(key, name);
      if (other != null) {
        throw listed.fault(name, "has the sealing key of " + other);
      }
      holders.put(name, key);
    }
    return holders;
  }

  private static SealPublicKey sealingKey(YamlMap listed, String name) {
    try {
      return new SealPublicKey(listed.text(name));
    } catch (IllegalArgumentException e) {
      throw listed.fault(name, "not a sealing key: 64 lowercase hex digits, as key holder prints");
    }
  }
}
