package io.blindsum.hospital;

import io.blindsum.cohort.BadDataPolicy;
import io.blindsum.cohort.JdbcQuery;
import io.blindsum.cohort.QueryParameters;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.frame.Protection;
import io.blindsum.hospital.Dataset.CsvFile;
import io.blindsum.hospital.Dataset.Database;
import io.blindsum.hospital.Dataset.Login;
import io.blindsum.hospital.SiteConfig.Limits;
import io.blindsum.messages.Functions;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.service.ColonySection;
import io.blindsum.text.DataException;
import io.blindsum.text.YamlMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a site's file. Relative paths start at its folder; the {@code COLONIES_*} variables of the
 * environment win over its {@code colony} part.
 */
public final class SiteConfigReader {
  private static final int DEFAULT_TIMEOUT_SECONDS = 600;
  private static final int FETCH_ROWS = 5_000;
  private static final long MEGABYTE = 1_000_000;
  private static final List<Protection> PROTECTIONS =
      List.of(Protection.MASKED, Protection.SEALED, Protection.PLAIN);

  private final Path folder;
  private final Map<String, String> environment;

  private SiteConfigReader(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Reads a file.
   *
   * @throws DataException naming line and column
   */
  public static SiteConfig read(Path file, Map<String, String> environment) {
    Path folder = file.toAbsolutePath().resolveSibling("");
    return new SiteConfigReader(folder, environment).read(YamlMap.read(file));
  }

  private SiteConfig read(YamlMap root) {
    root.requireOnly("site", "state", "colony", "datasets", "policy", "transport", "limits");
    String site = root.text("site");
    if (!site.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw root.fault("site", "letters, digits, dots, dashes and underscores only, at most 64");
    }
    SitePolicy policy = policy(root);
    return new SiteConfig(
        site,
        root.path("state", folder),
        new ColonySection(folder, environment).read(root, Functions.hospitalExecutorType(site)),
        datasets(root),
        policy,
        new Partners(sealTo(root, policy), researchers(root)),
        limits(root));
  }

  private Map<String, Dataset> datasets(YamlMap root) {
    YamlMap catalogue = root.map("datasets").orElseThrow(() -> root.fault("datasets", "missing"));
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    for (String name : catalogue.names()) {
      YamlMap entry = catalogue.map(name).orElseThrow(() -> catalogue.fault(name, "empty"));
      datasets.put(name, dataset(name, entry));
    }
    return datasets;
  }

  private Dataset dataset(String name, YamlMap entry) {
    boolean csv = entry.has("csv");
    if (csv) {
      entry.requireOnly("csv", "columns", "on_bad");
    } else {
      entry.requireOnly(
          "jdbc",
          "user_env",
          "password_env",
          "sql",
          "parameters",
          "columns",
          "timeout_s",
          "on_bad");
    }
    Map<String, ColumnType> columns = types(entry, "columns");
    if (columns.isEmpty()) {
      throw entry.fault("columns", "declare the columns that a study may ask for");
    }
    Dataset.Source source = csv ? new CsvFile(entry.path("csv", folder)) : database(name, entry);
    return new Dataset(name, source, columns, onBad(entry));
  }

  private Database database(String name, YamlMap entry) {
    Login login =
        new Login(
            entry.optionalText("user_env").orElse(""),
            entry.optionalText("password_env").orElse(""),
            environment);
    long seconds = entry.integer("timeout_s", 1, 86_400, (long) DEFAULT_TIMEOUT_SECONDS);
    QueryParameters parameters = new QueryParameters(types(entry, "parameters"));
    try {
      JdbcQuery query =
          new JdbcQuery(
              name, entry.text("sql"), parameters, Duration.ofSeconds(seconds), FETCH_ROWS);
      return new Database(query, entry.text("jdbc"), login);
    } catch (IllegalArgumentException e) {
      throw entry.fault("sql", String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, ColumnType> types(YamlMap entry, String member) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    entry.map(member).ifPresent(declared -> addTypes(declared, types));
    return types;
  }

  private static void addTypes(YamlMap declared, Map<String, ColumnType> types) {
    for (String name : declared.names()) {
      try {
        types.put(name, new ColumnSpec(name, ColumnType.parse(declared.text(name))).type());
      } catch (SpecificationException e) {
        throw declared.fault(name, String.valueOf(e.getMessage()));
      }
    }
  }

  private static BadDataPolicy onBad(YamlMap entry) {
    return oneOf(entry, "on_bad", BadDataPolicy.REJECT, List.of(BadDataPolicy.values()));
  }

  private SitePolicy policy(YamlMap root) {
    YamlMap policy = root.map("policy").orElseThrow(() -> root.fault("policy", "missing"));
    policy.requireOnly(
        "min_cohort",
        "keys",
        "approved_keys",
        "initiators",
        "researchers",
        "stats",
        "queries",
        "where",
        "protection");
    Set<String> keys =
        digests(policy, "keys", "a fingerprint has 64 hex digits: blindsum key fingerprint FILE");
    List<String> stats = policy.has("stats") ? policy.texts("stats") : SitePolicy.MOMENTS;
    return new SitePolicy(
        (int) policy.integer("min_cohort", 1, 1_000_000, (long) SitePolicy.DEFAULT_MIN_COHORT),
        keys,
        policy.optionalText("approved_keys").map(name -> policy.path("approved_keys", folder)),
        Set.copyOf(policy.texts("initiators")),
        Set.copyOf(stats),
        policy.has("queries")
            ? Optional.of(
                digests(policy, "queries", "a hash has 64 hex digits: blindsum query plan"))
            : Optional.empty(),
        policy.flag("where", false),
        oneOf(policy, "protection", Protection.MASKED, PROTECTIONS));
  }

  private static Set<VerifyingKey> researchers(YamlMap root) {
    YamlMap policy = root.map("policy").orElseThrow(() -> root.fault("policy", "missing"));
    return new LinkedHashSet<>(TrustedSigners.keys(policy, "researchers"));
  }

  /** Returns the one key that batches are sealed to. */
  private static Optional<SealPublicKey> sealTo(YamlMap root, SitePolicy policy) {
    YamlMap transport = root.map("transport").orElseGet(() -> YamlMap.parse("transport", "{}"));
    List<String> keys = transport.requireOnly("seal_to").texts("seal_to");
    if (policy.protection() != Protection.SEALED) {
      return Optional.empty();
    }
    if (keys.isEmpty()) {
      throw root.fault("policy", "protection: sealed needs transport: seal_to: [KEY OF THE CLOUD]");
    }
    if (keys.size() > 1) {
      throw transport.fault("seal_to", "one key; executors of a cloud share theirs");
    }
    try {
      return Optional.of(new SealPublicKey(keys.get(0)));
    } catch (IllegalArgumentException e) {
      throw transport.fault("seal_to", String.valueOf(e.getMessage()));
    }
  }

  private static Set<String> digests(YamlMap policy, String member, String fault) {
    List<String> digests = policy.texts(member);
    if (!digests.stream().allMatch(digest -> digest.matches("[0-9a-f]{64}"))) {
      throw policy.fault(member, fault);
    }
    return Set.copyOf(digests);
  }

  private static Limits limits(YamlMap root) {
    YamlMap limits = root.map("limits").orElseGet(() -> YamlMap.parse("limits", "{}"));
    limits.requireOnly("spool_mb", "keep_plans_hours");
    return new Limits(
        limits.integer("spool_mb", 1, 100_000_000, 4_000L) * MEGABYTE,
        Duration.ofHours(limits.integer("keep_plans_hours", 1, 8_760, 24L)));
  }

  private static <T extends Enum<T>> T oneOf(
      YamlMap map, String member, T fallback, List<T> allowed) {
    String text = map.optionalText(member).orElse(fallback.name());
    List<String> words = allowed.stream().map(x -> x.name().toLowerCase(Locale.ROOT)).toList();
    int index = words.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw map.fault(member, "none of " + String.join(", ", words));
    }
    return allowed.get(index);
  }
}
