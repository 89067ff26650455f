# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for NNI's trial functions: `import lathe.nni as nni`.

Scripts run unchanged but for that line. (With the real nni package they run under Lathe as they are; this one is for
where it cannot be installed.) Outside Lathe it does what nni does without its server: parameters are {}, and results
are printed.
"""

from __future__ import annotations

import argparse
import os
from typing import Any, Dict, Optional

from . import _trial
from ._numbers import is_number

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
    """What the tuner chose, by dotted key, e.g. {"train.batch_size": 64}."""
    global _current
    _current = _trial.params()
    return _current


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


def merge_parameter(base_params: Any, override_params: Dict[str, Any]) -> Any:
    """nni.utils.merge_parameter: sets keys of a dict or attributes of an argparse.Namespace, which must be there."""
    values = vars(base_params) if isinstance(base_params, argparse.Namespace) else base_params
    for key, value in override_params.items():
        if key not in values:
            raise ValueError(f"there is no parameter {key!r} to override")
        if type(values[key]) is not type(value) and values[key] is not None:
            raise TypeError(
                f"parameter {key!r} is {type(values[key]).__name__}, the search gives {type(value).__name__} {value!r}"
            )
        values[key] = value
    return base_params


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
