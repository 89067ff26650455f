# SPDX-License-Identifier: GPL-3.0-or-later
# Says what Optuna reads of a database: [FILE STUDY]. Without arguments its version; exit code 77: it is not installed.
import json, sys
try:
    import optuna
except ImportError:
    sys.exit(77)
optuna.logging.set_verbosity(optuna.logging.ERROR)
if len(sys.argv) == 1:
    print(optuna.__version__)
    sys.exit()
study = optuna.load_study(study_name=sys.argv[2], storage="sqlite:///" + sys.argv[1])
out = {"directions": [str(d.name) for d in study.directions], "trials": []}
for t in study.trials:
    out["trials"].append({"number": t.number, "state": t.state.name, "values": t.values, "params": t.params,
                          "curve": {str(k): v for k, v in t.intermediate_values.items()},
                          "log": [n for n, d in t.distributions.items() if getattr(d, "log", False)],
                          "low": {n: getattr(d, "low", None) for n, d in t.distributions.items()}})
if len(study.directions) == 1:
    out["best"] = study.best_trial.number
    study.enqueue_trial({})
    trial = study.ask()
    out["next"] = trial.suggest_float("opt.lr", 1e-4, 1e-1, log=True) > 0
    study.tell(trial, 1.0)
print(json.dumps(out))
