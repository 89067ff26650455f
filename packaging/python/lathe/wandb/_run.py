# SPDX-License-Identifier: GPL-3.0-or-later
"""A run: what log() takes, step by step, and where it goes."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Callable, Dict, Mapping, Optional, Sequence, Type

from .. import _trial
from .._numbers import is_number, to_float, to_step
from ._media import flattened, plain
from ._media_files import MediaFiles
from ._metrics import Metrics
from ._values import Config, Summary


class Run:
    """What init() gives. There is one at a time."""

    def __init__(self, config: Config, summary: Summary, finished: Callable[[Run], None], **about: Any) -> None:
        self.config = config
        self.summary = summary
        self.id: str = about.get("id") or _identity()
        self.name: str = about.get("name") or self.id
        self.project: str = about.get("project") or "lathe"
        self.entity: str = about.get("entity") or ""
        self.group: str = about.get("group") or ""
        self.job_type: str = about.get("job_type") or ""
        self.notes: str = about.get("notes") or ""
        self.tags: Sequence[str] = tuple(about.get("tags") or ())
        self.settings = about.get("settings")
        self.offline = True
        self.sweep_id: Optional[str] = None
        self.start_time = time.time()
        self.disabled = about.get("mode") == "disabled"
        self.resumed = _trial.resuming()
        self._goes_on = self.resumed and about.get("resume") not in (None, False, "never")
        self._step: Optional[int] = None if self._goes_on else 0
        self._dir = str(_trial.trial_dir() / "wandb")
        self._files = MediaFiles(self._dir)
        self._metrics = Metrics()
        self._waiting: Dict[str, Any] = {}  # for the step that is not over
        self._tell_finished = finished
        self._finished = False

    @property
    def dir(self) -> str:
        """The folder of the run, for files of the script's own; it is made when it is asked for."""
        os.makedirs(self._dir, exist_ok=True)
        return self._dir

    @property
    def path(self) -> str:
        """As the server would name it."""
        return "/".join(part for part in (self.entity, self.project, self.id) if part)

    @property
    def step(self) -> int:
        """The step of the next log(). With init(resume=...) it goes on where an interrupted trial has reported last."""
        if self._step is None:
            last = _trial.last_step(self._metrics.has_no_axis) if _trial.in_trial() else None
            self._step = 0 if last is None else last + 1
        return self._step

    @property
    def starting_step(self) -> int:
        """As `step`, before anything is logged."""
        return self.step

    @property
    def url(self) -> None:
        """There is none."""
        return None

    def get_url(self) -> None:
        """There is none."""
        return None

    project_url = sweep_url = url
    get_project_url = get_sweep_url = get_url

    def project_name(self) -> str:
        """As `project`."""
        return self.project

    def log(
        self, data: Mapping[str, Any], step: Optional[int] = None, commit: Optional[bool] = None, sync: Any = None
    ) -> None:
        """Records numbers and media. Keys of nested mappings are joined by dots; an array is a histogram."""
        if not isinstance(data, Mapping):
            raise ValueError(f"wandb.log() takes a dict, found {type(data).__name__}")
        if self._finished:
            raise RuntimeError("wandb.log() after wandb.finish(); call wandb.init() first")
        if step is not None:
            at = to_step(step)
            if at < self.step:
                _trial.tell_once(
                    f"wandb.log(step={at}) comes after step {self.step} and is left out, as steps must not go back; "
                    "see define_metric() for an axis of your own"
                )
                return
            if at > self.step:
                self._write()
                self._step = at
        self._waiting.update(flattened(data))
        if commit is False:
            return
        self._write()
        if commit or step is None:
            self._step = self.step + 1

    def define_metric(
        self,
        name: str,
        step_metric: Optional[str] = None,
        step_sync: Optional[bool] = None,
        hidden: Optional[bool] = None,
        summary: Optional[str] = None,
        goal: Optional[str] = None,
        overwrite: Optional[bool] = None,
        **_: Any,
    ) -> Any:
        """Which metric is the step of `name` ("val/*" for all that begin so), and what the summary keeps of it.

        summary: of min, max, mean, first, last, best, none; several with commas.
        """
        return self._metrics.define(name, step_metric, summary, goal, bool(overwrite))

    def watch(self, *_: Any, **__: Any) -> None:
        """Without effect: log wandb.Histogram(parameter) to see one."""
        _trial.tell_once("wandb.watch() records nothing here; log wandb.Histogram(...) to see a distribution")

    def unwatch(self, *_: Any, **__: Any) -> None:
        """Without effect."""

    def save(self, *_: Any, **__: Any) -> None:
        """Without effect: what is in lathe.trial_dir() is kept."""
        _trial.tell_once("wandb.save() copies nothing; files that are written to lathe.trial_dir() are kept")

    def log_artifact(self, artifact: Any = None, *_: Any, **__: Any) -> Any:
        """Without effect: what is in lathe.trial_dir() is kept."""
        _trial.tell_once("artifacts are not kept; files that are written to lathe.trial_dir() are")
        return artifact

    link_artifact = upsert_artifact = finish_artifact = log_artifact

    def log_model(self, *_: Any, **__: Any) -> None:
        """As log_artifact()."""
        self.log_artifact()

    link_model = log_model

    def restore(self, name: str, run_path: Any = None, replace: bool = False, root: Optional[str] = None) -> IO[str]:
        """Opens a file that the script has saved: of `root`, of the run, of the trial, or of the current folder."""
        for folder in (root, self._dir, _trial.trial_dir(), os.getcwd()):
            if folder is not None and os.path.isfile(os.path.join(folder, name)):
                return open(os.path.join(folder, name))
        raise RuntimeError(f"wandb.restore() has no server to take {name!r} from, and no such file is here")

    def use_artifact(self, *_: Any, **__: Any) -> Any:
        """Not possible: there is no server to take it from."""
        raise RuntimeError("wandb.use_artifact() has no server to take it from; read the file from disk")

    def log_code(self, *_: Any, **__: Any) -> None:
        """Without effect: Lathe records the code of an experiment."""

    def mark_preempting(self) -> None:
        """Without effect."""

    def alert(self, title: str, text: str = "", *_: Any, **__: Any) -> None:
        """A line on stderr."""
        print(f"{title}: {text}", file=sys.stderr, flush=True)

    def status(self) -> None:
        """There is none."""

    def finish(self, exit_code: Optional[int] = None, quiet: Optional[bool] = None) -> None:
        """Writes what waits for its step, numbers that the script put into the summary, and wandb-summary.json."""
        if self._finished:
            return
        self._write()
        self._finished = True
        if self._reports():
            own = {key: value for key, value in self.summary._set_by_script().items() if is_number(value)}
            if own and _trial.in_trial():
                _trial.report(own, step=self.step)
            if self.summary:
                text = json.dumps(plain(self.summary), indent=2)
                Path(self.dir, "wandb-summary.json").write_text(text + "\n", encoding="utf-8")
        self._files.close()
        self._tell_finished(self)

    join = finish

    def __enter__(self) -> "Run":
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.finish()

    def _reports(self) -> bool:
        return not self.disabled and _trial.is_reporter()

    def _write(self) -> None:
        row, self._waiting = self._waiting, {}
        numbers = {name: to_float(name, value) for name, value in row.items() if is_number(value)}
        media = {name: value for name, value in row.items() if name not in numbers}
        for name, told in self._metrics.take(numbers).items():
            self.summary._record(name, told)
        if not self._reports():
            return
        by_step: Dict[int, Dict[str, float]] = {}
        for name, number in numbers.items():
            by_step.setdefault(self._metrics.step_of(name, self.step), {})[name] = number
        for at, metrics in by_step.items():
            _trial.report(metrics, step=at)
            if not _trial.in_trial():
                for name, number in metrics.items():
                    self._files.add_scalar(name, at, number)
        for name, value in media.items():
            if self._files.add(name, self._metrics.step_of(name, self.step), value):
                continue
            if isinstance(value, str):
                self.summary._record(name, value)
            _trial.tell_once(f"wandb.log(): {name!r} is {type(value).__name__}, which is not recorded")


def _identity() -> str:
    return f"trial-{_trial.trial_number():04}" if _trial.in_trial() else f"standalone-{os.getpid()}"
