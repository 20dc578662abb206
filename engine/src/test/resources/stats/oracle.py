#!/usr/bin/env python3
"""Compute the statistics that the engine's tests compare with, from the data sets' rows.

    pip install scipy==1.17.1 statsmodels==0.15.0 lifelines==0.30.3 pandas==2.3.3 mpmath==1.4.1
    python3 oracle.py ../../../../../datasets > oracle.json

Nothing here is computed from totals and nothing by the engine: SciPy, statsmodels and lifelines see
the rows. Least squares with a wide range of scales is also solved from the rows by mpmath with 60
digits, as statsmodels' own doubles keep fewer than 12 digits of some coefficients.
"""
import json
import platform
import sys

import lifelines
import mpmath
import numpy as np
import pandas as pd
import scipy
import scipy.stats as st
import statsmodels
import statsmodels.api as sm
from lifelines.statistics import multivariate_logrank_test
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2
from statsmodels.stats.proportion import proportion_confint

mpmath.mp.dps = 60


def proportion(hit):
    low, high = proportion_confint(int(hit.sum()), len(hit), method="wilson")
    return {"estimate": float(hit.mean()), "low": low, "high": high}


def mean(x):
    test = st.ttest_1samp(x, 0)
    interval = test.confidence_interval(0.95)
    return {"mean": exact_mean(x), "se": exact_se(x), "low": interval.low, "high": interval.high}


def exact_mean(x):
    return float(mpmath.fsum(x) / len(x))


def exact_se(x):
    centre = mpmath.fsum(x) / len(x)
    squares = mpmath.fsum((mpmath.mpf(float(v)) - centre) ** 2 for v in x)
    return float(mpmath.sqrt(squares / (len(x) - 1) / len(x)))


def welch(x, y):
    test = st.ttest_ind(x, y, equal_var=False)
    interval = test.confidence_interval(0.95)
    return {"t": test.statistic, "df": test.df, "p": test.pvalue,
            "low": interval.low, "high": interval.high}


def anova(groups):
    test = st.f_oneway(*groups)
    return {"f": test.statistic, "p": test.pvalue}


def cross_table(rows, columns):
    table = pd.crosstab(rows, columns).to_numpy()
    test = st.chi2_contingency(table, correction=False)
    return {"counts": table.tolist(), "chi2": test.statistic, "df": test.dof, "p": test.pvalue,
            "expected": test.expected_freq.tolist()}


def two_by_two(exposed, event):
    return np.array([[(exposed & event).sum(), (exposed & ~event).sum()],
                     [(~exposed & event).sum(), (~exposed & ~event).sum()]])


def ratios(exposed, event):
    table = two_by_two(exposed, event)
    t = Table2x2(table)
    odds, risk = t.oddsratio_confint(0.05), t.riskratio_confint(0.05)
    return {"table": table.tolist(),
            "odds": {"ratio": t.oddsratio, "se": t.log_oddsratio_se, "low": odds[0],
                     "high": odds[1], "p": t.oddsratio_pvalue()},
            "risk": {"ratio": t.riskratio, "se": t.log_riskratio_se, "low": risk[0],
                     "high": risk[1], "p": t.riskratio_pvalue()}}


def mantel_haenszel(exposed, event, strata):
    tables = [two_by_two(exposed[strata == s], event[strata == s]) for s in sorted(set(strata))]
    t = StratifiedTable([table.astype(float) for table in tables])
    low, high = t.oddsratio_pooled_confint(0.05)
    test = t.test_null_odds(correction=False)
    return {"tables": [table.tolist() for table in tables], "ratio": t.oddsratio_pooled,
            "se": t.logodds_pooled_se, "low": low, "high": high,
            # statsmodels takes 1 - cdf, which leaves a small p few digits
            "chi2": test.statistic, "p": st.chi2.sf(test.statistic, 1)}


def correlation(x, y):
    test = st.pearsonr(x, y)
    interval = test.confidence_interval(0.95)
    return {"n": len(x), "covariance": float(np.cov(x, y)[0, 1]), "r": test.statistic,
            "p": test.pvalue, "low": interval.low, "high": interval.high}


def least_squares(y, x):
    fit = sm.OLS(y.to_numpy(float), sm.add_constant(x.to_numpy(float))).fit()
    low_high = fit.conf_int(0.05)
    exact = exact_least_squares(y, x)
    names = ["(intercept)"] + list(x.columns)
    return {"n": int(fit.nobs), "r2": fit.rsquared, "adjusted_r2": fit.rsquared_adj,
            "f": fit.fvalue, "f_p": fit.f_pvalue, "residual_se": float(np.sqrt(fit.mse_resid)),
            "coefficients": [
                {"name": n, "estimate": fit.params[i], "se": fit.bse[i], "t": fit.tvalues[i],
                 "p": fit.pvalues[i], "low": low_high[i][0], "high": low_high[i][1],
                 "exact": exact[i]} for i, n in enumerate(names)]}


