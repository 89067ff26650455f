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

import argparse
import atexit
import importlib
import json
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Dict, Mapping, Optional, Sequence, Set, Type

from . import _trial
from ._config import Config as _Config
from ._config import find_dotted
from ._events import EventFileWriter
from ._numbers import is_number, to_float, to_step
from ._wandb_media import Histogram, Image, Table, flat_numbers, flattened, is_array, plain

__all__ = [
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
    "run",
    "save",
    "summary",
    "unwatch",
    "watch",
]


class Config(_Config):
    """wandb.config: keys are items and attributes. What the tuner chose cannot be changed, as in a sweep."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        _keep_params(self)

    def update(self, *args: Any, **more: Any) -> None:
        """Takes the keys of a mapping, an argparse.Namespace or a YAML file."""
        more.pop("allow_val_change", None)
        values = _config_dict(args[0]) if args else {}
        for key, value in {**values, **more}.items():
            dict.__setitem__(self, key, _Config({"": value})[""])
        _keep_params(self)

    def setdefaults(self, values: Any) -> None:
        """Takes the keys that are not there yet."""
        for key, value in _config_dict(values).items():
            if key not in self:
                self[key] = value

    def as_dict(self) -> Dict[str, Any]:
        """A plain dict of it."""
        return self.to_dict()


class Summary(_Config):
    """run.summary: the last value of each metric, or what define_metric() asks for, and what the script sets."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        if run is not None:
            run._set_by_script.add(key)


class Settings:
    """wandb.Settings: accepted, and without effect."""

    def __init__(self, **settings: Any) -> None:
        self.__dict__.update(settings)


