# SPDX-License-Identifier: GPL-3.0-or-later
"""A logger and a callback for Lightning: `from lathe.lightning import LatheCallback, LatheLogger`.

    trainer = Trainer(logger=LatheLogger(), callbacks=[LatheCallback()], default_root_dir=lathe.trial_dir())

The logger reports all that `self.log()` logs; the callback stops the trainer when Lathe asks for it and, without the
logger, reports the validation's metrics. Importing this module imports Lightning: `lightning.pytorch` or
`pytorch_lightning`, whichever the script has imported already.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any, Mapping, Optional, Sequence

from . import _trial
from ._numbers import is_number

__all__ = ["LatheCallback", "LatheLogger"]


def _import_lightning() -> Any:
    names = ("lightning.pytorch", "pytorch_lightning")
    for name in sorted(names, key=lambda name: name not in sys.modules):
        try:
            importlib.import_module(f"{name}.loggers")
            importlib.import_module(f"{name}.callbacks")
            return importlib.import_module(name)
        except ImportError:
            continue
    raise ImportError(
        "lathe.lightning needs Lightning: neither lightning.pytorch nor pytorch_lightning can be imported"
    )


_lightning = _import_lightning()
_Logger: Any = getattr(_lightning.loggers, "Logger", None) or _lightning.loggers.LightningLoggerBase
_Callback: Any = _lightning.callbacks.Callback


class LatheLogger(_Logger):  # type: ignore[misc]
    """Reports to Lathe what the module logs, at Lightning's steps. Outside Lathe it prints."""

    def __init__(self, prefix: str = "") -> None:
        """`prefix` is put before each name, with a slash."""
        super().__init__()
        self._prefix = f"{prefix}/" if prefix else ""
        #: What the module passed to save_hyperparameters(); Lathe's own record is the trial's config.
        self.hparams: Any = {}

    @property
    def name(self) -> str:
        """For the folders that Lightning makes."""
        return "lathe"

    @property
    def version(self) -> str:
        """For the folders that Lightning makes."""
        return f"trial-{_trial.trial_number():04}"

    @property
    def save_dir(self) -> str:
        """The trial's folder."""
        return str(_trial.trial_dir())

    @property
    def experiment(self) -> Any:
        """The module lathe, for its functions."""
        return importlib.import_module("lathe")

    def log_metrics(self, metrics: Mapping[str, Any], step: Optional[int] = None) -> None:
        """Reports the numbers among `metrics`, on the first process of several."""
        if _rank() != 0:
            return
        numbers = {self._prefix + name: value for name, value in metrics.items() if is_number(value)}
        _trial.report(numbers, step=step)

    def log_hyperparams(self, params: Any, *args: Any, **more: Any) -> None:
        """Keeps them as `hparams`."""
        self.hparams = params

    def save(self) -> None:
        """Nothing waits: each record is written at once."""

    def finalize(self, status: str) -> None:
        """Nothing waits: each record is written at once."""


class LatheCallback(_Callback):  # type: ignore[misc]
    """Stops the trainer when Lathe asks for it, and reports at the end of each validation.

    A trainer that stops validates once more, if it validates at all, and then writes its checkpoints: give it the time
    for that by `stop: {grace: ..}` of the experiment. `min_epochs` and `min_steps` do not hold it back.
    `metrics` are the names to report; by default all that begin with "val". With a LatheLogger nothing is reported
    twice: the logger does it. With several processes the question is put every `every_n_batches` batches, because all
    of them must agree on the answer.
    """

    def __init__(self, metrics: Optional[Sequence[str]] = None, every_n_batches: int = 20) -> None:
        super().__init__()
        self._metrics = metrics
        self._every = max(1, every_n_batches)
        self._batches = 0
        self._has_signal = False

    def setup(self, trainer: Any, *_: Any, **__: Any) -> None:
        """Takes SIGTERM, unless the script has a handler of its own."""
        self._has_signal = _trial.watch_signal()

    def on_sanity_check_start(self, trainer: Any, *_: Any) -> None:
        """Takes SIGTERM back from Lightning, whose handler ends a training without its checkpoints."""
        if self._has_signal:
            _trial.watch_signal(over=True)

    def on_train_start(self, trainer: Any, *_: Any) -> None:
        """As on_sanity_check_start()."""
        self.on_sanity_check_start(trainer)

    def on_validation_end(self, trainer: Any, *_: Any) -> None:
        """Reports."""
        if getattr(trainer, "sanity_checking", False) or getattr(trainer, "running_sanity_check", False):
            return
        loggers = getattr(trainer, "loggers", None) or [getattr(trainer, "logger", None)]
        if any(isinstance(logger, LatheLogger) for logger in loggers) or not _is_first(trainer):
            return
        values = {
            name: value
            for name, value in trainer.callback_metrics.items()
            if (name in self._metrics if self._metrics is not None else name.startswith("val")) and is_number(value)
        }
        _trial.report(values, step=trainer.global_step)

    def on_train_batch_end(self, trainer: Any, *_: Any) -> None:
        """Stops the trainer, which ends in order."""
        alone = getattr(trainer, "world_size", 1) == 1
        self._batches += 1
        if alone:
            stop = _trial.should_stop()
        elif self._batches % self._every == 0:
            stop = bool(trainer.strategy.broadcast(_trial.should_stop()))  # rank 0's answer
        else:
            stop = False
        if stop:
            _lift_minimum(trainer)
            trainer.should_stop = True


def _lift_minimum(trainer: Any) -> None:
    """Lightning trains on until min_epochs and min_steps, whoever asks it to stop; Lathe would end it before that."""
    loop = getattr(trainer, "fit_loop", None)
    for owner, name in ((loop, "min_epochs"), (getattr(loop, "epoch_loop", None), "min_steps")):
        if getattr(owner, name, None):
            setattr(owner, name, 0)


def _rank() -> int:
    """As Lightning knows it, also where it has started the processes without telling their environment."""
    only_first = getattr(getattr(_lightning, "utilities", None), "rank_zero_only", None)
    return int(getattr(only_first, "rank", None) or 0)


def _is_first(trainer: Any) -> bool:
    return bool(getattr(trainer, "is_global_zero", True))
