package io.blindsum.holder;

import io.blindsum.keys.CheckedFiles;
import io.blindsum.keys.ShareFile;
import io.blindsum.keys.StoredShare;
import io.blindsum.messages.Functions;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.KeyGate;
import io.blindsum.question.text.RuleMembers;
import io.blindsum.service.ColonySection;
import io.blindsum.text.Names;
import io.blindsum.text.YamlMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a holder's file. Relative paths start at its folder; the {@code COLONIES_*} variables of
 * the environment win over its {@code colony} part.
 */
public final class HolderConfigReader {
  private static final long MOST_A_DAY = 1_000_000;
  private static final long MOST_SITES = 1_000;

  private HolderConfigReader() {}

  /**
   * Reads a file, and the share that it names, which is not opened.
   *
   * @throws io.blindsum.text.DataException naming line and column
   * @throws io.blindsum.keys.KeyFileException if others may write to it, or the share cannot be
   *     read
   */
  public static HolderConfig read(Path file, Map<String, String> environment) {
    CheckedFiles.requireSettings(file);
    Path folder = file.toAbsolutePath().resolveSibling("");
    YamlMap root =
        YamlMap.read(file)
            .requireOnly(
                "state",
                "share",
                "unseal_with",
                "signers",
                "releasers",
                "studies",
                "rules",
                "colony");
    StoredShare share = ShareFile.read(root.path("share", folder), KeyGate.standard());
    String type = Functions.holderExecutorType(share.holder());
    return new HolderConfig(
        root.path("state", folder),
        new ColonySection(folder, environment).read(root, type),
        share,
        root.path("unseal_with", folder),
        signers(root),
        policy(root));
  }

  private static TrustedSigners signers(YamlMap root) {
    YamlMap known =
        root.map("signers")
            .orElseThrow(() -> root.fault("signers", "missing"))
            .requireOnly("sites", "clouds");
    return TrustedSigners.of(known).withReleasers(TrustedSigners.named(root, "releasers"));
  }

  private static HolderPolicy policy(YamlMap root) {
    YamlMap rules = root.map("rules").orElseGet(() -> YamlMap.parse("rules", "{}"));
    List<String> members = new ArrayList<>(List.of("sites_min", "questions_per_day"));
    members.addAll(RuleMembers.NAMES);
    rules.requireOnly(members.toArray(String[]::new));
    return new HolderPolicy(
        studies(root),
        RuleMembers.read(rules, HolderPolicy.DEFAULT_MIN_CELL),
        (int) rules.integer("sites_min", 1, MOST_SITES, (long) HolderPolicy.DEFAULT_SITES_MIN),
        (int)
            rules.integer(
                "questions_per_day", 1, MOST_A_DAY, (long) HolderPolicy.DEFAULT_QUESTIONS_A_DAY));
  }

  private static Map<String, Set<String>> studies(YamlMap root) {
    Map<String, Set<String>> studies = new LinkedHashMap<>();
    root.map("studies")
        .ifPresent(
            listed -> listed.names().forEach(study -> studies.put(study, hashes(listed, study))));
    return studies;
  }

  private static Set<String> hashes(YamlMap listed, String study) {
    if (!Names.isName(study)) {
      throw listed.fault(study, Names.NO_NAME);
    }
    List<String> hashes = listed.texts(study);
    if (!hashes.stream().allMatch(hash -> hash.matches("[0-9a-f]{64}"))) {
      throw listed.fault(study, "a hash has 64 hex digits: blindsum query plan");
    }
    return Set.copyOf(hashes);
  }
}
