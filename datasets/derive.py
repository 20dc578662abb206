#!/usr/bin/env python3
"""Derive the CSV files of this folder from the packages that carry the data.

    python3 derive.py actg175  ACTG175.csv                                > actg175/actg175.csv
    python3 derive.py diabetes diabetes_data_raw.csv.gz diabetes_target.csv.gz > diabetes/diabetes.csv
    python3 derive.py flchain  flchain.csv                                > flchain/flchain.csv
    python3 derive.py synthea  patients.csv observations.csv              > synthea/observations.csv

README.md says where each input file is found. Needs the Python standard library only; what it
prints has the digests of checksums.sha256.
"""
import csv
import datetime
import gzip
import sys

REFERENCE_DATE = datetime.date(2026, 1, 1)

# LOINC code -> column; the last value of a patient counts.
LOINC = {
    "8480-6": "systolic",
    "8462-4": "diastolic",
    "8867-4": "heart_rate",
    "8302-2": "height",
    "29463-7": "weight",
    "39156-5": "bmi",
    "4548-4": "hba1c",
    "2339-0": "glucose",
    "2093-3": "cholesterol",
    "18262-6": "ldl",
    "2085-9": "hdl",
    "2571-8": "triglycerides",
    "38483-4": "creatinine",
}
SMOKING = "72166-2"
SMOKING_STATUS = {
    "Never smoked tobacco (finding)": "never",
    "Ex-smoker (finding)": "former",
    "Smokes tobacco daily (finding)": "current",
}


def write(header, rows):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(header)
    out.writerows(rows)


def read(path):
    with open(path, newline="", encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    return rows[0], rows[1:]


def known(value):
    """Return the value, or an empty field where R wrote NA."""
    return "" if value == "NA" else value


def months(days):
    """Return the completed months of 365.25 / 12 days, in integers."""
    return int(days) * 48 // 1461


def actg175(path):
    header, rows = read(path)
    days = header.index("days")
    names = ["id"] + header[1:] + ["month"]
    write(names, ([known(v) for v in r] + [months(r[days])] for r in rows))


def diabetes(features, target):
    names = "age sex bmi bp tc ldl hdl tch ltg glu progression".split()
    with gzip.open(features, "rt") as x, gzip.open(target, "rt") as y:
        rows = [a.split() + [str(int(float(b)))] for a, b in zip(x, y, strict=True)]
    write(["id"] + names, ([i] + r for i, r in enumerate(rows, 1)))


def flchain(path):
    header, rows = read(path)
    chapter, futime, free_light = (header.index(n) for n in ("chapter", "futime", "lambda"))
    for r in rows:
        # One value of 7,874 carries the 14 decimals of a computed ratio; the assay gives four.
        if len(r[free_light].partition(".")[2]) > 4:
            r[free_light] = f"{float(r[free_light]):.4f}"
        r[chapter] = r[chapter].replace(" ", "_")
    names = ["id"] + [n.replace(".", "_") for n in header[1:]] + ["month"]
    write(names, ([known(v) for v in r] + [months(r[futime])] for r in rows))


def synthea(patients_path, observations_path):
    with open(patients_path, newline="", encoding="utf-8") as lines:
        alive = sorted(
            (p["Id"], p["BIRTHDATE"], p["GENDER"])
            for p in csv.DictReader(lines)
            if not p["DEATHDATE"]
        )
    latest = {}
    with open(observations_path, newline="", encoding="utf-8") as lines:
        for o in csv.DictReader(lines):
            column = "smoking" if o["CODE"] == SMOKING else LOINC.get(o["CODE"])
            if column is None:
                continue
            key = (o["PATIENT"], column)
            value = SMOKING_STATUS[o["VALUE"]] if column == "smoking" else o["VALUE"]
            latest[key] = max(latest.get(key, ("", "")), (o["DATE"], value))
    columns = list(LOINC.values()) + ["smoking"]
    rows = []
    for number, (patient, birth, sex) in enumerate(alive, 1):
        born = datetime.date.fromisoformat(birth)
        age = REFERENCE_DATE.year - born.year
        age -= (REFERENCE_DATE.month, REFERENCE_DATE.day) < (born.month, born.day)
        values = [latest.get((patient, c), ("", ""))[1] for c in columns]
        rows.append([number, age, sex] + values)
    write(["id", "age", "sex"] + columns, rows)


if __name__ == "__main__":
    commands = {f.__name__: f for f in (actg175, diabetes, flchain, synthea)}
    if len(sys.argv) < 3 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](*sys.argv[2:])
