package io.blindsum.cohort;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * Generates synthetic clinical cohorts whose correlations are known, so that what a study finds in
 * them can be checked against the truth.
 *
 * <p>Each patient is drawn in this order, from the values as they are written (rounded), so that
 * the slopes hold for the file itself:
 *
 * <pre>
 * age      ~ N(site mean, site SD), in [18, 95], whole years
 * sex      ~ F with the site's share
 * bmi      ~ N(site mean, site SD), in [15.0, 60.0], one decimal
 * smoker   ~ 1 with the site's share
 * sbp      = 85 + 0.50 age + 0.60 bmi + N(0, 12), in [60, 260], whole mmHg
 * diabetes : log odds = -8.2 + 0.05 age + 0.12 bmi
 * hba1c    ~ N(7.40, 1.10) with diabetes, N(5.40, 0.35) without, in [3.00, 20.00] %
 * ldl      ~ N(3.4, 0.9) - 0.5 diabetes, in [0.3, 15.0] mmol/L
 * death    : hazard a month = 0.0012 exp(0.07 (age - 60) + 0.6 diabetes + 0.5 smoker), constant
 * month    = whole months until death or the end of follow-up, which is uniform in [12, 61)
 * </pre>
 *
 * <p>Of all patients 1 % have no hba1c and 2 % no ldl, whatever else they have.
 *
 * <p>The bytes depend on the seed, the profile and the number of patients alone, not on the Java
 * version or the machine: the Mersenne twister and FastMath of commons-math3 leave no freedom, and
 * a smaller cohort is the beginning of a larger one. The randomness is for data, never for keys.
 */
public final class CohortGenerator {
  /** Rise of the systolic blood pressure in mmHg with each year of age. */
  public static final double SBP_PER_YEAR = 0.50;

  /** Rise of the systolic blood pressure in mmHg with each kg/m² of body mass index. */
  public static final double SBP_PER_BMI = 0.60;

  /** Systolic blood pressure in mmHg at age 0 and body mass index 0. */
  public static final double SBP_INTERCEPT = 85;

  /** Standard deviation of the systolic blood pressure in mmHg at a given age and index. */
  public static final double SBP_SD = 12;

  /** Logarithm of the odds of diabetes at age 0 and body mass index 0. */
  public static final double DIABETES_INTERCEPT = -8.2;

  /** Logarithm of the odds ratio of diabetes for each year of age. */
  public static final double DIABETES_PER_YEAR = 0.05;

  /** Logarithm of the odds ratio of diabetes for each kg/m² of body mass index. */
  public static final double DIABETES_PER_BMI = 0.12;

  /** Hazard of death a month, at age 60 without diabetes or smoking. */
  public static final double DEATH_HAZARD = 0.0012;

  /** Logarithm of the hazard ratio of death for each year of age. */
  public static final double DEATH_PER_YEAR = 0.07;

  /** Logarithm of the hazard ratio of death with diabetes. */
  public static final double DEATH_WITH_DIABETES = 0.6;

  /** Logarithm of the hazard ratio of death with smoking. */
  public static final double DEATH_WITH_SMOKING = 0.5;

  /** Probability that hba1c is missing. */
  public static final double HBA1C_MISSING = 0.01;

  /** Probability that ldl is missing. */
  public static final double LDL_MISSING = 0.02;

  /** Shortest and longest follow-up of a patient who lives, in months. */
  static final double FOLLOW_UP_FROM = 12;

  static final double FOLLOW_UP_TO = 61;

  private static final String HEADER =
      "patient,age,sex,sbp,hba1c,ldl,bmi,smoker,diabetes,month,death\n";

  private final SiteProfile profile;
  private final long seed;

  /** Creates a generator; two profiles of one seed give different patients. */
  public CohortGenerator(SiteProfile profile, long seed) {
    this.profile = profile;
    this.seed = seed;
  }

  /** Returns the column specifications that fit every generated value. */
  public static List<String> columns() {
    return List.of(
        "age:int[18..95]",
        "sex:cat{F,M}",
        "sbp:int[60..260]",
        "hba1c:dec(2)[3..20]",
        "ldl:dec(1)[0..15]",
        "bmi:dec(1)[15..60]",
        "smoker:int[0..1]",
        "diabetes:int[0..1]",
        "month:month[0..60]",
        "death:int[0..1]");
  }

