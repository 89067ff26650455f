# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for what most training scripts call of Weights & Biases: `import lathe.wandb as wandb`.

Inside Lathe numbers become metrics of the trial; pictures and histograms go to a TensorBoard event file, tables to JSON
files, below $LATHE_TRIAL_DIR/wandb. What the experiment says wins over what the script passes to init(config=...), as
in a sweep. Outside Lathe numbers are printed, and all goes to the folder `wandb` of the current one. Nothing is sent
anywhere.

    wandb.init(project="mnist", config={"lr": 1e-3})
    wandb.log({"train": {"loss": 0.4}, "digits": [wandb.Image(x) for x in batch]})     # train.loss, digits
    wandb.finish()

Steps are counted as there: each log() is one; log(..., step=n) is that one; log(..., commit=False) waits for the next.
"""

from __future__ import annotations

import atexit
import os
import sys
from typing import Any, Mapping, Optional, Sequence

from .. import _trial
from ._accepted import (
    AlertLevel,
    Artifact,
    Audio,
    Bokeh,
    Classes,
    CommError,
    Error,
    Html,
    Molecule,
    Object3D,
    Plotly,
    Settings,
    UsageError,
    Video,
    plot,
    util,
)
from ._media import Histogram, Image, Table
from ._run import Run
from ._values import Config, Summary, config_dict, merged

__all__ = [
    "AlertLevel",
    "Artifact",
    "Config",
    "Histogram",
    "Image",
    "Run",
    "Settings",
    "Table",
    "alert",
    "config",
    "define_metric",
    "finish",
    "init",
    "log",
    "log_artifact",
    "login",
    "plot",
    "restore",
    "run",
    "save",
    "summary",
    "unwatch",
    "watch",
]


def init(
    project: Optional[str] = None,
    entity: Optional[str] = None,
    config: Any = None,
    config_exclude_keys: Optional[Sequence[str]] = None,
    config_include_keys: Optional[Sequence[str]] = None,
    mode: Optional[str] = None,
    **about: Any,
) -> Run:
    """Starts a run; one that is still there goes on, unless reinit=True.

    `config` (a mapping, an argparse.Namespace, the path of a YAML file) gives the defaults; the experiment's config,
    and with it what the tuner chose, wins. mode="disabled" records nothing. Other arguments are accepted.
    """
    global run
    if run is not None:
        if not about.get("reinit"):
            return run
        run.finish()
    values = config_dict(config)
    if config_include_keys:
        values = {key: value for key, value in values.items() if key in config_include_keys}
    values = {key: value for key, value in values.items() if key not in (config_exclude_keys or ())}
    if _trial.in_trial():
        values = merged(values, _trial.config())
    summary.clear()
    globals()["config"].clear()
    globals()["config"].update(values)
    mode = mode or os.environ.get("WANDB_MODE")
    run = Run(globals()["config"], summary, _forget, project=project, entity=entity, mode=mode, **about)
    atexit.register(run.finish)
    return run


def _forget(finished: Run) -> None:
    global run
    if run is finished:
        run = None


def _started(what: str) -> Run:
    if run is None:
        raise RuntimeError(f"wandb.{what}() before wandb.init()")
    return run


def log(data: Mapping[str, Any], step: Optional[int] = None, commit: Optional[bool] = None, sync: Any = None) -> None:
    """As Run.log(), of the run that init() started."""
    _started("log").log(data, step, commit, sync)


def define_metric(name: str, *args: Any, **more: Any) -> Any:
    """As Run.define_metric(), of the run that init() started."""
    return _started("define_metric").define_metric(name, *args, **more)


def watch(*args: Any, **more: Any) -> None:
    """Without effect, as Run.watch()."""
    _started("watch").watch(*args, **more)


def unwatch(*args: Any, **more: Any) -> None:
    """Without effect."""


def save(*args: Any, **more: Any) -> None:
    """Without effect, as Run.save()."""
    _started("save").save(*args, **more)


def log_artifact(*args: Any, **more: Any) -> Any:
    """Without effect, as Run.log_artifact()."""
    return _started("log_artifact").log_artifact(*args, **more)


def log_model(*args: Any, **more: Any) -> None:
    """Without effect, as Run.log_model()."""
    _started("log_model").log_model(*args, **more)


link_model = log_model


def restore(name: str, *args: Any, **more: Any) -> Any:
    """As Run.restore(), of the run that init() started."""
    return _started("restore").restore(name, *args, **more)


def use_artifact(*args: Any, **more: Any) -> Any:
    """Not possible, as Run.use_artifact()."""
    return _started("use_artifact").use_artifact(*args, **more)


def alert(title: str, text: str = "", **more: Any) -> None:
    """A line on stderr."""
    _started("alert").alert(title, text)


def finish(exit_code: Optional[int] = None, quiet: Optional[bool] = None) -> None:
    """As Run.finish(), of the run that init() started, if there is one."""
    if run is not None:
        run.finish(exit_code, quiet)


join = finish


def mark_preempting() -> None:
    """Not needed: Lathe starts a trial that was interrupted again."""


def termlog(string: str = "", *_: Any, **__: Any) -> None:
    """A line on stderr."""
    print(f"wandb: {string}", file=sys.stderr, flush=True)


termwarn = termerror = termlog


def plot_table(*_: Any, **__: Any) -> Plotly:
    """A chart that is accepted, and left out."""
    return Plotly()


def login(*_: Any, **__: Any) -> bool:
    """Not needed."""
    return True


def teardown(*_: Any, **__: Any) -> None:
    """Not needed."""


def setup(*_: Any, **__: Any) -> None:
    """Not needed."""


def require(*_: Any, **__: Any) -> None:
    """Not needed."""


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    hint = (
        "Lathe does the search itself"
        if name in ("sweep", "agent", "controller")
        else "lathe.wandb has " + ", ".join(__all__)
    )
    raise AttributeError(f"wandb.{name} is not there; {hint}")


#: The run that init() started; None before and after.
run: Optional[Run] = None
#: The config of the run.
config = Config()
#: The summary of the run.
summary = Summary()
