# SPDX-License-Identifier: GPL-3.0-or-later
"""What a training script says to Lathe, and what it asks.

    import lathe

    config = lathe.config()                       # nested; config.opt.lr
    for epoch in range(config.train.epochs):
        ...
        lathe.report(step=epoch, val_loss=loss)
        if lathe.should_stop():
            break

Outside Lathe the same script still runs: report() prints, config() is empty, should_stop() is False.

    lathe.nni, lathe.wandb   stand-ins for the functions of NNI and Weights & Biases that trial scripts call
    lathe.lightning          a logger and a callback for Lightning
    lathe.Study              Lathe's tuners for a loop of your own
    lathe.read               the trials of past studies as rows
    python3 -m lathe.schema  the options of a script as a schema of Lathe
"""

from typing import TYPE_CHECKING, Any, List

from ._config import Config
from ._trial import (
    config,
    device,
    finish,
    in_trial,
    params,
    report,
    resuming,
    should_stop,
    stop_reason,
    trial_dir,
    trial_number,
)

if TYPE_CHECKING:
    from ._lathectl import LathectlError
    from ._read import read
    from ._study import Study, StudyTrial

__version__ = "0.1.0"

__all__ = [
    "Config",
    "LathectlError",
    "Study",
    "StudyTrial",
    "config",
    "device",
    "finish",
    "in_trial",
    "params",
    "read",
    "report",
    "resuming",
    "should_stop",
    "stop_reason",
    "trial_dir",
    "trial_number",
]

_LATER = {"LathectlError": "_lathectl", "Study": "_study", "StudyTrial": "_study", "read": "_read"}


def __getattr__(name: str) -> Any:
    """What trials do not use is imported when it is asked for: a trial starts the sooner."""
    if name not in _LATER:
        raise AttributeError(f"module 'lathe' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f".{_LATER[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> List[str]:
    return sorted({*globals(), *_LATER})
