package io.blindsum.hospital;

import io.blindsum.colony.ColonyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a site's file says.
 *
 * @param site the site's name in studies
 * @param state the folder for plans, secret and audit log; nobody else may read it
 * @param colony the server to work for
 * @param datasets the catalogue
 * @param policy what may leave
 * @param limits how much of the machine it takes
 */
public record SiteConfig(
    String site,
    Path state,
    ColonyConfig colony,
    Map<String, Dataset> datasets,
    SitePolicy policy,
    Limits limits) {
  public SiteConfig {
    datasets = Collections.unmodifiableMap(new LinkedHashMap<>(datasets));
  }

  /**
   * How much of the machine an executor takes.
   *
   * @param spoolBytes the most bytes that the plans of this site take on the disk
   * @param keepPlans how long a plan can be asked for batches after the last one
   * @param parallelism how many jobs run at once
   */
  public record Limits(long spoolBytes, Duration keepPlans, int parallelism) {}
}