def exact_least_squares(y, x):
    """Solve the normal equations of the decimals as they are written, with 60 digits."""
    design = mpmath.matrix([[1] + [mpmath.mpf(v) for v in row] for row in x.astype(str).to_numpy()])
    response = mpmath.matrix([mpmath.mpf(v) for v in y.astype(str)])
    inverse = (design.T * design) ** -1
    beta = inverse * (design.T * response)
    residual = response - design * beta
    variance = (residual.T * residual)[0] / (design.rows - design.cols)
    result = []
    for i in range(design.cols):
        se = mpmath.sqrt(variance * inverse[i, i])
        t = beta[i] / se
        df = mpmath.mpf(design.rows - design.cols)
        p = mpmath.betainc(df / 2, mpmath.mpf("0.5"), 0, df / (df + t * t), regularized=True)
        result.append({"estimate": float(beta[i]), "se": float(se), "t": float(t), "p": float(p)})
    return result


def kaplan_meier(time, event):
    """Every time of lifelines' table, with the standard errors of statsmodels where events are."""
    fit = lifelines.KaplanMeierFitter().fit(time, event)
    table, survival = fit.event_table, fit.survival_function_.iloc[:, 0]
    bounds = fit.confidence_interval_
    greenwood = SurvfuncRight(time, event)
    errors = dict(zip(greenwood.surv_times.tolist(), greenwood.surv_prob_se.tolist()))
    rows = []
    for t in table.index:
        if table.removed[t] == 0:
            continue
        row = {"time": int(t), "at_risk": int(table.at_risk[t]), "events": int(table.observed[t]),
               "censored": int(table.censored[t]), "survival": float(survival[t])}
        if 0 < survival[t] < 1:
            row |= {"low": float(bounds.loc[t].iloc[0]), "high": float(bounds.loc[t].iloc[1])}
            if t in errors and table.observed[t] > 0:
                row["se"] = errors[t]
        rows.append(row)
    median = fit.median_survival_time_
    return {"median": None if np.isinf(median) else int(median), "rows": rows}


def log_rank(time, group, event):
    test = multivariate_logrank_test(time, group, event)
    return {"chi2": test.test_statistic, "df": int(group.nunique()) - 1, "p": test.p_value}


def quantiles(values, low, width, bins, probabilities):
    edges = low + width * np.arange(bins + 1)
    counts, _ = np.histogram(values, edges)
    distribution = st.rv_histogram((counts, edges))
    return {"low": low, "width": width, "counts": counts.tolist(),
            "quantiles": [{"p": p, "value": float(distribution.ppf(p))} for p in probabilities]}


def standardised(events, people, standard):
    """Fay and Feuer's interval with SciPy's chi-square quantiles."""
    weights = np.array(standard) / np.sum(standard)
    d, n = np.array(events, float), np.array(people, float)
    rate, variance = float(np.sum(weights * d / n)), float(np.sum(weights**2 * d / n**2))
    widest = float(np.max(weights / n))
    low = variance / (2 * rate) * st.chi2.ppf(0.025, 2 * rate**2 / variance)
    upper_variance, upper_rate = variance + widest**2, rate + widest
    high = upper_variance / (2 * upper_rate) * st.chi2.ppf(
        0.975, 2 * upper_rate**2 / upper_variance)
    return {"events": events, "people": people, "standard": standard, "rate": rate,
            "se": float(np.sqrt(variance)), "low": float(low), "high": float(high)}


