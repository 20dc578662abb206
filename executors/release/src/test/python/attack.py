#!/usr/bin/env python3
"""Computes hidden counts of released reports back, as far as that is possible.

Reads reports as `blindsum decrypt --json` prints them, one object a line, from files or from
standard input. For each hidden count it finds the least and the greatest value that agree with all
that the report prints, by integer programming (HiGHS, through scipy.optimize.milp) over the joint
distribution of the columns. It knows nothing of how the report was made: only what the statistics
are of, which the report says itself.

`--marks documented` takes `<10` as 0 to 9 and `hidden` as any number; `--marks none` ignores both.

Prints a table: how many counts are hidden, and how many of these were found exactly, or to lie in
fewer than min_cell values. The exit code is 1 if there is one.
"""

import argparse
import itertools
import json
import re
import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

MISSING = None


def type_of(text):
    """Returns a column's name and its values, in order; None for too many."""
    name, kind = re.fullmatch(r"([^:]+):(.*)", text).groups()
    if kind.startswith("cat{"):
        return name, kind[4:-1].split(",")
    low, high = map(float, re.search(r"\[(.*)\.\.(.*)\]", kind).groups())
    if not kind.startswith(("int", "month")) or high - low > 400:
        return name, None
    return name, list(range(int(low), int(high) + 1))


