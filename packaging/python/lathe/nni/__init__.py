# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for NNI's trial functions: `import lathe.nni as nni`.

Scripts run unchanged but for that line. (With the real nni package they run under Lathe as they are; this one is for
where it cannot be installed.) Outside Lathe it does what nni does without its server: parameters are {}, and results
are printed.
"""

from __future__ import annotations

import json
import os
from typing import Any, Dict, Optional

from .. import _trial
from .._numbers import is_number
from .utils import merge_parameter

__all__ = [
    "get_current_parameter",
    "get_experiment_id",
    "get_next_parameter",
    "get_sequence_id",
    "get_trial_id",
    "merge_parameter",
    "report_final_result",
    "report_intermediate_result",
]

_current: Optional[Dict[str, Any]] = None


def get_next_parameter() -> Dict[str, Any]:
    """What the tuner chose, by dotted key, e.g. {"train.batch_size": 64}.

    Hyperband, BOHB and PBT add TRIAL_BUDGET, the epochs to train in all, as in NNI.
    """
    global _current
    _current = {**_trial.params(), **_budget()}
    return _current


def _budget() -> Dict[str, Any]:
    """It is no choice of the tuner's for Lathe, and stands only in the file that the real nni reads."""
    if not _trial.in_trial():
        return {}
    try:
        with open(_trial.trial_dir() / "parameter.cfg", encoding="utf-8") as file:
            parameters = json.load(file)["parameters"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {key: value for key, value in parameters.items() if key == "TRIAL_BUDGET"}


def get_current_parameter(tag: Optional[str] = None) -> Any:
    """What get_next_parameter() gave, or one parameter of it; None when that was not called yet."""
    if _current is None:
        return None
    return _current if tag is None else _current[tag]


def report_intermediate_result(metric: Any) -> None:
    """Reports a number, or a dict whose "default" is the objective."""
    _trial.report(_checked(metric))


def report_final_result(metric: Any) -> None:
    """Reports the result of the trial: a number, or a dict whose "default" is the objective."""
    _trial.finish(_checked(metric))


def get_trial_id() -> str:
    """A name of the trial, such as "0003"; outside Lathe "STANDALONE"."""
    if not _trial.in_trial():
        return "STANDALONE"
    return os.environ.get("NNI_TRIAL_JOB_ID") or f"{_trial.trial_number():04}"


def get_experiment_id() -> str:
    """The name of the study; outside Lathe "STANDALONE"."""
    if not _trial.in_trial():
        return "STANDALONE"
    named = os.environ.get("NNI_EXP_ID")
    if named:
        return named
    for folder in _trial.trial_dir().parents:  # STUDY/trials/0003/program
        if folder.name == "trials":
            return folder.parent.name
    return "lathe"


def get_sequence_id() -> int:
    """The number of the trial, from 0."""
    return _trial.trial_number()


def _checked(metric: Any) -> Any:
    if not isinstance(metric, dict):
        return metric
    if "default" not in metric:
        raise ValueError('a result that is a dict needs the objective as its "default"')
    out = {}
    for name, value in metric.items():
        if name == "default" or is_number(value):
            out[name] = value
        else:
            _trial.tell_once(f"the result {name!r} is no number and is left out")
    return out
