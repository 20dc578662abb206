package io.blindsum.workflow;

import java.util.List;
import java.util.Map;

/**
 * What a study asks of which sites: the arguments of {@link Functions#RUN_STUDY} too.
 *
 * @param plan what each site is asked
 * @param sites the hospitals, each once
 * @param sitesMin how many of them have to contribute
 * @param window how many batches are under way at once
 * @param batchSeconds how long a site may take over one batch before somebody else gets it
 */
public record StudySpec(
    PlanRequest plan, List<String> sites, int sitesMin, int window, int batchSeconds) {
  /** How many batches are under way at once unless a study says otherwise. */
  public static final int DEFAULT_WINDOW = 16;

  /** How long a site may take over one batch unless a study says otherwise, in seconds. */
  public static final int DEFAULT_BATCH_SECONDS = 300;

  public StudySpec {
    Check.notEmpty("sites", sites);
    sites = List.copyOf(sites);
    sites.forEach(site -> Check.name("sites", site));
    Check.require(sites.stream().distinct().count() == sites.size(), "sites", "has one twice");
    Check.positive("sites_min", sitesMin);
    Check.require(sitesMin <= sites.size(), "sites_min", "is more than there are sites");
    Check.positive("window", window);
    Check.positive("batch_seconds", batchSeconds);
  }

  /** Takes over what a researcher wrote down. */
  public static StudySpec of(RunFile file, String publicKey) {
    return new StudySpec(
        file.planRequest(publicKey),
        file.sites(),
        file.limits().sitesMin(),
        file.window() == 0 ? DEFAULT_WINDOW : file.window(),
        file.batchSeconds() == 0 ? DEFAULT_BATCH_SECONDS : file.batchSeconds());
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static StudySpec of(Map<String, Object> arguments) {
    return MessageJson.read(Functions.RUN_STUDY, arguments, StudySpec.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }

  /** Returns the text that two runs of the same study share. */
  String identity() {
    return MessageJson.write(MessageJson.tree(this));
  }
}