class Group:
    """One group of one report: cells of a joint distribution, and what is printed of sums of them."""

    def __init__(self, report, index):
        self.report = report
        self.least = report["min_cell"]
        self.group = report["groups"][index]
        self.types = dict(type_of(c) for c in report["asked"]["columns"])
        self.types.update(EXTRA)
        self.printed = []  # (columns, condition or weight, value)
        self.open = []  # what is shown and follows from what is hidden
        self.read()

    def say(self, columns, test, value, name):
        """Notes that the rows for which a test of some columns holds are so many."""
        self.printed.append((tuple(columns), test, value, name))

    def read(self):
        rows = self.group["n"]
        self.say((), lambda: 1, rows, "rows")
        for column, figures in self.group.get("columns", {}).items():
            self.column(column, figures)
        for statistic in self.report["statistics"]:
            if statistic.get("group") == self.group["group"]:
                self.statistic(statistic)
        for statistic in self.report["statistics"]:
            for one in statistic.get("groups", []):
                if one["group"] == self.group["group"]:
                    self.compared(statistic["statistic"], one)

    def column(self, name, figures):
        if name in self.group["group"]:
            return
        self.say((name,), lambda v: int(v is not MISSING), figures["n"], name + ".n")
        for label, count in figures.get("counts", {}).items():
            self.say((name,), lambda v, label=label: int(v == label), count, f"{name}={label}")
        if self.types.get(name) and figures.get("sum", "hidden") != "hidden":
            total = int(float(figures["sum"]))
            self.say((name,), lambda v: v or 0, total, name + ".sum")
            if "variance" in figures and figures["variance"] is not None:
                n = figures["n"]
                squares = round(figures["variance"] * (n - 1) + total * total / n)
                self.say((name,), lambda v: (v or 0) ** 2, squares, name + ".squares")

    def compared(self, asked, one):
        found = re.fullmatch(r"logrank\((\w+),(\w+)\)", asked)
        if found and "observed" in one:
            time, event = found.groups()
            self.say(
                (time, event),
                lambda t, e: int(t is not MISSING and e == 1),
                one["observed"],
                "observed",
            )

    def statistic(self, found):
        if set(found) == {"statistic", "group", "n"} and found["n"] == "hidden":
            return  # withheld as a whole
        asked = found["statistic"]
        kind, arguments = re.fullmatch(r"(\w+)\((.*)\)", asked).groups()
        if kind == "table":
            self.table(asked, arguments.split(","), found)
        elif kind == "hist":
            self.histogram(asked, arguments.split(",")[0], found)
        elif kind == "km":
            self.survival(asked, arguments.split(","), found)
        elif kind == "rate":
            self.rate(asked, arguments, found)
        elif kind in ("corr", "ols"):
            self.model(asked, re.findall(r"\w+", arguments), found)

    def table(self, asked, names, found):
        both = lambda a, b: int(a is not MISSING and b is not MISSING)
        self.say(names, both, found["n"], asked + ".n")
        for row in found.get("rows", []):
            first = row[names[0]]
            for key, count in row.items():
                if key.startswith(names[1] + "="):
                    second = key[len(names[1]) + 1 :]
                    self.say(
                        names,
                        lambda a, b, first=first, second=second: int(
                            str(a) == first and str(b) == second
                        ),
                        count,
                        f"{asked} {first} {second}",
                    )

    def histogram(self, asked, name, found):
        self.say((name,), lambda v: int(v is not MISSING), found["n"], asked + ".n")
        for one in found.get("bins", []):
            low, high = float(one["from"]), float(one["below"])
            self.say(
                (name,),
                lambda v, low=low, high=high: int(v is not MISSING and low <= v < high),
                one["n"],
                f"{asked} {low}",
            )

    def survival(self, asked, names, found):
        both = lambda t, e: int(t is not MISSING and e is not MISSING)
        self.say(names, both, found["n"], asked + ".n")
        last = -1
        for step in found.get("steps", []):
            time = step["time"]
            inside = lambda t, e, which, last=last, time=time: int(
                t is not MISSING and e == which and last < t <= time
            )
            self.say(names, lambda t, e, f=inside: f(t, e, 1), step["events"], f"{asked} d{time}")
            self.say(names, lambda t, e, f=inside: f(t, e, 0), step["censored"], f"{asked} c{time}")
            self.say(
                names,
                lambda t, e, last=last: int(t is not MISSING and e is not MISSING and t > last),
                step["at_risk"],
                f"{asked} n{time}",
            )
            last = time

    def rate(self, asked, arguments, found):
        event, strata = re.match(r"(\w+),(\w+):", arguments).groups()
        both = lambda e, a: int(e is not MISSING and a is not MISSING)
        self.say((event, strata), both, found["n"], asked + ".n")
        for one in found.get("strata", []):
            low, high = map(int, one[strata].split("-"))
            inside = lambda a, low=low, high=high: a is not MISSING and low <= a <= high
            self.say(
                (event, strata),
                lambda e, a, f=inside: int(e == 1 and f(a)),
                one["events"],
                f"{asked} d{low}",
            )
            self.say(
                (event, strata),
                lambda e, a, f=inside: int(e is not MISSING and f(a)),
                one["people"],
                f"{asked} n{low}",
            )
        hidden = [x for o in found.get("strata", []) for x in o.values() if x == "hidden" or "<" in str(x)]
        if hidden and not isinstance(found.get("rate", ""), str):
            # one equation more than there are strata
            self.open.append(asked + ".rate")

    def model(self, asked, names, found):
        if "n" in found:
            self.say(
                names,
                lambda *values: int(all(v is not MISSING for v in values)),
                found["n"],
                asked + ".n",
            )
        if isinstance(found.get("covariance", ""), str):
            return
        sums = [self.group["columns"].get(name, {}).get("sum", "hidden") for name in names]
        if found["n"] == self.group["n"] and "hidden" not in sums:
            n = found["n"]
            products = found["covariance"] * (n - 1) + int(float(sums[0])) * int(float(sums[1])) / n
            self.say(
                names,
                lambda *values: 0 if MISSING in values else values[0] * values[1],
                round(products),
                asked + ".product",
            )

    def components(self):
        """Divides the columns into those that statistics tie together."""
        parts = []
        for columns, _, _, _ in self.printed:
            parts.append(set(columns))
        merged = []
        for part in parts:
            touching = [m for m in merged if m & part]
            for m in touching:
                merged.remove(m)
                part = part | m
            if part:
                merged.append(part)
        return merged

    def attack(self, marks, result, limit):
        for name in self.open:
            result["exact"] += 1
            print("SHOWN", self.report["study"], self.group["group"], name)
        for part in self.components():
            self.attack_part(sorted(part), marks, result, limit)

    def attack_part(self, columns, marks, result, limit):
        said = [p for p in self.printed if set(p[0]) <= set(columns)]
        hidden = [p for p in said if isinstance(p[2], str)]
        if not hidden:
            return
        levels = self.levels(columns, said)
        if levels is None or np.prod([len(l) for l in levels]) > limit:
            result["skipped"] += len(hidden)
            return
        cells = list(itertools.product(*levels))
        rows, lows, highs = [], [], []
        for names, test, value, _ in said:
            at = [columns.index(n) for n in names]
            row = np.array([test(*(cell[i] for i in at)) for cell in cells], dtype=float)
            rows.append(row)
            low, high = self.bounds(value, marks)
            lows.append(low)
            highs.append(high)
        matrix = np.array(rows)
        keep = [j for j in range(len(said)) if lows[j] > 0 or highs[j] < np.inf]
        known = LinearConstraint(
            csr_matrix(matrix[keep]), np.array(lows)[keep], np.array(highs)[keep]
        )
        # values of all counts in the solutions so far, which each agree with all that is printed
        seen = []
        for i, (_, _, value, name) in enumerate(said):
            if isinstance(value, str):
                self.solve(matrix, known, i, name, seen, result)

    def levels(self, columns, said):
        """Returns the values of each column, those as one that nothing tells apart."""
        levels = []
        for column in columns:
            values = self.types.get(column)
            if values is None:
                return None
            seen = {}
            for value in values + [MISSING]:
                key = self.signature(column, value, said)
                seen.setdefault(key, value)
            levels.append(list(seen.values()))
        return levels

    def signature(self, column, value, said):
        key = [value is MISSING]
        for names, test, _, _ in said:
            if column in names:
                at = names.index(column)
                if len(names) == 1:
                    key.append(test(value))
                elif len(names) == 2:
                    other = self.types[names[1 - at]]
                    pairs = [(value, o) if at == 0 else (o, value) for o in other + [MISSING]]
                    key.append(tuple(test(*p) for p in pairs))
        return tuple(key)

    def bounds(self, value, marks):
        if not isinstance(value, str):
            return value, value
        if marks == "documented" and value.startswith("<"):
            return 0, int(value[1:]) - 1
        return 0, np.inf

    def solve(self, matrix, known, target, name, seen, result):
        result["hidden"] += 1
        if self.is_open(seen, target):
            return
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * matrix[target],
                constraints=[known],
                integrality=np.ones(matrix.shape[1]),
                bounds=Bounds(0, 1e6),
                options={"time_limit": 20},
            )
            if found.status == 1 and found.x is None:
                result["undecided"] += 1
                return
            if found.x is None:
                result["contradictory"] += 1
                print("CONTRADICTORY", self.report["study"], self.group["group"], name, found.message)
                return
            ends.append(round(sign * found.fun))
            seen.append(np.rint(matrix @ np.rint(found.x)))
            if self.is_open(seen, target):
                return
            if found.status == 1:  # out of time, and not the end
                result["undecided"] += 1
                return
        if ends[0] == ends[1]:
            result["exact"] += 1
            print("EXACT", self.report["study"], self.group["group"], name, ends)
        elif ends[1] - ends[0] + 1 < self.least:
            result["narrowed"] += 1
            print("NARROWED", self.report["study"], self.group["group"], name, ends)

    def is_open(self, seen, target):
        values = [counts[target] for counts in seen]
        return bool(values) and max(values) - min(values) + 1 >= self.least


