package io.blindsum.releaser;

import io.blindsum.keys.CheckedFiles;
import io.blindsum.keys.KeyFileException;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.keys.StoredThreshold;
import io.blindsum.messages.Functions;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.KeyGate;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.question.text.RuleMembers;
import io.blindsum.service.ColonySection;
import io.blindsum.text.Names;
import io.blindsum.text.YamlMap;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the file of a release executor, which has to say whose word it takes and whom it answers.
 * Relative paths start at its folder; the {@code COLONIES_*} variables of the environment win over
 * its {@code colony} part.
 */
public final class ReleaserConfigReader {
  private static final int DEFAULT_WAIT_SECONDS = 60;
  private static final int MOST_WAIT_SECONDS = 3_600;

  private final Path folder;
  private final YamlMap root;

  private ReleaserConfigReader(Path folder, YamlMap root) {
    this.folder = folder;
    this.root = root;
  }

  /**
   * Reads a file, and the public keys that it names.
   *
   * @throws io.blindsum.text.DataException naming line and column
   * @throws KeyFileException if others may write to it, or a key cannot be read
   */
  public static ReleaserConfig read(Path file, Map<String, String> environment) {
    CheckedFiles.requireSettings(file);
    Path folder = file.toAbsolutePath().resolveSibling("");
    YamlMap root =
        YamlMap.read(file)
            .requireOnly(
                "name",
                "state",
                "keys",
                "signers",
                "researchers",
                "rules",
                "wait_seconds",
                "colony");
    return new ReleaserConfigReader(folder, root).read(environment);
  }

  private ReleaserConfig read(Map<String, String> environment) {
    String name = root.text("name");
    if (!Names.isName(name)) {
      throw root.fault("name", Names.NO_NAME);
    }
    YamlMap rules =
        root.map("rules")
            .orElseGet(() -> YamlMap.parse("rules", "{}"))
            .requireOnly(RuleMembers.NAMES.toArray(String[]::new));
    return new ReleaserConfig(
        name,
        root.path("state", folder),
        new ColonySection(folder, environment).read(root, Functions.releaseExecutorType(name)),
        keys(),
        signers(),
        researchers(),
        RuleMembers.read(rules, 1),
        (int) root.integer("wait_seconds", 1, MOST_WAIT_SECONDS, (long) DEFAULT_WAIT_SECONDS));
  }

  private List<StoredPublicKey> keys() {
    List<String> files = root.texts("keys");
    if (files.isEmpty()) {
      throw root.fault("keys", "name the .pub files of the keys that holders share");
    }
    return files.stream().map(file -> key(folder.resolve(file))).toList();
  }

  private static StoredPublicKey key(Path file) {
    StoredPublicKey key = KeyFiles.readPublic(file, KeyGate.standard());
    StoredThreshold threshold = key.threshold();
    if (threshold == null) {
      throw new KeyFileException(
          "not shared among holders",
          String.valueOf(file.getFileName()),
          "name the .pub file that keygen --holders wrote");
    }
    return key;
  }

  private TrustedSigners signers() {
    YamlMap known =
        root.map("signers")
            .orElseThrow(() -> root.fault("signers", "missing"))
            .requireOnly("sites", "clouds", "holders");
    TrustedSigners signers = TrustedSigners.of(known);
    if (signers.sites().isEmpty() || signers.clouds().isEmpty() || signers.holders().isEmpty()) {
      throw root.fault("signers", "the keys of sites, clouds and holders: their --show-keys");
    }
    return signers;
  }

  private Set<VerifyingKey> researchers() {
    Set<VerifyingKey> researchers = new LinkedHashSet<>(TrustedSigners.keys(root, "researchers"));
    if (researchers.isEmpty()) {
      throw root.fault("researchers", "the keys of those who may ask: blindsum key signer");
    }
    return researchers;
  }
}