  /**
   * Writes a cohort as CSV, in constant memory; flushes the stream and leaves it open.
   *
   * @param patients rows after the header, at least 0
   * @throws IOException if the stream fails
   */
  public void write(long patients, OutputStream out) throws IOException {
    if (patients < 0) {
      throw new IllegalArgumentException("patients " + patients + " is negative");
    }
    RandomGenerator random =
        new MersenneTwister(new int[] {(int) (seed >>> 32), (int) seed, profile.stream()});
    CsvBytes csv = new CsvBytes(out).text(HEADER);
    for (long patient = 1; patient <= patients; patient++) {
      writePatient(patient, random, csv);
    }
    csv.flush();
  }

  private void writePatient(long patient, RandomGenerator random, CsvBytes csv) throws IOException {
    int age = drawWithin(profile.ageMean(), profile.ageSd(), 1, 18, 95, random);
    boolean female = random.nextDouble() < profile.femaleShare();
    int bmiTenths = drawWithin(profile.bmiMean(), profile.bmiSd(), 10, 150, 600, random);
    double bmi = bmiTenths / 10.0;
    boolean smoker = random.nextDouble() < profile.smokerShare();
    double sbpMean = SBP_INTERCEPT + SBP_PER_YEAR * age + SBP_PER_BMI * bmi;
    int sbp = drawWithin(sbpMean, SBP_SD, 1, 60, 260, random);
    boolean diabetes = random.nextDouble() < diabetesRisk(age, bmi);
    int hba1cHundredths =
        diabetes
            ? drawWithin(7.40, 1.10, 100, 300, 2_000, random)
            : drawWithin(5.40, 0.35, 100, 300, 2_000, random);
    int ldlTenths = drawWithin(diabetes ? 2.9 : 3.4, 0.9, 10, 3, 150, random);
    double survival = -FastMath.log(1 - random.nextDouble()) / hazard(age, diabetes, smoker);
    double followUp = FOLLOW_UP_FROM + (FOLLOW_UP_TO - FOLLOW_UP_FROM) * random.nextDouble();
    boolean hba1cMissing = random.nextDouble() < HBA1C_MISSING;
    boolean ldlMissing = random.nextDouble() < LDL_MISSING;

    csv.number(patient, 0).put(',').number(age, 0).put(',').put(female ? 'F' : 'M');
    csv.put(',').number(sbp, 0).put(',');
    writeUnless(hba1cMissing, hba1cHundredths, 2, csv);
    csv.put(',');
    writeUnless(ldlMissing, ldlTenths, 1, csv);
    csv.put(',').number(bmiTenths, 1).put(',').put(smoker ? '1' : '0');
    csv.put(',').put(diabetes ? '1' : '0');
    csv.put(',').number((long) Math.min(survival, followUp), 0);
    csv.put(',').put(survival < followUp ? '1' : '0').put('\n');
  }

  private static void writeUnless(boolean missing, int scaled, int decimals, CsvBytes csv)
      throws IOException {
    if (!missing) {
      csv.number(scaled, decimals);
    }
  }

  /** Returns the probability of diabetes (logistic model). */
  static double diabetesRisk(double age, double bmi) {
    double logOdds = DIABETES_INTERCEPT + DIABETES_PER_YEAR * age + DIABETES_PER_BMI * bmi;
    return 1 / (1 + FastMath.exp(-logOdds));
  }

  /** Returns the hazard of death a month (proportional hazards, constant in time). */
  static double hazard(double age, boolean diabetes, boolean smoker) {
    double logRatio =
        DEATH_PER_YEAR * (age - 60)
            + (diabetes ? DEATH_WITH_DIABETES : 0)
            + (smoker ? DEATH_WITH_SMOKING : 0);
    return DEATH_HAZARD * FastMath.exp(logRatio);
  }

  /** Draws a normal value, rounded to units of 1 / scale, again and again until it is in range. */
  private static int drawWithin(
      double mean, double sd, int scale, int lo, int hi, RandomGenerator random) {
    while (true) {
      double value = (mean + sd * random.nextGaussian()) * scale;
      int rounded = (int) FastMath.floor(value + 0.5);
      if (rounded >= lo && rounded <= hi) {
        return rounded;
      }
    }
  }
}
