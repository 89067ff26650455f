# SPDX-License-Identifier: GPL-3.0-or-later
"""Past studies as rows."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
from typing import Any, Dict, List, Optional

from ._lathectl import PathLike, find_lathectl, run_lathectl
from ._numbers import from_json_number

_COLUMNS = (
    "state",
    "objective",
    "objective_last",
    "objective_best",
    "metric",
    "steps",
    "epochs",
    "start",
    "end",
    "device",
    "error",
)


def read(
    path: PathLike = "lathe-runs",
    *,
    table: str = "trials",
    dataframe: bool = False,
    lathectl: Optional[PathLike] = None,
) -> Any:
    """The trials of a workspace, or of one study of it, as a list of dicts; with `dataframe` as a pandas DataFrame.

    table="trials": a row for each trial, with study (its folder), trial (its number), state, objective, objective_last,
    objective_best, metric, steps, epochs, start, end (ISO 8601, UTC), device, error, folder, and what it chose and
    reached as `params.NAME` and `metrics.NAME`. A parameter or metric that a trial does not have is missing in its row.

    table="metrics": a row for each recorded point, with study, trial, metric, step, wall_time, value.

    LathectlError says what is wrong with the path.
    """
    if table not in ("trials", "metrics"):
        raise ValueError(f'table must be "trials" or "metrics", found {table!r}')
    program = find_lathectl(lathectl)
    folder = os.fspath(path)
    if os.path.exists(os.path.join(folder, "study.jsonl")):
        studies = [folder]
    else:
        listed = json.loads(run_lathectl(program, ["runs", "--workspace", folder, "--json"]))
        studies = [study["folder"] for study in listed]
    rows: List[Dict[str, Any]] = []
    for study in studies:
        rows += _trials(program, study) if table == "trials" else _metrics(program, study)
    return _as_dataframe(rows) if dataframe else rows


def _trials(program: str, folder: str) -> List[Dict[str, Any]]:
    study = from_json_number(json.loads(run_lathectl(program, ["show", folder, "--json"])))
    name = os.path.basename(os.path.abspath(folder))
    rows = []
    for trial in study["trials"]:
        row: Dict[str, Any] = {"study": name, "trial": trial["number"]}
        row.update({column: trial.get(column) for column in _COLUMNS})
        row["folder"] = os.path.join(study["folder"], "trials", f"{trial['number']:04}")
        for group in ("params", "metrics"):
            row.update({f"{group}.{key}": value for key, value in (trial.get(group) or {}).items()})
        rows.append(row)
    return rows


def _metrics(program: str, folder: str) -> List[Dict[str, Any]]:
    text = run_lathectl(program, ["export", folder, "--to", "csv", "--table", "metrics"])
    name = os.path.basename(os.path.abspath(folder))
    return [
        {
            "study": name,
            "trial": int(row["trial"]),
            "metric": row["metric"],
            "step": int(row["step"]),
            "wall_time": float(row["wall_time"]),
            "value": float(row["value"]),
        }
        for row in csv.DictReader(io.StringIO(text))
    ]


def _as_dataframe(rows: List[Dict[str, Any]]) -> Any:
    try:
        pandas = importlib.import_module("pandas")
    except ImportError:
        raise ImportError("dataframe=True needs pandas; without it read() gives a list of dicts") from None
    return pandas.DataFrame(rows)
