package io.blindsum.hospital;

import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ObjectStoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a site's file says.
 *
 * @param site the site's name in studies
 * @param state the folder for plans, secret and audit log; nobody else may read it
 * @param colony the server to work for
 * @param datasets the catalogue
 * @param policy what may leave
 * @param partners whom it knows by their keys
 * @param limits how much of the machine it takes
 * @param files where batches go that do not travel in messages
 */
public record SiteConfig(
    String site,
    Path state,
    ColonyConfig colony,
    Map<String, Dataset> datasets,
    SitePolicy policy,
    Partners partners,
    Limits limits,
    Files files) {
  public SiteConfig {
    datasets = Collections.unmodifiableMap(new LinkedHashMap<>(datasets));
  }

  /** Returns what may leave, in one line for people. */
  public String policyText() {
    return "%s; %s keys%s, %s initiators, %s, %s"
        .formatted(
            policy.cellWords(),
            policy.keys().size(),
            policy.approvedKeys().isPresent() ? " and the approved ones" : "",
            policy.initiators().size(),
            policy.queries().map(q -> q.size() + " queries").orElse("any query"),
            policy.protection().text() + partners.sealTo().map(key -> " to " + key).orElse(""));
  }

  /**
   * Where batches go that do not travel in messages.
   *
   * @param store the site's object store; without one all batches travel in messages
   * @param keep whether the objects stay when their run is over
   */
  public record Files(Optional<ObjectStoreConfig> store, boolean keep) {
    static final Files NONE = new Files(Optional.empty(), false);

    /** Returns where they go, in one line for people; empty without a store. */
    public Optional<String> words() {
      return store.map(
          to ->
              "bucket %s of %s:%s, %s"
                  .formatted(
                      to.bucket(),
                      to.host(),
                      to.port(),
                      keep ? "kept after a run" : "removed after a run"));
    }
  }

  /**
   * How much of the machine an executor takes.
   *
   * @param spoolBytes the most bytes that the plans of this site take on the disk
   * @param keepPlans how long a plan can be asked for batches after the last one
   */
  public record Limits(long spoolBytes, Duration keepPlans) {}
}
