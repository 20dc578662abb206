package io.blindsum.release.result;

import java.util.List;

/** The figures that many statistics have. */
public final class Columns {
  /** How many people a figure is about. */
  public static final Column N = new Column("n", "n", Unit.PEOPLE, Format.WHOLE);

  /** The exact sum of the values. */
  public static final Column SUM = new Column("sum", "Sum", Unit.VALUE, Format.DECIMAL);

  /** The mean of the values. */
  public static final Column MEAN = new Column("mean", "Mean", Unit.VALUE, Format.REAL);

  /** The standard deviation of the sample. */
  public static final Column SD = new Column("sd", "SD", Unit.VALUE, Format.REAL);

  /** The variance of the sample. */
  public static final Column VARIANCE =
      new Column("variance", "Variance", Unit.SQUARE, Format.REAL);

  /** What the totals of a column of numbers have besides n. */
  public static final List<Column> TOTALS = List.of(SUM, MEAN, SD, VARIANCE);

  /** The standard error of an estimate. */
  public static final Column SE = new Column("se", "SE", Unit.VALUE, Format.REAL);

  /** The degrees of freedom of a test. */
  public static final Column DF = new Column("df", "Degrees of freedom", Unit.NONE, Format.WHOLE);

  /** The probability of a statistic at least as extreme, if there is no difference. */
  public static final Column P = new Column("p", "p", Unit.NONE, Format.P);

  /** A chi-square. */
  public static final Column CHI2 = new Column("chi2", "χ²", Unit.NONE, Format.REAL);

  /** The lower end of a confidence interval; {@link #HIGH} follows it. */
  public static final Column LOW = new Column("low", "95 % interval", Unit.VALUE, Format.REAL);

  /** The upper end of a confidence interval. */
  public static final Column HIGH = new Column("high", "to", Unit.VALUE, Format.REAL);

  /** Of a ratio: its interval is as wide as this makes it. */
  public static final List<Column> RATIO =
      List.of(
          new Column("ratio", "Ratio", Unit.NONE, Format.REAL),
          new Column("log_se", "SE of the logarithm", Unit.NONE, Format.REAL),
          LOW,
          HIGH,
          P);

  private Columns() {}
}
