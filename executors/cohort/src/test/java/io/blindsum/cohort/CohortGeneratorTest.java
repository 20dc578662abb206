package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CohortGeneratorTest {
  private static final int PATIENTS = 50_000;

  @ParameterizedTest
  @CsvSource({
    "URBAN, 1, 3f8cc964236edb753642987fe10e43ea018bf231a9566c7d01d0123aac610daa",
    "RURAL, 1, ee1351c08a92709b5f27264b693cd264bee0fa88c9a781bb2d7a63f340d1b0e2",
    "URBAN, -4611686018427387905, 428685b90857a962c099a54c1a8cf15657163a6039be431ed3891dc95f38c6eb",
  })
  void isStableByteForByte(SiteProfile profile, long seed, String sha256) {
    assertThat(sha256(cohort(profile, seed, 1_000))).isEqualTo(sha256);
  }

  @Test
  void writesTheSameInEveryLocale() {
    byte[] before = cohort(SiteProfile.URBAN, 1, 100);
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(cohort(SiteProfile.URBAN, 1, 100)).isEqualTo(before);
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void beginsALargerCohortWithTheSmallerOne() {
    byte[] small = cohort(SiteProfile.RURAL, 7, 100);

    assertThat(cohort(SiteProfile.RURAL, 7, 10_000)).startsWith(small);
    assertThat(new String(cohort(SiteProfile.RURAL, 7, 0), StandardCharsets.US_ASCII))
        .isEqualTo("patient,age,sex,sbp,hba1c,ldl,bmi,smoker,diabetes,month,death\n");
    assertThatThrownBy(() -> cohort(SiteProfile.RURAL, 7, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void keepsItsDeclaredRanges(SiteProfile profile) {
    for (Patient p : patients(profile)) {
      assertThat(p.age).isBetween(18.0, 95.0);
      assertThat(p.sbp).isBetween(60.0, 260.0);
      assertThat(p.bmi).isBetween(15.0, 60.0);
      assertThat(p.month).isBetween(0.0, 60.0);
      assertThat(Double.isNaN(p.hba1c) || (p.hba1c >= 3 && p.hba1c <= 20)).isTrue();
      assertThat(Double.isNaN(p.ldl) || (p.ldl >= 0.3 && p.ldl <= 15)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasTheKnownSlopesOfBloodPressure(SiteProfile profile) {
    List<Patient> patients = patients(profile);
    OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
    fit.newSampleData(
        patients.stream().mapToDouble(p -> p.sbp).toArray(),
        patients.stream().map(p -> new double[] {p.age, p.bmi}).toArray(double[][]::new));
    double[] slopes = fit.estimateRegressionParameters();
    double[] errors = fit.estimateRegressionParametersStandardErrors();

    assertThat(slopes[1]).isCloseTo(CohortGenerator.SBP_PER_YEAR, within(4 * errors[1]));
    assertThat(slopes[2]).isCloseTo(CohortGenerator.SBP_PER_BMI, within(4 * errors[2]));
    assertThat(slopes[0]).isCloseTo(CohortGenerator.SBP_INTERCEPT, within(4 * errors[0]));
    assertThat(fit.estimateRegressionStandardError())
        .isCloseTo(CohortGenerator.SBP_SD, within(0.2));
  }

  /** Tests the score of the logistic likelihood at the true odds ratios: it is 0 in the mean. */
  @ParameterizedTest
  @EnumSource
  void hasTheKnownOddsOfDiabetes(SiteProfile profile) {
    List<Patient> patients = patients(profile);

    assertThat(diabetesScore(patients, p -> 1)).isBetween(-4.0, 4.0);
    assertThat(diabetesScore(patients, p -> p.age)).isBetween(-4.0, 4.0);
    assertThat(diabetesScore(patients, p -> p.bmi)).isBetween(-4.0, 4.0);
  }

  private static double diabetesScore(List<Patient> patients, ToDoubleFunction<Patient> x) {
    double score = 0;
    double variance = 0;
    for (Patient p : patients) {
      double risk = CohortGenerator.diabetesRisk(p.age, p.bmi);
      double weight = x.applyAsDouble(p);
      score += weight * ((p.diabetes ? 1 : 0) - risk);
      variance += weight * weight * risk * (1 - risk);
    }
    return score / Math.sqrt(variance);
  }

  /** Compares deaths with their expectation, the mean of 1 - exp(-hazard c) over follow-ups c. */
  @ParameterizedTest
  @EnumSource
  void hasTheKnownHazardOfDeath(SiteProfile profile) {
    for (boolean diabetes : new boolean[] {false, true}) {
      double excess = 0;
      double variance = 0;
      for (Patient p : patients(profile)) {
        if (p.diabetes == diabetes) {
          double risk = deathRisk(CohortGenerator.hazard(p.age, p.diabetes, p.smoker));
          excess += (p.death ? 1 : 0) - risk;
          variance += risk * (1 - risk);
        }
      }
      assertThat(excess / Math.sqrt(variance)).as("diabetes " + diabetes).isBetween(-4.0, 4.0);
    }
  }

  private static double deathRisk(double hazard) {
    double from = CohortGenerator.FOLLOW_UP_FROM;
    double to = CohortGenerator.FOLLOW_UP_TO;
    double meanSurvival =
        (Math.exp(-hazard * from) - Math.exp(-hazard * to)) / (hazard * (to - from));
    return 1 - meanSurvival;
  }

  @Test
  void makesUrbanPatientsOlderAndLaboratoryValuesFollowDiabetes() {
    List<Patient> urban = patients(SiteProfile.URBAN);
    List<Patient> rural = patients(SiteProfile.RURAL);

    assertThat(mean(urban, p -> p.age) - mean(rural, p -> p.age)).isBetween(7.0, 10.0);
    assertThat(mean(rural, p -> p.bmi) - mean(urban, p -> p.bmi)).isCloseTo(1.5, within(0.15));
    List<Patient> ill = urban.stream().filter(p -> p.diabetes).toList();
    List<Patient> well = urban.stream().filter(p -> !p.diabetes).toList();
    assertThat(mean(ill, p -> p.hba1c)).isCloseTo(7.40, within(0.1));
    assertThat(mean(well, p -> p.hba1c)).isCloseTo(5.40, within(0.02));
    assertThat(mean(well, p -> p.ldl) - mean(ill, p -> p.ldl)).isCloseTo(0.5, within(0.1));
    assertThat(mean(urban, p -> Double.isNaN(p.hba1c) ? 1 : 0)).isCloseTo(0.01, within(0.002));
    assertThat(mean(urban, p -> Double.isNaN(p.ldl) ? 1 : 0)).isCloseTo(0.02, within(0.003));
  }

  @Test
  void allocatesNothingPerPatient() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    CohortGenerator generator = new CohortGenerator(SiteProfile.URBAN, 1);
    long least = Long.MAX_VALUE;
    // Code that is not compiled yet allocates what compiled code keeps in registers.
    for (int i = 0; i < 10 && least >= 1_000_000; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      generator.write(500_000, OutputStream.nullOutputStream());
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    // One Java object per patient would be 8,000,000 bytes.
    assertThat(least).isLessThan(1_000_000);
  }

  private static double mean(List<Patient> patients, ToDoubleFunction<Patient> value) {
    return patients.stream()
        .mapToDouble(value)
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElseThrow();
  }

  private static List<Patient> patients(SiteProfile profile) {
    List<Patient> patients = new ArrayList<>();
    byte[] csv = cohort(profile, 20_261_101, PATIENTS);
    try (CohortSource source =
        io.blindsum.cohort.CsvSource.read(
            new ByteArrayInputStream(csv), "synth", Optional.empty())) {
      while (source.next()) {
        patients.add(
            new Patient(
                number(source, "age"),
                number(source, "sbp"),
                number(source, "hba1c"),
                number(source, "ldl"),
                number(source, "bmi"),
                number(source, "smoker") == 1,
                number(source, "diabetes") == 1,
                number(source, "month"),
                number(source, "death") == 1));
      }
    }
    assertThat(patients).hasSize(PATIENTS);
    return patients;
  }

  private static double number(CohortSource source, String column) {
    String text = source.field(source.column(column)).toString();
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  private static byte[] cohort(SiteProfile profile, long seed, long patients) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new CohortGenerator(profile, seed).write(patients, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private record Patient(
      double age,
      double sbp,
      double hba1c,
      double ldl,
      double bmi,
      boolean smoker,
      boolean diabetes,
      double month,
      boolean death) {}
}
