# SPDX-License-Identifier: GPL-3.0-or-later
"""bench_search_optuna.py SAMPLER PARAMETERS TRIALS: prints the seconds that Optuna takes for bench_search's search."""

import sys
import time
import warnings

import optuna

sampler, parameters, trials = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")


def ellipsoid(trial):
    return sum((i + 1) * (trial.suggest_float(f"x{i}", -5, 5) - 1) ** 2 for i in range(parameters))


study = optuna.create_study(sampler=getattr(optuna.samplers, sampler)(seed=0))
start = time.monotonic()
study.optimize(ellipsoid, n_trials=trials)
print(time.monotonic() - start)
