package io.blindsum.cli;

import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.CorrelationSpec;
import io.blindsum.question.GroupColumn;
import io.blindsum.question.HistogramSpec;
import io.blindsum.question.RateSpec;
import io.blindsum.question.RegressionSpec;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.question.TableSpec;
import io.blindsum.stats.Contingency;
import io.blindsum.stats.Correlation;
import io.blindsum.stats.Histogram;
import io.blindsum.stats.Interval;
import io.blindsum.stats.KaplanMeier;
import io.blindsum.stats.LinearModel;
import io.blindsum.stats.RatioEstimate;
import io.blindsum.stats.SmallCells;
import io.blindsum.stats.SmallCells.Release;
import io.blindsum.stats.StandardisedRate;
import io.blindsum.stats.StandardisedRate.Stratum;
import io.blindsum.stats.TwoByTwo;
import io.blindsum.stats.UndefinedStatisticException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The result of one statistic in one group, as the members of a JSON object. */
final class StatisticJson {
  private static final List<String> QUANTILES = List.of("0.25", "0.5", "0.75");

  private final Disclosure disclosure;
  private final GroupTotals group;
  private final Map<String, Object> json = new LinkedHashMap<>();

  private StatisticJson(GroupTotals group, Disclosure disclosure) {
    this.group = group;
    this.disclosure = disclosure;
  }

  static Map<String, Object> of(GroupTotals group, StatisticTotals totals, Disclosure disclosure) {
    StatisticJson result = new StatisticJson(group, disclosure);
    result.json.put("statistic", totals.spec().toString());
    result.json.put("group", group.group());
    try {
      result.add(totals);
    } catch (UndefinedStatisticException e) {
      result.json.put("undefined", String.valueOf(e.getMessage()));
    }
    return result.json;
  }

  private void add(StatisticTotals totals) {
    if (disclosure.isSmall(totals.n())) {
      json.put("n", disclosure.json(Release.SMALL, totals.n()));
      return;
    }
    json.put("n", totals.n());
    if (totals instanceof StatisticTotals.Products products) {
      if (products.spec() instanceof CorrelationSpec spec) {
        add(spec.correlation(products.moments()));
      } else if (products.spec() instanceof RegressionSpec spec) {
        add(spec.model(products.moments()));
      }
    } else if (totals instanceof StatisticTotals.Cells cells) {
      if (cells.spec() instanceof HistogramSpec spec) {
        add(spec.histogram(cells.counts()));
      } else if (cells.spec() instanceof TableSpec spec) {
        add(spec, spec.table(cells.counts()));
      } else if (cells.spec() instanceof SurvivalSpec spec) {
        add(KaplanMeier.of(spec.ends(cells.counts())));
      } else if (cells.spec() instanceof RateSpec spec) {
        add(spec, spec.strata(cells.counts()));
      }
    }
  }

  private void add(Correlation correlation) {
    json.put("covariance", correlation.covariance());
    json.put("r", correlation.coefficient());
    json.put("p", correlation.p());
    put(json, correlation.interval());
  }

  private void add(LinearModel model) {
    json.put("r2", model.rSquared());
    json.put("adjusted_r2", model.adjustedRSquared());
    json.put("residual_se", model.residualStandardError());
    json.put("df", model.degreesOfFreedom());
    json.put("f", model.f());
    json.put("p", model.p());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (LinearModel.Coefficient coefficient : model.coefficients()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", coefficient.name());
      row.put("estimate", coefficient.estimate());
      row.put("se", coefficient.standardError());
      row.put("t", coefficient.t());
      row.put("p", coefficient.p());
      put(row, coefficient.interval());
      rows.add(row);
    }
    json.put("coefficients", rows);
  }

  private void add(Histogram histogram) {
    List<Release> releases = disclosure.counts(histogram.counts(), group.rows());
    List<Map<String, Object>> bins = new ArrayList<>();
    for (int i = 0; i < releases.size(); i++) {
      Map<String, Object> bin = new LinkedHashMap<>();
      bin.put("from", plain(histogram.edges().get(i)));
      bin.put("below", plain(histogram.edges().get(i + 1)));
      bin.put("n", disclosure.json(releases.get(i), histogram.counts().get(i)));
      bins.add(bin);
    }
    if (releases.stream().allMatch(r -> r == Release.SHOWN)) {
      for (String probability : QUANTILES) {
        Histogram.Quantile quantile = histogram.quantile(new BigDecimal(probability));
        json.put("q" + probability, quantile.interpolated());
      }
    }
    json.put("bins", bins);
  }