EXTRA = {}


def figures(report):
    """Counts the numbers and the marks in the groups and statistics of a report."""
    shown, hidden = 0, 0

    def walk(node):
        nonlocal shown, hidden
        if isinstance(node, dict):
            for key, value in node.items():
                if key not in ("group", "time", "from", "below", "standard", "statistic"):
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)
        elif isinstance(node, str) and (node.startswith("<") or node == "hidden"):
            hidden += 1
        elif isinstance(node, (int, float)) and not isinstance(node, bool):
            shown += 1

    walk(report["groups"])
    walk(report["statistics"])
    return shown, hidden


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--marks", choices=["documented", "none"], default="documented")
    parser.add_argument("--most", type=int, default=3000, help="cells of a joint distribution")
    parser.add_argument("--column", action="append", default=[], help="NAME:TYPE not in the report")
    options = parser.parse_args()
    EXTRA.update(dict(type_of(c) for c in options.column))
    result = dict.fromkeys(
        ["reports", "hidden", "exact", "narrowed", "contradictory", "undecided", "skipped"], 0
    )
    shown = marked = 0
    for line in itertools.chain(*(open(f) for f in options.files)) if options.files else sys.stdin:
        report = json.loads(line)
        result["reports"] += 1
        now = figures(report)
        shown, marked = shown + now[0], marked + now[1]
        for index, group in enumerate(report["groups"]):
            if not isinstance(group["n"], str):
                Group(report, index).attack(options.marks, result, options.most)
    for key, value in result.items():
        print(f"{key:14}{value:>9}")
    print(f"{'share hidden':14}{marked / max(1, shown + marked):>9.3f}")
    sys.exit(1 if result["exact"] + result["narrowed"] + result["contradictory"] else 0)


if __name__ == "__main__":
    main()
