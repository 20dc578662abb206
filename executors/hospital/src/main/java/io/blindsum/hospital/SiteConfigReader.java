package io.blindsum.hospital;

import io.blindsum.cohort.BadDataPolicy;
import io.blindsum.cohort.CsvSeparator;
import io.blindsum.cohort.DecimalMark;
import io.blindsum.cohort.JdbcQuery;
import io.blindsum.cohort.QueryParameters;
import io.blindsum.cohort.ValueRules;
import io.blindsum.colony.ObjectStoreConfig;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.frame.Protection;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.hospital.Dataset.CsvFile;
import io.blindsum.hospital.Dataset.Database;
import io.blindsum.hospital.Dataset.Login;
import io.blindsum.hospital.SiteConfig.Limits;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.messages.Functions;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.question.Noise;
import io.blindsum.question.text.RuleMembers;
import io.blindsum.service.ColonySection;
import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import io.blindsum.text.Names;
import io.blindsum.text.YamlMap;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  private static final List<String> POLICY =
      List.of(
          "min_cohort",
          "keys",
          "approved_keys",
          "key_holders",
          "initiators",
          "researchers",
          "stats",
          "queries",
          "where",
          "questions_per_day",
          "protection",
          "dominance",
          "noise");

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
   * @throws io.blindsum.keys.KeyFileException if others may write to it
   */
  public static SiteConfig read(Path file, Map<String, String> environment) {
    CheckedFiles.requireSettings(file);
    Path folder = file.toAbsolutePath().resolveSibling("");
    return new SiteConfigReader(folder, environment).read(YamlMap.read(file));
  }

  private SiteConfig read(YamlMap root) {
    root.requireOnly("site", "state", "colony", "datasets", "policy", "transport", "limits");
    String site = root.text("site");
    if (!Names.isName(site)) {
      throw root.fault("site", Names.NO_NAME);
    }
    SitePolicy policy = policy(root);
    return new SiteConfig(
        site,
        root.path("state", folder),
        new ColonySection(folder, environment).read(root, Functions.hospitalExecutorType(site)),
        datasets(root),
        policy,
        new Partners(sealTo(root, policy), researchers(root)),
        limits(root),
        files(root));
  }

  private SiteConfig.Files files(YamlMap root) {
    boolean keep = transport(root).flag("keep_files", false);
    try {
      return new SiteConfig.Files(ObjectStoreConfig.fromEnvironment(environment), keep);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          String.valueOf(e.getMessage()),
          "the environment",
          "set the AWS_S3_* variables, or none of them");
    }
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
      entry.requireOnly(
          "csv", "separator", "decimal", "missing", "round", "columns", "id", "on_bad");
    } else {
      entry.requireOnly(
          "jdbc",
          "user_env",
          "password_env",
          "sql",
          "parameters",
          "columns",
          "id",
          "timeout_s",
          "on_bad");
    }
    Map<String, SiteColumn> columns = columns(entry);
    if (columns.isEmpty()) {
      throw entry.fault("columns", "declare the columns that a study may ask for");
    }
    Dataset.Source source = csv ? file(entry, columns.keySet()) : database(name, entry);
    Optional<String> id = entry.optionalText("id");
    if (id.isPresent() && columns.containsKey(id.get())) {
      throw entry.fault(
          "id", "among the columns too; no study may ask for it, so list it here alone");
    }
    return new Dataset(name, source, columns, id, onBad(entry));
  }

  private static Map<String, SiteColumn> columns(YamlMap entry) {
    Map<String, SiteColumn> columns = new LinkedHashMap<>();
    entry
        .map("columns")
        .ifPresent(
            declared ->
                declared.names().forEach(name -> columns.put(name, column(declared, name))));
    return columns;
  }

  /** Reads a type alone, or a type and what the column is for. */
  private static SiteColumn column(YamlMap declared, String name) {
    Optional<YamlMap> more = declared.isMap(name) ? declared.map(name) : Optional.empty();
    if (more.isEmpty()) {
      return SiteColumn.of(type(declared, name, name));
    }
    YamlMap column = more.get().requireOnly("type", "uses");
    return new SiteColumn(
        type(column, "type", name),
        column.has("uses") ? Optional.of(uses(column)) : Optional.empty());
  }

  private static Set<SiteColumn.Use> uses(YamlMap column) {
    Set<SiteColumn.Use> uses = EnumSet.noneOf(SiteColumn.Use.class);
    for (String word : column.texts("uses")) {
      uses.add(
          Stream.of(SiteColumn.Use.values())
              .filter(use -> use.name().toLowerCase(Locale.ROOT).equals(word))
              .findFirst()
              .orElseThrow(() -> column.fault("uses", "none of total, group, filter, table")));
    }
    return uses;
  }

  private CsvFile file(YamlMap entry, Set<String> columns) {
    Optional<String> separator = entry.optionalText("separator");
    Optional<Character> character = separator.flatMap(CsvSeparator::named);
    if (separator.isPresent() && character.isEmpty()) {
      throw entry.fault("separator", "one character, or comma, semicolon, tab, bar, blank");
    }
    Optional<DecimalMark> decimal =
        entry.has("decimal")
            ? Optional.of(oneOf(entry, "decimal", DecimalMark.POINT, List.of(DecimalMark.values())))
            : Optional.empty();
    ValueRules rules = new ValueRules(missing(entry, columns), decimal, entry.flag("round", false));
    return new CsvFile(entry.path("csv", folder), character, rules);
  }

  /** Reads one list of words for every column, or a list for each of some. */
  private static Map<String, Set<String>> missing(YamlMap entry, Set<String> columns) {
    if (!entry.isMap("missing")) {
      Set<String> words = new LinkedHashSet<>(entry.texts("missing"));
      return words.isEmpty() ? Map.of() : Map.of(ValueRules.EVERY_COLUMN, words);
    }
    YamlMap byColumn = entry.map("missing").orElseThrow();
    Map<String, Set<String>> words = new LinkedHashMap<>();
    for (String column : byColumn.names()) {
      if (!columns.contains(column)) {
        throw byColumn.fault(column, "not a column of the data set's list");
      }
      words.put(column, new LinkedHashSet<>(byColumn.texts(column)));
    }
    return words;
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
      types.put(name, type(declared, name, name));
    }
  }

  private static ColumnType type(YamlMap declared, String member, String name) {
    try {
      return new ColumnSpec(name, ColumnType.parse(declared.text(member))).type();
    } catch (SpecificationException e) {
      throw declared.fault(member, String.valueOf(e.getMessage()));
    }
  }

  private static BadDataPolicy onBad(YamlMap entry) {
    return oneOf(entry, "on_bad", BadDataPolicy.REJECT, List.of(BadDataPolicy.values()));
  }

  private SitePolicy policy(YamlMap root) {
    YamlMap policy = root.map("policy").orElseThrow(() -> root.fault("policy", "missing"));
    List<String> members = new ArrayList<>(POLICY);
    members.addAll(RuleMembers.NAMES);
    policy.requireOnly(members.toArray(String[]::new));
    Set<String> keys =
        digests(policy, "keys", "a fingerprint has 64 hex digits: blindsum key fingerprint FILE");
    List<String> stats = policy.has("stats") ? policy.texts("stats") : SitePolicy.MOMENTS;
    for (String statistic : stats) {
      if (!SitePolicy.STATISTICS.contains(statistic)) {
        throw policy.fault(
            "stats",
            "no statistic is called "
                + Messages.printable(statistic)
                + "; there are: "
                + String.join(", ", SitePolicy.STATISTICS));
      }
    }
    Protection protection =
        // whoever names a cloud to seal to wants it sealed, unless he says otherwise
        oneOf(
            policy,
            "protection",
            sealKeys(root).isEmpty() ? Protection.MASKED : Protection.SEALED,
            PROTECTIONS);
    ReleaseRule rule = RuleMembers.read(policy, 1);
    return new SitePolicy(
        (int) policy.integer("min_cohort", 1, 1_000_000, (long) SitePolicy.DEFAULT_MIN_COHORT),
        rule,
        keys,
        policy.optionalText("approved_keys").map(name -> policy.path("approved_keys", folder)),
        sharedKeysOnly(policy),
        Set.copyOf(policy.texts("initiators")),
        Set.copyOf(stats),
        policy.has("queries")
            ? Optional.of(
                digests(policy, "queries", "a hash has 64 hex digits: blindsum query plan"))
            : Optional.empty(),
        policy.flag("where", false),
        (int)
            policy.integer(
                "questions_per_day", 1, 1_000_000, (long) SitePolicy.DEFAULT_QUESTIONS_A_DAY),
        protection,
        (int) policy.integer("dominance", 1, 99, (long) CellMinimum.ANY_DOMINANCE),
        noise(policy, rule, protection));
  }

  private static Optional<NoisePolicy> noise(
      YamlMap policy, ReleaseRule rule, Protection protection) {
    Optional<YamlMap> noise = policy.map("noise");
    if (noise.isEmpty()) {
      return Optional.empty();
    }
    YamlMap members = noise.get().requireOnly("epsilon", "budget");
    if (protection == Protection.PLAIN) {
      throw policy.fault("noise", "protection: plain shows each record without it; take masked");
    }
    if (rule.rounding() > 1) {
      throw policy.fault("noise", "counts with noise are not rounded; leave one out");
    }
    try {
      BigDecimal epsilon = Noise.parse(members.text("epsilon")).epsilon();
      BigDecimal budget = BigDecimal.valueOf(members.integer("budget", 1, 1_000, null));
      if (budget.compareTo(epsilon) < 0) {
        throw members.fault("budget", "less than epsilon: no question could be answered");
      }
      return Optional.of(new NoisePolicy(epsilon, budget));
    } catch (SpecificationException e) {
      throw members.fault("epsilon", String.valueOf(e.getMessage()));
    }
  }

  private static boolean sharedKeysOnly(YamlMap policy) {
    Optional<String> word = policy.optionalText("key_holders");
    if (word.isPresent() && !word.get().equals("threshold")) {
      throw policy.fault("key_holders", "not threshold; without the member any approved key");
    }
    if (word.isPresent() && !policy.has("approved_keys")) {
      throw policy.fault(
          "key_holders", "needs approved_keys: by its fingerprint alone nobody sees who has a key");
    }
    return word.isPresent();
  }

  private static Set<VerifyingKey> researchers(YamlMap root) {
    YamlMap policy = root.map("policy").orElseThrow(() -> root.fault("policy", "missing"));
    return new LinkedHashSet<>(TrustedSigners.keys(policy, "researchers"));
  }

  /** Returns the one key that batches are sealed to. */
  private static Optional<SealPublicKey> sealTo(YamlMap root, SitePolicy policy) {
    YamlMap transport = transport(root);
    List<String> keys = sealKeys(root);
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

  private static List<String> sealKeys(YamlMap root) {
    return transport(root).requireOnly("seal_to", "keep_files").texts("seal_to");
  }

  private static YamlMap transport(YamlMap root) {
    return root.map("transport").orElseGet(() -> YamlMap.parse("transport", "{}"));
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
