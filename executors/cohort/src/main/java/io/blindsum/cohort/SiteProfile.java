package io.blindsum.cohort;

/** How the patients of one kind of synthetic site differ from those of another. */
public enum SiteProfile {
  /** A city hospital: older, leaner, fewer smokers. */
  URBAN(1, 61, 14, 26.4, 4.0, 0.52, 0.14),
  /** A country hospital: younger, heavier, more smokers. */
  RURAL(2, 52, 15, 27.9, 4.4, 0.50, 0.20);

  private final int stream;
  private final double ageMean;
  private final double ageSd;
  private final double bmiMean;
  private final double bmiSd;
  private final double femaleShare;
  private final double smokerShare;

  SiteProfile(
      int stream,
      double ageMean,
      double ageSd,
      double bmiMean,
      double bmiSd,
      double femaleShare,
      double smokerShare) {
    this.stream = stream;
    this.ageMean = ageMean;
    this.ageSd = ageSd;
    this.bmiMean = bmiMean;
    this.bmiSd = bmiSd;
    this.femaleShare = femaleShare;
    this.smokerShare = smokerShare;
  }

  /** Returns the number that keeps two profiles of one seed apart; fixed for ever. */
  int stream() {
    return stream;
  }

  /** Returns the mean age in years, before the ages outside [18, 95] are redrawn. */
  public double ageMean() {
    return ageMean;
  }

  /** Returns the standard deviation of the age in years, before the redraw. */
  public double ageSd() {
    return ageSd;
  }

  /** Returns the mean body mass index in kg/m². */
  public double bmiMean() {
    return bmiMean;
  }

  /** Returns the standard deviation of the body mass index in kg/m². */
  public double bmiSd() {
    return bmiSd;
  }

  /** Returns the probability that a patient is female. */
  public double femaleShare() {
    return femaleShare;
  }

  /** Returns the probability that a patient smokes. */
  public double smokerShare() {
    return smokerShare;
  }
}
