#!/usr/bin/env python3
"""Mean rank of the tuners by the best value they found, beside Optuna's samplers on the same problems.

    quality.py LATHECTL [--seeds N] [--trials N] [--only TEXT] [--methods A,B]

For each problem and seed the methods are ranked by their best value after 50, 100 and 200 trials; printed are the mean
ranks with 95 % bootstrap intervals over the problems and seeds. Lathe's tuners are asked through `lathectl ask-tell`.
"""

import argparse
import json
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from quality_problems import problems

OURS = {
    "lathe TPE": ("TPE", {}),
    "lathe TPE group": ("TPE", {"group": True}),
    "lathe GP": ("GP", {}),
    "lathe SMAC": ("SMAC", {}),
    "lathe CMA-ES": ("CMA-ES", {}),
    "lathe Random": ("Random", {}),
}
OPTUNA = ["optuna TPE", "optuna TPE group", "optuna CMA-ES"]
CHECKPOINTS = (50, 100, 200)


def run_lathe(lathectl, method, problem, seed, trials, folder):
    name, args = OURS[method]
    space = f"{folder}/{method}-{problem.name}-{seed}.json"  # its own: other methods run at the same time
    with open(space, "w", encoding="utf-8") as file:
        json.dump(problem.space, file)
    command = [lathectl, "ask-tell", "--space", space, "--tuner", name, "--args", json.dumps(args), "--seed", str(seed)]
    values = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as engine:
        for _ in range(trials):
            engine.stdin.write('{"ask": 1}\n')
            engine.stdin.flush()
            answer = json.loads(engine.stdout.readline())
            if answer.get("done"):
                break
            values.append(problem(answer["params"]))
            engine.stdin.write(json.dumps({"tell": answer["trial"], "value": values[-1]}) + "\n")
        engine.stdin.close()
    return values


def suggest(trial, space, prefix=""):
    params = {}
    for name, item in space.items():
        kind, value, key = item["_type"], item["_value"], prefix + name
        if kind == "choice" and isinstance(value[0], dict):
            branch = trial.suggest_categorical(key, [one["_name"] for one in value])
            children = next(one for one in value if one["_name"] == branch)
            inner = {child: spec for child, spec in children.items() if child != "_name"}
            params[name] = {"_name": branch, **suggest(trial, inner, f"{key}.{branch}.")}
        elif kind == "choice":
            params[name] = trial.suggest_categorical(key, value)
        elif kind == "randint":
            params[name] = trial.suggest_int(key, value[0], value[1] - 1)
        elif kind == "qloguniform":
            params[name] = trial.suggest_int(key, value[0], value[1], log=True)
        elif kind == "quniform":
            params[name] = trial.suggest_float(key, value[0], value[1], step=value[2])
        else:
            params[name] = trial.suggest_float(key, value[0], value[1], log=kind.startswith("log"))
    return params


def run_optuna(method, problem, seed, trials):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    sampler = {
        "optuna TPE": lambda: optuna.samplers.TPESampler(seed=seed),
        "optuna TPE group": lambda: optuna.samplers.TPESampler(seed=seed, multivariate=True, group=True),
        "optuna CMA-ES": lambda: optuna.samplers.CmaEsSampler(seed=seed, warn_independent_sampling=False),
        "optuna GP": lambda: optuna.samplers.GPSampler(seed=seed),
    }[method]()
    study = optuna.create_study(sampler=sampler)
    study.optimize(lambda trial: problem(suggest(trial, problem.space)), n_trials=trials)
    return [trial.value for trial in study.trials]


def run(task):
    lathectl, method, index, dimensions, seed, trials, folder = task
    problem = list(problems(seed, dimensions))[index]
    own_seed = 1000 * index + seed  # else the first, random trials are the same for all functions, and luck repeats
    try:
        if method in OURS:
            values = run_lathe(lathectl, method, problem, own_seed, trials, folder)
        else:
            values = run_optuna(method, problem, own_seed, trials)
    except ImportError:  # an Optuna without the package that this sampler needs
        return None
    return np.minimum.accumulate(values)


def ranks(rows):
    """Ranks along the first axis, the smallest is 1; ties share the mean of theirs."""
    rows = np.asarray(rows)
    less = (rows[None, :] < rows[:, None]).sum(axis=1)
    equal = (rows[None, :] == rows[:, None]).sum(axis=1)
    return less + (equal + 1) / 2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lathectl")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--only", default="")
    parser.add_argument("--methods", default=",".join(list(OURS) + OPTUNA))
    parser.add_argument("--dimensions", default="5,20")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", default="/tmp")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    methods = options.methods.split(",")
    dimensions = tuple(int(d) for d in options.dimensions.split(","))
    chosen = [i for i, p in enumerate(problems(0, dimensions)) if options.only in p.name]
    tasks = [
        (options.lathectl, method, index, dimensions, seed, options.trials, options.folder)
        for index in chosen
        for seed in range(options.seeds)
        for method in methods
    ]
    with ProcessPoolExecutor(options.jobs) as pool:
        curves = list(pool.map(run, tasks))
    missing = {task[1] for task, curve in zip(tasks, curves) if curve is None}
    for method in missing:
        print(f"left out, a package is missing: {method}", file=sys.stderr)
    methods = [method for method in methods if method not in missing]
    best = {(task[1], task[2], task[4]): curve for task, curve in zip(tasks, curves) if curve is not None}
    random = np.random.default_rng(0)
    result = {}
    for count in (c for c in CHECKPOINTS if c <= options.trials):
        table = []
        for index in chosen:
            for seed in range(options.seeds):
                table.append(ranks([best[m, index, seed][min(count, len(best[m, index, seed])) - 1] for m in methods]))
        table = np.array(table)
        drawn = table[random.integers(0, len(table), (2000, len(table)))].mean(axis=1)
        low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
        result[count] = {
            m: [float(table[:, i].mean()), float(low[i]), float(high[i])] for i, m in enumerate(methods)
        }
    if options.json:
        print(json.dumps(result))
        return
    for count, row in result.items():
        print(f"mean rank after {count} trials, {len(chosen)} problems x {options.seeds} seeds (95 % interval)")
        for method, (mean, low, high) in sorted(row.items(), key=lambda item: item[1]):
            print(f"  {method:<18}{mean:6.2f}  [{low:.2f}, {high:.2f}]")


if __name__ == "__main__":
    main()
