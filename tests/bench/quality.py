#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mean rank of the tuners by what they found, beside Optuna's samplers on the same problems.

    quality.py LATHECTL [--family NAME] [--seeds N] [--trials N] [--only TEXT] [--methods A,B]
    quality.py LATHECTL --family all            every family, hours
    quality.py LATHECTL --family all --quick    the same with few problems, seeds and trials, minutes on one core; what
                                                `./dev bench search` runs

For each problem and seed the methods are ranked after 50, 100 and 200 trials; printed are the mean ranks with 95 %
bootstrap intervals over the problems and seeds, and how Auto stands to the first and to the middle of all. Lathe's tuners
are asked through `lathectl ask-tell`. Families:

    plain    the best value; functions (in 5, 10 and 20 dimensions), mixed (choices, nested ones too) and tables (of real
             trainings) are its parts
    noise    normal noise of 15 % of the function's spread is added; judged by the value without noise of the trial that looked best
    failing  trials fail in a region of 30 % of one parameter
    flaky    a fifth of the trials fails, wherever they are
    batch    eight trials at once
    two      two objectives, judged by hypervolume up to the worst values of 1,000 random trials
    constrained  a metric has to stay below its median over the space, which the best of all does not
    curves   learning curves of 20 epochs, which Medianstop (Optuna's MedianPruner) may stop; judged after so many epochs
             as 50, 100 and 200 whole trials take, and by the epochs until one of the best 1 % is found
    learning the same with real curves: a perceptron on a part of Fashion-MNIST (where that is installed)
"""

import argparse
import json
import shutil
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

from quality_families import ALL, FAMILIES, epochs_to_target, problems_of, score, target_of_learning

OURS = {
    "lathe Auto": ("Auto", {}),
    "lathe TPE": ("TPE", {}),
    "lathe TPE group": ("TPE", {"group": True}),
    "lathe GP": ("GP", {}),
    "lathe SMAC": ("SMAC", {}),
    "lathe CMA-ES": ("CMA-ES", {}),
    "lathe NSGA-II": ("NSGA-II", {}),
    "lathe Random": ("Random", {}),
}
OPTUNA = ["optuna TPE", "optuna TPE group", "optuna CMA-ES"]
DEFAULT = [m for m in list(OURS) + OPTUNA if m != "lathe NSGA-II"]
OF_SEVERAL = ["lathe Auto", "lathe GP", "lathe TPE", "lathe NSGA-II", "lathe Random", "optuna TPE", "optuna NSGA-II"]
CHECKPOINTS = (50, 100, 200)
TO_TARGET = "to the best 1 %"
QUICK = {  # --quick, where nothing else is given
    "methods": "lathe Auto,lathe GP,lathe TPE,lathe CMA-ES,lathe Random,optuna TPE",
    "methods_of_several": "lathe Auto,lathe GP,lathe TPE,lathe NSGA-II,lathe Random,optuna TPE",
    "only": "rosenbrock,training,deep,table-choices,perceptron",
    "dimensions": "5",
    "seeds": 2,
    "trials": 50,
}


def run_lathe(lathectl, method, problem, seed, trials, folder):
    name, args = OURS[method.replace("before ", "lathe ")]
    space = f"{folder}/{problem.objectives}-{method}-{problem.name}-{seed}.json"  # its own: other methods run at the same time
    with open(space, "w", encoding="utf-8") as file:
        json.dump(problem.space, file)
    command = [lathectl, "ask-tell", "--space", space, "--tuner", name, "--args", json.dumps(args), "--seed", str(seed)]
    command += ["--mode", ",".join(["minimize"] * problem.objectives)]
    if problem.constraints:
        command += ["--constraints", json.dumps(problem.constraints)]
    if problem.assessor:
        command += ["--assessor", problem.assessor]
    if takes_trials(lathectl):
        command += ["--trials", str(trials)]
    trials_done = []
    left = trials * problem.epochs
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as engine:
        while left > 0:
            asked = []
            for _ in range(min(problem.at_once, left)):
                engine.stdin.write('{"ask": 1}\n')
                engine.stdin.flush()
                answer = json.loads(engine.stdout.readline())
                if not answer.get("done"):
                    asked.append(answer)
            if not asked:
                break
            for answer in asked:
                result = problem.run(answer["params"], len(trials_done))
                trials_done.append(result)
                told = {"tell": answer["trial"]}
                if is_stopped(engine, answer["trial"], result):
                    told.update(state="EARLY_STOPPED", value=result.observed[0])
                elif result.failed:
                    told["state"] = "FAILED"
                else:
                    told["values"] = result.observed
                    if problem.constraints:
                        told["constraints"] = result.constrained
                left -= result.epochs
                engine.stdin.write(json.dumps(told) + "\n")
        engine.stdin.close()
    return trials_done


@cache
def takes_trials(lathectl):
    """A build of before does not."""
    return "--trials" in subprocess.run([lathectl, "ask-tell", "--help"], capture_output=True, text=True).stdout


def is_stopped(engine, number, result):
    for epoch, value in enumerate(result.curve):
        engine.stdin.write(json.dumps({"report": number, "step": epoch + 1, "value": value}) + "\n")
        engine.stdin.flush()
        if json.loads(engine.stdout.readline())["stop"]:
            stop(result, epoch)
            return True
    return False


def stop(result, epoch):
    result.epochs = epoch + 1
    result.observed = [result.curve[epoch]]


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
    limits = None
    if problem.constraints:
        limits = lambda trial: trial.user_attrs["excess"]  # noqa: E731
    sampler = {
        "optuna TPE": lambda: optuna.samplers.TPESampler(
            seed=seed, constant_liar=problem.at_once > 1, constraints_func=limits
        ),
        "optuna TPE group": lambda: optuna.samplers.TPESampler(
            seed=seed, multivariate=True, group=True, constant_liar=problem.at_once > 1
        ),
        "optuna CMA-ES": lambda: optuna.samplers.CmaEsSampler(seed=seed, warn_independent_sampling=False),
        "optuna NSGA-II": lambda: optuna.samplers.NSGAIISampler(seed=seed),
        "optuna GP": lambda: optuna.samplers.GPSampler(seed=seed),
    }[method]()
    pruner = optuna.pruners.MedianPruner() if problem.assessor else optuna.pruners.NopPruner()
    study = optuna.create_study(sampler=sampler, pruner=pruner, directions=["minimize"] * problem.objectives)
    trials_done = []
    left = trials * problem.epochs
    while left > 0:
        asked = [study.ask() for _ in range(min(problem.at_once, left))]
        for trial, params in [(trial, suggest(trial, problem.space)) for trial in asked]:
            result = problem.run(params, len(trials_done))
            trials_done.append(result)
            trial.set_user_attr("excess", [result.constrained[c["metric"]] - c["max"] for c in problem.constraints])
            stopped = False
            for epoch, value in enumerate(result.curve):
                trial.report(value, epoch + 1)
                if trial.should_prune():
                    stop(result, epoch)
                    stopped = True
                    break
            left -= result.epochs
            if stopped:
                study.tell(trial, state=optuna.trial.TrialState.PRUNED)
            elif result.failed:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
            else:
                study.tell(trial, result.observed)
    return trials_done


def run(task):
    lathectl, method, index, dimensions, seed, trials, folder, family, target = task
    problem = FAMILIES[family](problems_of(family, seed, dimensions)[index], seed)
    if target is not None:
        problem.target = target
    own_seed = 1000 * index + seed  # else the first, random trials are the same for all functions, and luck repeats
    try:
        if not method.startswith("optuna "):
            done = run_lathe(lathectl, method, problem, own_seed, trials, folder)
        else:
            done = run_optuna(method, problem, own_seed, trials)
    except ImportError:  # an Optuna without the package that this sampler needs
        return None
    scores = {count: score(problem, within(problem, done, count)) for count in CHECKPOINTS if count <= trials}
    if problem.target is not None:
        scores[TO_TARGET] = epochs_to_target(problem, within(problem, done, trials))
    return scores


def within(problem, done, count):
    """The trials of as many epochs as `count` whole ones take."""
    left = count * problem.epochs
    taken = []
    for result in done:
        left -= result.epochs
        if left < 0:
            break
        taken.append(result)
    return taken


def ranks(rows):
    """Ranks along the first axis, the smallest is 1; ties share the mean of theirs."""
    rows = np.asarray(rows)
    less = (rows[None, :] < rows[:, None]).sum(axis=1)
    equal = (rows[None, :] == rows[:, None]).sum(axis=1)
    return less + (equal + 1) / 2


def tables_of(family, options):
    """By checkpoint, the ranks of each method (a column) in each problem and seed (a row); and the methods."""
    several = family == "two"
    quick = QUICK["methods_of_several" if several else "methods"] if options.quick else None
    chosen_methods = options.methods or quick
    methods = chosen_methods.split(",") if chosen_methods else OF_SEVERAL if several else DEFAULT
    dimensions = tuple(int(d) for d in options.dimensions.split(","))
    of_family = problems_of(family, 0, dimensions)
    chosen = [i for i, p in enumerate(of_family) if any(t in p.name for t in options.only.split(","))]
    if not chosen:
        return {}, methods, 0
    target = target_of_learning(60 if options.quick else 500) if family == "learning" else None
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    tasks = [
        (
            options.before if method.startswith("before ") else options.lathectl,
            method,
            index,
            dimensions,
            seed,
            options.trials,
            options.folder,
            family,
            target,
        )
        for index in chosen
        for seed in seeds
        for method in methods
    ]
    with ProcessPoolExecutor(options.jobs) as pool:
        curves = list(pool.map(run, tasks))
    missing = {task[1] for task, curve in zip(tasks, curves) if curve is None}
    for method in missing:
        print(f"left out, a package is missing: {method}", file=sys.stderr)
    methods = [method for method in methods if method not in missing]
    best = {(task[1], task[2], task[4]): curve for task, curve in zip(tasks, curves) if curve is not None}
    checkpoints = next(iter(best.values())).keys() if best else []
    tables = {
        at: np.array([ranks([best[m, index, seed][at] for m in methods]) for index in chosen for seed in seeds])
        for at in checkpoints
    }
    return tables, methods, len(chosen)


def drawn_means(table):
    """Of 2,000 samples of its rows."""
    random = np.random.default_rng(0)
    return table[random.integers(0, len(table), (2000, len(table)))].mean(axis=1)


def interval(values):
    return np.percentile(values, [2.5, 97.5], axis=0)


def standing_of_auto(table, methods):
    """Beside the best of the others and beside the middle of all; the difference of ranks is that of pairs."""
    means, drawn = table.mean(axis=0), drawn_means(table)
    auto = methods.index("lathe Auto")
    other = min((i for i in range(len(methods)) if i != auto), key=lambda i: means[i])
    low, high = interval(drawn[:, auto] - drawn[:, other])
    is_first = means[auto] <= means[other]
    word = "first" if is_first else "level with the first" if low <= 0 else "NOT FIRST"
    below = "" if means[auto] <= np.median(means) else ", BELOW THE MEDIAN"
    return f"Auto is {word}{below}: {means[auto] - means[other]:+.2f} [{low:+.2f}, {high:+.2f}] beside {methods[other]}"


def main():
    parser = argparse.ArgumentParser()
    build = Path(sys.argv[0]).absolute().parents[2]  # of its link there
    parser.add_argument("lathectl", nargs="?", default=str(build / "bin/lathectl"))
    parser.add_argument(
        "--quick", action="store_true", help="a few problems, seeds and trials: minutes for all families"
    )
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--first-seed", type=int, default=0, help="seeds that nothing was tuned on")
    parser.add_argument("--trials", type=int)
    parser.add_argument("--only", help="parts of names of problems, with commas")
    parser.add_argument("--methods", help="a list with commas; 'before GP' is the one of --before")
    parser.add_argument("--family", default="plain", choices=[*FAMILIES, "all"])
    parser.add_argument("--before", default="", help="lathectl of another build, to compare with")
    parser.add_argument("--dimensions")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", default="/tmp")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(sys.argv[1:] or ["--family", "all", "--quick"])
    if shutil.which(options.lathectl) is None:
        parser.error(f"there is no program {options.lathectl}")
    for name, usual in {"seeds": 10, "trials": 200, "only": "", "dimensions": "5,10,20"}.items():
        if getattr(options, name) is None:
            setattr(options, name, QUICK[name] if options.quick else usual)
    result = {}
    for family in ALL if options.family == "all" else [options.family]:
        tables, methods, count = tables_of(family, options)
        if not tables:
            print(f"{family}: left out, it has no such problem here", file=sys.stderr)
        result[family] = {}
        for at, table in tables.items():
            low, high = interval(drawn_means(table))
            means = table.mean(axis=0)
            row = {m: [float(means[i]), float(low[i]), float(high[i])] for i, m in enumerate(methods)}
            result[family][at] = row
            if options.json:
                continue
            after = f"after {at} trials" if at != TO_TARGET else TO_TARGET
            print(f"{family}: mean rank {after}, {count} problems x {options.seeds} seeds (95 % interval)")
            for method, (mean, least, most) in sorted(row.items(), key=lambda item: item[1]):
                print(f"  {method:<18}{mean:6.2f}  [{least:.2f}, {most:.2f}]")
            if "lathe Auto" in methods and len(methods) > 1:
                print("  " + standing_of_auto(table, methods), flush=True)
    if options.json:
        print(json.dumps(result if options.family == "all" else result[options.family]))


if __name__ == "__main__":
    main()