class _Unsupported:
    """Media that Lathe does not show: accepted, and left out."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass


class Audio(_Unsupported):
    """Accepted, and left out."""


class Video(_Unsupported):
    """Accepted, and left out."""


class Html(_Unsupported):
    """Accepted, and left out."""


class Object3D(_Unsupported):
    """Accepted, and left out."""


class Plotly(_Unsupported):
    """Accepted, and left out."""


class Artifact:
    """Accepted; nothing is uploaded: keep files in lathe.trial_dir()."""

    def __init__(self, name: str, type: str, description: Optional[str] = None, **_: Any) -> None:
        self.name = name
        self.type = type
        self.description = description

    def add_file(self, *_: Any, **__: Any) -> None:
        """Without effect."""

    def add_dir(self, *_: Any, **__: Any) -> None:
        """Without effect."""

    def add(self, *_: Any, **__: Any) -> None:
        """Without effect."""

    def wait(self, *_: Any, **__: Any) -> "Artifact":
        """Itself."""
        return self


class _Metric:
    """What define_metric() said of one metric, or of those that begin with a text."""

    def __init__(self, step_metric: Optional[str], kinds: Sequence[str], goal: Optional[str]) -> None:
        self.step_metric = step_metric
        self.kinds = kinds
        self.goal = goal
        self.count = 0
        self.mean = 0.0
        self.first: Optional[float] = None
        self.low: Optional[float] = None
        self.high: Optional[float] = None

    def take(self, value: float) -> None:
        if value != value:
            return
        self.count += 1
        self.mean += (value - self.mean) / self.count
        self.first = value if self.first is None else self.first
        self.low = value if self.low is None else min(self.low, value)
        self.high = value if self.high is None else max(self.high, value)

    def summary(self, last: float) -> Any:
        if not self.kinds:
            return last
        best = self.high if (self.goal or "").startswith("max") else self.low
        known = {"min": self.low, "max": self.high, "mean": self.mean, "first": self.first, "last": last, "best": best}
        out = {kind: known[kind] for kind in self.kinds if kind in known}
        return out if out or "none" in self.kinds else last


class Run:
    """What init() gives. There is one at a time."""

    def __init__(self, **about: Any) -> None:
        self.id: str = about.get("id") or _identity()
        self.name: str = about.get("name") or self.id
        self.project: str = about.get("project") or "lathe"
        self.entity: str = about.get("entity") or ""
        self.group: str = about.get("group") or ""
        self.job_type: str = about.get("job_type") or ""
        self.notes: str = about.get("notes") or ""
        self.tags: Sequence[str] = tuple(about.get("tags") or ())
        self.dir: str = str(_trial.trial_dir() / "wandb")
        self.step = 0
        self.disabled = about.get("mode") == "disabled"
        self.resumed = _trial.resuming()
        self._events = EventFileWriter(self.dir)
        self._waiting: Dict[str, Any] = {}
        self._last: Dict[str, float] = {}
        self._rules: Dict[str, _Metric] = {}
        self._metrics: Dict[str, _Metric] = {}
        self._set_by_script: Set[str] = set()
        self._finished = False

    @property
    def config(self) -> Config:
        """wandb.config."""
        return config

    @property
    def summary(self) -> Summary:
        """wandb.summary."""
        return summary

    @property
    def url(self) -> None:
        """There is none."""
        return None

    def get_url(self) -> None:
        """There is none."""
        return None

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
                self.step = at
        self._waiting.update(flattened(data))
        if commit is False:
            return
        self._write()
        if commit or step is None:
            self.step += 1

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
        kinds = [kind.strip() for kind in (summary or "").split(",") if kind.strip()]
        before = self._rules.get(name)
        if before is not None and not overwrite:
            kinds = [*before.kinds, *(kind for kind in kinds if kind not in before.kinds)]
            step_metric = step_metric or before.step_metric
            goal = goal or before.goal
        self._rules[name] = _Metric(step_metric, kinds, goal)
        self._metrics.clear()
        return self._rules[name]

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

    def finish(self, exit_code: Optional[int] = None, quiet: Optional[bool] = None) -> None:
        """Writes what waits for its step, numbers that the script put into the summary, and wandb-summary.json."""
        global run
        if self._finished:
            return
        self._write()
        self._finished = True
        if self._reports():
            own = {key: value for key, value in summary.items() if key in self._set_by_script and is_number(value)}
            if own and _trial.in_trial():
                _trial.report(own, step=self.step)
            if summary:
                os.makedirs(self.dir, exist_ok=True)
                text = json.dumps(plain(summary), indent=2)
                Path(self.dir, "wandb-summary.json").write_text(text + "\n", encoding="utf-8")
        self._events.close()
        if run is self:
            run = None

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
        numbers: Dict[str, float] = {}
        media: Dict[str, Any] = {}
        for name, value in row.items():
            if is_number(value):
                numbers[name] = to_float(name, value)
            else:
                media[name] = value
        self._last.update(numbers)
        for name, number in numbers.items():
            metric = self._metric(name)
            metric.take(number)
            dict.__setitem__(summary, name, _Config({"": metric.summary(number)})[""])
        if not self._reports():
            return
        by_step: Dict[int, Dict[str, float]] = {}
        for name, number in numbers.items():
            by_step.setdefault(self._step_of(name), {})[name] = number
        for at, metrics in by_step.items():
            _trial.report(metrics, step=at)
            if not _trial.in_trial():
                for name, number in metrics.items():
                    self._events.add_scalar(name, at, number)
        for name, value in media.items():
            self._write_media(name, self._step_of(name), value)

    def _write_media(self, name: str, step: int, value: Any) -> None:
        if isinstance(value, Image):
            picture = value.picture
            self._events.add_image(name, step, picture.width, picture.height, picture.encoded, picture.channels)
        elif isinstance(value, Histogram):
            self._events.add_histogram(name, step, value.binned)
        elif isinstance(value, Table):
            self._write_table(name, step, value)
        elif isinstance(value, (list, tuple)) and value and all(isinstance(item, Image) for item in value):
            for number, item in enumerate(value):
                self._write_media(f"{name}/{number}" if len(value) > 1 else name, step, item)
        elif hasattr(value, "savefig") or hasattr(value, "get_figure"):
            self._write_media(name, step, Image(value))
        elif is_array(value):
            self._events.add_histogram(name, step, Histogram(flat_numbers(value)).binned)
        else:
            if isinstance(value, str):
                dict.__setitem__(summary, name, value)
            _trial.tell_once(f"wandb.log(): {name!r} is {type(value).__name__}, which is not recorded")

    def _write_table(self, name: str, step: int, table: Table) -> None:
        safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)
        folder = Path(self.dir, "media", "table")
        folder.mkdir(parents=True, exist_ok=True)
        Path(folder, f"{safe}_{step}.table.json").write_text(table.to_json() + "\n", encoding="utf-8")

    def _metric(self, name: str) -> _Metric:
        if name not in self._metrics:
            rule = self._rules.get(name)
            if rule is None:
                globs = [key for key in self._rules if key.endswith("*") and name.startswith(key[:-1])]
                rule = self._rules[max(globs, key=len)] if globs else _Metric(None, (), None)
            self._metrics[name] = _Metric(rule.step_metric, rule.kinds, rule.goal)
        return self._metrics[name]

    def _step_of(self, name: str) -> int:
        axis = self._metric(name).step_metric
        value = self._last.get(axis) if axis else None
        return int(value) if value is not None and value.is_integer() else self.step


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
    values = _config_dict(config)
    if config_include_keys:
        values = {key: value for key, value in values.items() if key in config_include_keys}
    values = {key: value for key, value in values.items() if key not in (config_exclude_keys or ())}
    if _trial.in_trial():
        values = _merged(values, _trial.config())
    summary.clear()
    globals()["config"].clear()
    globals()["config"].update(values)
    mode = mode or os.environ.get("WANDB_MODE")
    run = Run(project=project, entity=entity, mode=mode, **about)
    atexit.register(run.finish)
    return run


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


def login(*_: Any, **__: Any) -> bool:
    """Not needed."""
    return True


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


def _identity() -> str:
    return f"trial-{_trial.trial_number():04}" if _trial.in_trial() else f"standalone-{os.getpid()}"


def _config_dict(values: Any) -> Dict[str, Any]:
    if values is None:
        return {}
    if isinstance(values, argparse.Namespace):
        return dict(vars(values))
    if isinstance(values, str):
        return _config_file(values)
    if isinstance(values, Mapping):
        return {key: _unwrapped(value) for key, value in values.items()}
    if hasattr(values, "items"):
        return dict(values.items())
    if hasattr(values, "__dict__"):
        return {key: value for key, value in vars(values).items() if not key.startswith("_")}
    return dict(values)


def _unwrapped(value: Any) -> Any:
    """Mappings and sequences of other libraries (OmegaConf's) as plain ones."""
    if isinstance(value, Mapping):
        return {key: _unwrapped(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray, list, tuple)):
        return [_unwrapped(item) for item in value]
    return value


def _config_file(path: str) -> Dict[str, Any]:
    try:
        yaml = importlib.import_module("yaml")
    except ImportError:
        raise ImportError(f"wandb.init(config={path!r}) needs PyYAML to read the file; pass a dict") from None
    with open(path, encoding="utf-8") as file:
        read = yaml.safe_load(file) or {}
    # The format that wandb writes: {lr: {desc: ..., value: 0.1}}
    return {
        key: value["value"] if isinstance(value, dict) and "value" in value else value
        for key, value in read.items()
        if key != "wandb_version"
    }


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> Dict[str, Any]:
    out = dict(below)
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(out.get(key), Mapping)
        out[key] = _merged(out[key], value) if both else value
    return out


def _keep_params(values: Config) -> None:
    """What the tuner chose stands, whatever the script sets."""
    if not _trial.in_trial():
        return
    for key, chosen in _trial.params().items():
        holder: Optional[Dict[str, Any]] = values if key in values else find_dotted(values, key)
        name = key if key in values else key.rpartition(".")[2]
        if holder is None or name not in holder or holder[name] == chosen:
            continue
        dict.__setitem__(holder, name, _Config({"": chosen})[""])
        _trial.tell_once(f"wandb.config.{key} stays {chosen!r}: the tuner chose it")


#: The run that init() started; None before and after.
run: Optional[Run] = None
#: The config of the run.
config = Config()
#: The summary of the run.
summary = Summary()
