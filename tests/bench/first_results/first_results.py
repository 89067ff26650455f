#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a newcomer gets: the bundled examples, real tables and a real text, with the defaults, on two cores.

    ./dev bench first-results            all of it, about 40 minutes
    build/release/bench/long/bench_first-results [--only TEXT] [--splits N] [--lathectl PATH]

Tables are those of scikit-learn (Debian's python3-sklearn), and its random forest is the goal: trained on the rows that
Lathe trains and validates on, tested on the same rows as Lathe, mean over several shuffles of the table. Each line is
    name   score   at least|at most   goal   minutes   ok|BELOW
and the exit code is 1 when a goal is missed.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3]
BUILD = Path(sys.argv[0]).absolute().parents[2]
EXAMPLES = SOURCE / "resources/examples"
CORES = 2
TEST_PART = 0.2
VAL_PART = 0.1

# Of each example: the metric, the goal, and whether more is better.
EXAMPLE_GOALS = {
    "fashion-lenet": ("test_acc", 0.89, True),
    "fashion-resnet9": ("test_acc", 0.93, True),
    "text-gru": ("test_perplexity", 6.0, False),
}


class Lathe:
    def __init__(self, lathectl, folder):
        self.lathectl = lathectl
        self.folder = folder

    def run(self, experiment, *changes):
        """The metrics of one run, and the minutes that it took."""
        command = [self.lathectl, "--workspace", f"{self.folder}/runs", "run", str(experiment), *changes, "--json"]
        begun = time.monotonic()
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}\n{done.stderr}")
        return json.loads(done.stdout)["trials"][0]["metrics"], (time.monotonic() - begun) / 60


class Report:
    def __init__(self):
        self.missed = False

    def line(self, name, score, goal, more_is_better, minutes):
        good = score >= goal if more_is_better else score <= goal
        self.missed = self.missed or not good
        bound = "at least" if more_is_better else "at most "
        print(f"  {name:<44} {score:8.4f}  {bound} {goal:7.4f}  {minutes:6.1f} min  {'ok' if good else 'BELOW'}", flush=True)


def boston():
    """The prices of houses in Boston, which scikit-learn ships and no longer loads."""
    import sklearn.datasets

    with open(Path(sklearn.datasets.__file__).parent / "data/boston_house_prices.csv", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return rows[0], [[float(cell) for cell in row] for row in rows[1:]]


def bundled(load):
    data = load()
    names = [str(name).replace(",", " ") for name in getattr(data, "feature_names", range(data.data.shape[1]))]
    return [*names, "target"], [[*x, y] for x, y in zip(data.data.tolist(), data.target.tolist())]


def tables():
    from sklearn import datasets

    return [
        ("iris", "classification", lambda: bundled(datasets.load_iris)),
        ("wine", "classification", lambda: bundled(datasets.load_wine)),
        ("breast cancer", "classification", lambda: bundled(datasets.load_breast_cancer)),
        ("digits", "classification", lambda: bundled(datasets.load_digits)),
        ("diabetes", "regression", lambda: bundled(datasets.load_diabetes)),
        ("Boston", "regression", boston),
    ]


def forest_score(task, rows, parts):
    """Accuracy, or R2, of scikit-learn's random forest with its defaults."""
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

    model = (RandomForestClassifier if task == "classification" else RandomForestRegressor)(random_state=0)
    known = [rows[i] for i in parts["train"] + parts["val"]]
    asked = [rows[i] for i in parts["test"]]
    model.fit([row[:-1] for row in known], [row[-1] for row in known])
    return model.score([row[:-1] for row in asked], [row[-1] for row in asked])


def parts_of(path, target, task, seed):
    words = [path, target, task, str(VAL_PART), str(TEST_PART), str(seed)]
    return json.loads(subprocess.check_output([BUILD / "bench/long/rows_of_parts", *words]))


def compare_table(lathe, report, name, task, header, rows, splits):
    import numpy

    ours, theirs, minutes = [], [], 0
    target = header[-1]
    for split in range(splits):
        shuffled = [rows[i] for i in numpy.random.default_rng(split).permutation(len(rows))]
        path = f"{lathe.folder}/{name}-{split}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *shuffled])
        theirs.append(forest_score(task, shuffled, parts_of(path, target, task, split)))
        experiment = f"{lathe.folder}/{name}.yaml"
        with open(experiment, "w", encoding="utf-8") as file:
            json.dump({"lathe": 1, "config": {
                "network": {"name": "mlp"},
                "data": {"name": "csv", "file": path, "target": target, "task": task, "val_part": VAL_PART,
                         "test_part": TEST_PART},
                "hw": {"device": "cpu", "threads": CORES},
                "seed": split}}, file)
        metrics, taken = lathe.run(experiment)
        ours.append(metrics["test_acc" if task == "classification" else "test_r2"])
        minutes += taken
    kind = "accuracy" if task == "classification" else "R2"
    report.line(f"{name}, {len(rows)} rows: {kind}", sum(ours) / splits, sum(theirs) / splits, True, minutes)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="what has this in its name")
    parser.add_argument("--splits", type=int, default=5, help="shuffles of each table")
    parser.add_argument("--lathectl", default=str(BUILD / "bin/lathectl"))
    arguments = parser.parse_args()
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        lathe = Lathe(arguments.lathectl, folder)
        try:
            for name, task, load in tables():
                if arguments.only in name:
                    compare_table(lathe, report, name, task, *load(), arguments.splits)
        except ImportError:
            print("  python3-sklearn is not installed: tables are not compared")
        for name, (metric, goal, more_is_better) in EXAMPLE_GOALS.items():
            if arguments.only not in name:
                continue
            metrics, minutes = lathe.run(EXAMPLES / f"{name}.yaml", "hw.device=cpu", f"hw.threads={CORES}")
            report.line(f"{name}.yaml: {metric}", metrics[metric], goal, more_is_better, minutes)
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
