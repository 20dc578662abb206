package io.blindsum.messages;

import io.blindsum.question.text.Question;
import java.util.LinkedHashMap;
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
 * @param waitSeconds how long a site may take until it starts on its plan
 */
public record StudyRequest(
    PlanRequest plan,
    List<String> sites,
    int sitesMin,
    int window,
    int batchSeconds,
    int waitSeconds) {
  /** How many batches are under way at once unless a study says otherwise. */
  public static final int DEFAULT_WINDOW = 16;

  /** How long a site may take over one batch unless a study says otherwise, in seconds. */
  public static final int DEFAULT_BATCH_SECONDS = 300;

  /** How long a site may take until it starts on its plan unless a study says otherwise. */
  public static final int DEFAULT_WAIT_SECONDS = 600;

  public StudyRequest {
    sites = Check.names("sites", sites);
    Check.number("sites_min", sitesMin);
    Check.require(sitesMin <= sites.size(), "sites_min", "is more than there are sites");
    Check.number("window", window);
    Check.number("batch_seconds", batchSeconds);
    Check.number("wait_seconds", waitSeconds);
  }

  /**
   * Takes over what a researcher wrote down.
   *
   * @param publicKey as {@code SeedKeyFormat} writes it
   * @throws MessageException if it names no site
   */
  public static StudyRequest of(Question question, String publicKey) {
    Question.Run run = question.run();
    return new StudyRequest(
        PlanRequest.of(question, publicKey),
        run.sites(),
        question.limits().sitesMin(),
        run.window() == 0 ? DEFAULT_WINDOW : run.window(),
        run.batchSeconds() == 0 ? DEFAULT_BATCH_SECONDS : run.batchSeconds(),
        run.waitSeconds() == 0 ? DEFAULT_WAIT_SECONDS : run.waitSeconds());
  }

  /** Returns the same study that goes on only if so many sites contribute. */
  public StudyRequest withSitesMin(int count) {
    return new StudyRequest(plan, sites, count, window, batchSeconds, waitSeconds);
  }

  /** Returns the same study as the run of a nonce. */
  public StudyRequest withRun(String nonce) {
    PlanRequest question = plan.ask(nonce, plan.attempt(), plan.sites());
    return new StudyRequest(question, sites, sitesMin, window, batchSeconds, waitSeconds);
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static StudyRequest of(Map<String, Object> arguments) {
    Map<String, Object> whole = new LinkedHashMap<>(arguments);
    whole.putIfAbsent("wait_seconds", DEFAULT_WAIT_SECONDS);
    if (whole.get("plan") instanceof Map<?, ?> plan) {
      whole.put("plan", PlanRequest.whole(plan));
    }
    return MessageJson.read(Functions.RUN_STUDY, whole, StudyRequest.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }

  /** Returns the text that two runs share which may go on with each other's batches. */
  public String identity() {
    return MessageJson.write(MessageJson.tree(plan)) + sites;
  }
}