  private void add(TableSpec spec, Contingency table) {
    SmallCells cells = disclosure.table(table);
    List<String> rowLabels = TableSpec.labels(spec.rows());
    List<String> columnLabels = TableSpec.labels(spec.columnGroups());
    boolean whole = true;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < rowLabels.size(); i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put(name(spec.rows()), rowLabels.get(i));
      for (int j = 0; j < columnLabels.size(); j++) {
        Release release = cells.cell(i, j);
        whole &= release == Release.SHOWN;
        String label = name(spec.columnGroups()) + "=" + columnLabels.get(j);
        row.put(label, disclosure.json(release, table.counts().get(i).get(j)));
      }
      rows.add(row);
    }
    json.put("rows", rows);
    if (whole) {
      addTests(table);
    }
  }

  private void add(RateSpec spec, List<Stratum> strata) {
    Contingency table =
        new Contingency(
            strata.stream().map(s -> List.of(s.events(), s.people() - s.events())).toList());
    SmallCells cells = disclosure.table(table);
    List<String> labels = TableSpec.labels(spec.strata());
    boolean whole = true;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      Stratum stratum = strata.get(i);
      whole &= cells.cell(i, 0) == Release.SHOWN && cells.cell(i, 1) == Release.SHOWN;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put(name(spec.strata()), labels.get(i));
      row.put("events", disclosure.json(cells.cell(i, 0), stratum.events()));
      row.put("people", disclosure.json(cells.rowTotal(i), stratum.people()));
      row.put("standard", stratum.standard());
      rows.add(row);
    }
    json.put("strata", rows);
    if (whole) {
      StandardisedRate rate = StandardisedRate.of(strata);
      json.put("rate", rate.rate());
      json.put("se", rate.standardError());
      put(json, rate.interval());
    }
  }

  private void addTests(Contingency table) {
    if (table.counts().size() == 2 && table.columnTotals().size() == 2) {
      TwoByTwo fourfold = fourfold(table);
      addRatio("odds_ratio", fourfold::oddsRatio);
      addRatio("risk_ratio", fourfold::riskRatio);
    }
    Contingency.ChiSquareTest test = table.chiSquareTest();
    json.put("chi2", test.statistic());
    json.put("df", test.degreesOfFreedom());
    json.put("p", test.p());
    json.put("smallest_expected", test.smallestExpected());
  }

  private void addRatio(String name, Supplier<RatioEstimate> estimate) {
    try {
      json.put(name, ratio(estimate.get()));
    } catch (UndefinedStatisticException e) {
      json.put(name, Map.of("undefined", String.valueOf(e.getMessage())));
    }
  }

  private void add(KaplanMeier curve) {
    OptionalInt median = curve.median();
    if (median.isPresent()) {
      json.put("median", median.getAsInt());
    }
    List<Map<String, Object>> steps = new ArrayList<>();
    for (KaplanMeier.Step step : curve.steps()) {
      if (disclosure.isSmall(step.atRisk())) {
        break;
      }
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("time", step.time());
      row.put("at_risk", step.atRisk());
      row.put("events", step.events());
      row.put("censored", step.censored());
      row.put("survival", step.survival());
      row.put("se", step.standardError());
      step.interval().ifPresent(interval -> put(row, interval));
      steps.add(row);
    }
    json.put("steps", steps);
  }

  /** Returns a table whose first row and column are the exposed and the events: the last values. */
  static TwoByTwo fourfold(Contingency table) {
    List<Long> unexposed = table.counts().get(0);
    List<Long> exposed = table.counts().get(1);
    return new TwoByTwo(exposed.get(1), exposed.get(0), unexposed.get(1), unexposed.get(0));
  }

  static Map<String, Object> ratio(RatioEstimate estimate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ratio", estimate.ratio());
    json.put("log_se", estimate.logStandardError());
    put(json, estimate.interval());
    json.put("p", estimate.p());
    return json;
  }

  static void put(Map<String, Object> json, Interval interval) {
    json.put("low", interval.low());
    json.put("high", interval.high());
  }

  private static String name(GroupColumn groups) {
    return groups.column().name();
  }

  private static String plain(BigDecimal value) {
    return value.toPlainString();
  }
}
