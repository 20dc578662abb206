package io.blindsum.messages;

/** The names by which executors and their functions are called. */
public final class Functions {
  /** Hospital, as in the first example: one encrypted value, or the records of a dataset. */
  public static final String GET_PATIENT_DATA = "get_patient_data";

  /** Hospital: counts a cohort under its policy and fixes the batches. */
  public static final String PLAN_COHORT = "plan_cohort";

  /** Hospital: encrypts one batch of a plan. */
  public static final String ENCRYPT_BATCH = "encrypt_batch";

  /**
   * Hospital: removes a plan whose run is over, and its data at the site. Nothing is released by
   * it; the name is that of the first messages.
   */
  public static final String REMOVE_PLAN = "release_plan";

  /** Cloud, as in the first example: adds single ciphertexts. */
  public static final String SUM_PATIENT_DATA = "sum_patient_data";

  /** Cloud: reduces the frames of one batch number of all sites to a partial result. */
  public static final String REDUCE_BATCHES = "reduce_batches";

  /** Cloud: combines partial results to the result. */
  public static final String COMBINE = "combine";

  /** Cloud: adds partial results of a study that is too large to be combined at once. */
  public static final String SUBTOTAL = "subtotal";

  /** Cloud: combines subtotals to the result. */
  public static final String COMBINE_SUBTOTALS = "combine_subtotals";

  /** Cloud: runs a whole study in the researcher's stead. */
  public static final String RUN_STUDY = "run_study";

  /** Holder of a shared key: its part of opening a result. */
  public static final String OPEN_PART = "open_part";

  /** Release executor: what may be shown of a result that holders open. */
  public static final String OPEN_RESULT = "open_result";

  /** The argument with the public key, as {@code SeedKeyFormat} writes it. */
  public static final String KEY_ARGUMENT = "paillier-pubkey";

  /** The type of every cloud executor. */
  public static final String CLOUD_EXECUTOR_TYPE = "cloud-hospital-executor";

  /** The channel on which executors tell how far they are. */
  public static final String PROGRESS_CHANNEL = "progress";

  private Functions() {}

  /** Returns the executor type of a site's hospital executors, such as {@code r1-...}. */
  public static String hospitalExecutorType(String site) {
    return site + "-hospital_executor";
  }

  /** Returns the executor type of a holder's executors, such as {@code umea-...}. */
  public static String holderExecutorType(String holder) {
    return holder + "-holder_executor";
  }

  /** Returns the executor type of the release executors of a name, such as {@code steward-...}. */
  public static String releaseExecutorType(String releaser) {
    return releaser + "-release_executor";
  }
}