def actg175(data):
    arms, event, treated = data.arms, data.cens == 1, data.arms != 0
    by_arm = lambda column: [data[column][arms == a] for a in range(4)]
    return {
        "event_by_arm": [proportion(event[arms == a]) for a in range(4)],
        "cd40_by_arm": [mean(x) for x in by_arm("cd40")],
        "wtkg": mean(data.wtkg),
        "welch_cd420_arm0_arm1": welch(by_arm("cd420")[0], by_arm("cd420")[1]),
        "welch_age_arm2_arm3": welch(by_arm("age")[2], by_arm("age")[3]),
        "anova_cd420_arms": anova(by_arm("cd420")),
        "anova_age_arms": anova(by_arm("age")),
        "table_arms_cens": cross_table(arms, data.cens),
        "table_strat_race": cross_table(data.strat, data.race),
        "ratios_treated_cens": ratios(treated, event),
        "ratios_symptom_cens": ratios(data.symptom == 1, event),
        "mantel_haenszel_treated_cens_strat": mantel_haenszel(treated, event, data.strat),
        "correlation_cd40_cd420": correlation(data.cd40, data.cd420),
        "correlation_age_cd80": correlation(data.age, data.cd80),
        "ols_cd420": least_squares(data.cd420, data[["age", "wtkg", "cd40", "cd80"]]),
        "km_days_arm0": kaplan_meier(data.days[arms == 0], event[arms == 0]),
        "km_month_by_arm": [kaplan_meier(data.month[arms == a], event[arms == a]) for a in range(4)],
        "log_rank_days_arms": log_rank(data.days, arms, event),
        "log_rank_month_arms": log_rank(data.month, arms, event),
        "log_rank_month_treated": log_rank(data.month, treated, event),
    }


def diabetes(data):
    predictors = ["age", "sex", "bmi", "bp", "tc", "ldl", "hdl", "tch", "ltg", "glu"]
    return {
        "ols_progression": least_squares(data.progression, data[predictors]),
        "ols_bmi": least_squares(data.progression, data[["bmi"]]),
        "correlation_bmi_progression": correlation(data.bmi, data.progression),
        "correlation_hdl_progression": correlation(data.hdl, data.progression),
        "bmi": mean(data.bmi),
        "welch_progression_sex": welch(*[data.progression[data.sex == s] for s in (1, 2)]),
    }


def flchain(data):
    death = data.death == 1
    measured = data.dropna(subset=["creatinine"])
    bands = [(50, 60), (60, 70), (70, 80), (80, 90), (90, 110)]
    in_band = lambda rows, b: (rows.age >= b[0]) & (rows.age < b[1])
    standard = [int(in_band(data, b).sum()) for b in bands]
    rates = {}
    for sex in "FM":
        rows = data[data.sex == sex]
        rates[sex] = standardised([int(rows.death[in_band(rows, b)].sum()) for b in bands],
                                  [int(in_band(rows, b).sum()) for b in bands], standard)
    return {
        "death_by_sex": [proportion(death[data.sex == s]) for s in "FM"],
        "km_month_by_sex": [kaplan_meier(data.month[data.sex == s], death[data.sex == s])
                            for s in "FM"],
        "km_month_age_80": kaplan_meier(data.month[data.age >= 80], death[data.age >= 80]),
        "log_rank_month_sex": log_rank(data.month, data.sex, death),
        "log_rank_month_flc_grp": log_rank(data.month, data.flc_grp, death),
        "table_sex_mgus": cross_table(data.sex, data.mgus),
        "mantel_haenszel_male_death_flc_grp": mantel_haenszel(
            data.sex == "M", death, data.flc_grp),
        "anova_kappa_flc_grp": anova([data.kappa[data.flc_grp == g] for g in range(1, 11)]),
        "ols_kappa": least_squares(measured.kappa, measured[["age", "creatinine"]]),
        "ols_lambda": least_squares(measured["lambda"], measured[["age", "kappa", "creatinine"]]),
        "quantiles_age": quantiles(data.age, 50, 5, 12, [0.05, 0.25, 0.5, 0.75, 0.95]),
        "standardised_death": rates,
    }


def main(folder):
    result = {"made_by": "python3 oracle.py ../../../../../datasets > oracle.json",
              "versions": {"python": platform.python_version(), "scipy": scipy.__version__,
                           "statsmodels": statsmodels.__version__,
                           "lifelines": lifelines.__version__, "pandas": pd.__version__,
                           "numpy": np.__version__, "mpmath": mpmath.__version__}}
    for f in (actg175, diabetes, flchain):
        result[f.__name__] = f(pd.read_csv(f"{folder}/{f.__name__}/{f.__name__}.csv"))
    print(lines(result))


def lines(result):
    """Write one statistic a line."""
    compact = lambda value: json.dumps(value, allow_nan=False, default=lambda n: n.item())
    parts = []
    for name, part in result.items():
        if isinstance(part, dict):
            members = [f" {compact(k)}: {compact(v)}" for k, v in part.items()]
            parts.append(f"{compact(name)}: {{\n" + ",\n".join(members) + "}")
        else:
            parts.append(f"{compact(name)}: {compact(part)}")
    return "{\n" + ",\n".join(parts) + "}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
