package io.blindsum.messages;

import io.blindsum.frame.Manifest;
import io.blindsum.frame.SummedStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what parts of a sum have of each site, and joins it, so that each batch counts once. */
public final class SiteTally {
  private static final String FRAMES = "frames";

  private final Map<String, List<SiteBatches>> sites = new TreeMap<>();

  /** Counts batches of a site, in any order. */
  public void add(SiteBatches batches) {
    sites.computeIfAbsent(batches.site(), site -> new ArrayList<>()).add(batches);
  }

  /**
   * Joins what was counted.
   *
   * @param where what it is in; opens every message about it
   * @return one of each site, in the order of their names
   * @throws MessageException naming a batch that is there twice or missing between others
   */
  public List<SiteBatches> join(String where) {
    List<SiteBatches> joined = new ArrayList<>();
    for (List<SiteBatches> parts : sites.values()) {
      parts.sort(Comparator.comparingInt(SiteBatches::batch));
      joined.add(SiteBatches.join(where, parts));
    }
    return joined;
  }

  /**
   * Returns the manifest of a sum of frames of batches, as {@link #manifest} has it.
   *
   * @param plans of the sites
   * @param frames the streams of the frames
   * @throws MessageException if one is no batch of the plans, or is there twice, or one is missing
   *     between others
   */
  public static Manifest fold(List<Signed<PlanMessage>> plans, Manifest frames) {
    String study = plans.get(0).message().study();
    Map<String, BatchName> names = new HashMap<>();
    for (Signed<PlanMessage> plan : plans) {
      for (int number = 0; number < plan.message().batches(); number++) {
        BatchName name = plan.message().batch(number);
        names.put(name.sourceDigest(study), name);
      }
    }
    SiteTally tally = new SiteTally();
    for (SummedStream stream : frames.streams()) {
      BatchName name = names.get(stream.sourceDigest());
      if (name == null) {
        throw new MessageException(FRAMES, "one of site " + stream.site() + " is of no plan");
      }
      tally.add(SiteBatches.of(name, stream));
    }
    return manifest(study, tally.join(FRAMES));
  }

  /** Returns the manifest of a sum of batches: one stream a site, whatever their number. */
  public static Manifest manifest(String study, List<SiteBatches> sites) {
    return new Manifest(sites.stream().map(site -> site.summed(study)).toList());
  }
}
