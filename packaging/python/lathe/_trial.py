# SPDX-License-Identifier: GPL-3.0-or-later
"""What a trial program says to Lathe, and what it asks.

Lathe starts the program with these variables, and reads what is appended to $LATHE_TRIAL_DIR/.lathe/metrics.jsonl:

    LATHE_CONFIG     a JSON file with the resolved config; beside it the same as .yaml
    LATHE_PARAMS     a JSON file with what the tuner chose, by dotted key
    LATHE_TRIAL_DIR  the folder of the trial
    LATHE_TRIAL      its number
    LATHE_DEVICE     cpu or cuda:0, relative to CUDA_VISIBLE_DEVICES
    LATHE_RESUME     1 when the trial was interrupted and is started again

Each line of metrics.jsonl is one JSON object, appended by a single write, so that several processes may report:

    {"step": 3, "time": 1732900000.123, "metrics": {"val_loss": 0.42}}
    {"finish": true, "metrics": {"val_loss": 0.40}}

Lathe asks a trial to stop by a file $LATHE_TRIAL_DIR/.lathe/stop, whose text is the reason, and then by SIGTERM.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, Optional, Set

from ._config import Config
from ._numbers import from_json_number, json_number, to_float, to_step

_STOP_INTERVAL = 0.1  # seconds between two looks at the file: a step may take less than a look on a network drive


def in_trial() -> bool:
    """Whether Lathe started this program."""
    return bool(os.environ.get("LATHE_TRIAL_DIR"))


def is_reporter() -> bool:
    """Whether this process is the one of a distributed run that reports: rank 0.

    By torch.distributed where the program has started it (processes of torch.multiprocessing.spawn have no variables),
    else by RANK, else by LOCAL_RANK.
    """
    distributed = sys.modules.get("torch.distributed")
    started = getattr(distributed, "is_initialized", None)  # absent where torch was built without
    if distributed is not None and started is not None and started():
        return int(distributed.get_rank()) == 0
    rank = os.environ.get("RANK") or os.environ.get("LOCAL_RANK") or "0"
    return rank.strip() == "0"


def _read_json(variable: str) -> Dict[str, Any]:
    path = os.environ.get(variable)
    if not path:
        return {}
    with open(path, encoding="utf-8") as file:
        values = from_json_number(json.load(file))
    if not isinstance(values, dict):
        raise ValueError(f"{path} ({variable}) must hold a JSON object, found {type(values).__name__}")
    return values


def config() -> Config:
    """The resolved config of the trial: nested, every default and every choice of the tuner in it.

    Keys are attributes, too: `lathe.config().opt.lr`; to_dict() gives plain dicts. Read anew at each call. Outside
    Lathe it is empty, unless LATHE_CONFIG names a JSON file. The texts "NaN", "Infinity" and "-Infinity" are floats
    here: JSON has no other way to say them.
    """
    return Config(_read_json("LATHE_CONFIG"))


def params() -> Dict[str, Any]:
    """What the tuner chose, by dotted key: {"opt.lr": 0.003}. A nested choice is {"_name": ..., ...}.

    Outside Lathe it is empty, unless LATHE_PARAMS names a JSON file.
    """
    return _read_json("LATHE_PARAMS")


def trial_dir() -> Path:
    """The program's own folder in that of the trial, for checkpoints and other files; outside Lathe the current one."""
    return Path(os.environ.get("LATHE_TRIAL_DIR") or os.getcwd())


def trial_number() -> int:
    """The number of the trial within its study, from 0; outside Lathe 0."""
    return int(os.environ.get("LATHE_TRIAL") or 0)


def device() -> str:
    """Where to train, as torch.device() takes it: "cpu", or "cuda:0" for the first of the GPUs that are visible.

    Outside Lathe it is "cuda:0" when torch is imported already and sees a GPU, else "cpu".
    """
    given = os.environ.get("LATHE_DEVICE")
    if given:
        return given
    torch = sys.modules.get("torch")
    return "cuda:0" if torch is not None and torch.cuda.is_available() else "cpu"


def resuming() -> bool:
    """Whether the trial was interrupted and is started again: go on from the checkpoint in trial_dir(), if there."""
    return os.environ.get("LATHE_RESUME") == "1"


class _MetricsFile:
    """The metrics.jsonl of one trial folder. Opened for each record, so that nothing is lost when the folder moves."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._ends_torn = self._was_torn()

    def append(self, record: Mapping[str, Any]) -> None:
        text = json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"
        line = text.encode("utf-8", "replace")
        if self._ends_torn:
            line = b"\n" + line
        fd = self._open()
        try:
            written = os.write(fd, line)
        finally:
            os.close(fd)
        self._ends_torn = written < len(line)
        if self._ends_torn:
            raise OSError(f"{self._path}: only {written} of {len(line)} bytes could be written; is the disk full?")

    def _open(self) -> int:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        try:
            return os.open(self._path, flags, 0o666)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(self._path), exist_ok=True)
            return os.open(self._path, flags, 0o666)

    def _was_torn(self) -> bool:
        """Whether a process before this one was ended in the middle of a record."""
        try:
            with open(self._path, "rb") as file:
                if file.seek(0, os.SEEK_END) == 0:
                    return False
                file.seek(-1, os.SEEK_END)
                return file.read(1) != b"\n"
        except FileNotFoundError:
            return False


_files: Dict[str, _MetricsFile] = {}
_lock = threading.Lock()


def _send(record: Dict[str, Any]) -> None:
    path = str(trial_dir() / ".lathe" / "metrics.jsonl")
    with _lock:
        if path not in _files:
            _files[path] = _MetricsFile(path)
        _files[path].append(record)


def _merged(metrics: Any, more: Mapping[str, Any]) -> Dict[str, float]:
    if metrics is None:
        metrics = {}
    elif not isinstance(metrics, Mapping):
        metrics = {"default": metrics}
    out: Dict[str, float] = {}
    for name, value in {**metrics, **more}.items():
        if not isinstance(name, str) or not name:
            raise TypeError(f"the name of a metric must be text, found {name!r}")
        out[name] = to_float(name, value)
    return out


def _print(words: str, metrics: Mapping[str, float]) -> None:
    print("  ".join([words, *(f"{name} {value:.6g}" for name, value in metrics.items())]).strip(), flush=True)


def report(metrics: Any = None, /, *, step: Any = None, **more: Any) -> None:
    """Reports metrics: report(step=3, val_loss=0.42), or report({"val/loss": 0.42}, step=3).

    A single number is the metric "default", which stands for the objective of the search. Without a step Lathe counts
    the reports. Values are numbers, numpy scalars, or arrays and tensors of one element; NaN and infinities are fine.
    TypeError names the metric that is none of these. In distributed runs only rank 0 reports. Outside Lathe it prints
    a line. May be called from any thread and from several processes.
    """
    values = _merged(metrics, more)
    at = None if step is None else to_step(step)
    if not values or not is_reporter():
        return
    if not in_trial():
        _print("" if at is None else f"step {at}", values)
        return
    record: Dict[str, Any] = {} if at is None else {"step": at}
    record["time"] = round(time.time(), 6)
    record["metrics"] = {name: json_number(value) for name, value in values.items()}
    _send(record)


def finish(metrics: Any = None, /, **more: Any) -> None:
    """Says that the trial has its result, with its last metrics if there are any: finish(val_loss=0.40).

    Not needed: a program that ends with exit code 0 has finished as well. Nothing should be reported after it.
    """
    values = _merged(metrics, more)
    if not is_reporter():
        return
    if not in_trial():
        _print("finished", values)
        return
    _send(
        {
            "finish": True,
            "time": round(time.time(), 6),
            "metrics": {name: json_number(value) for name, value in values.items()},
        }
    )


def last_step(counts: Callable[[str], bool]) -> Optional[int]:
    """The highest step that the trial has reported of a metric that counts; None without one."""
    found: Optional[int] = None
    try:
        with open(trial_dir() / ".lathe" / "metrics.jsonl", encoding="utf-8", errors="replace") as file:
            for line in file:
                try:
                    record = json.loads(line)
                    step, names = record["step"], list(record["metrics"])
                except (ValueError, KeyError, TypeError):
                    continue  # torn, or without a step
                if isinstance(step, int) and (found is None or step > found) and any(counts(name) for name in names):
                    found = step
    except OSError:
        pass
    return found


class _Stop:
    """Whether Lathe has asked the trial to stop."""

    def __init__(self) -> None:
        self.path = ""
        self.stopped = False
        self.looked = -1.0
        self.signalled_pid = 0  # the process that got SIGTERM
        self.watching_pid = 0  # the process whose SIGTERM is ours

    def ask(self) -> bool:
        path = str(trial_dir() / ".lathe" / "stop")
        if path != self.path:
            self.path, self.stopped, self.looked = path, False, -1.0
        self.watch_signal()
        if self.stopped:
            return True
        if self.signalled_pid == os.getpid():
            self.stopped = True
            return True
        now = time.monotonic()
        if self.looked < 0 or now - self.looked >= _STOP_INTERVAL:
            self.looked = now
            self.stopped = os.path.exists(path)
        return self.stopped

    def reason(self) -> Optional[str]:
        if not self.ask():
            return None
        try:
            with open(self.path, encoding="utf-8", errors="replace") as file:
                return file.read().strip()
        except OSError:
            return ""

    def watch_signal(self, over: bool = False) -> bool:
        """Takes SIGTERM where nobody has; with `over` from another handler, too. Gives whether it is ours."""
        # A program that asks will stop by itself: SIGTERM must not end it before it has written its checkpoint.
        known = self.watching_pid == os.getpid() and not over
        if not known and threading.current_thread() is threading.main_thread():
            self.watching_pid = os.getpid()
            if over or signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
                signal.signal(signal.SIGTERM, self._on_signal)
        return signal.getsignal(signal.SIGTERM) == self._on_signal

    def _on_signal(self, number: int, frame: Any) -> None:
        signal.signal(number, signal.SIG_DFL)  # a second one ends the program
        if self.watching_pid == os.getpid():
            self.signalled_pid = self.watching_pid
        elif not os.path.exists(self.path):
            os.kill(os.getpid(), number)
        # Else this is a child that was forked, such as a data worker, and the signal is Lathe's to all of the trial:
        # the child is needed until its parent has stopped in order.


_stop = _Stop()


def should_stop() -> bool:
    """Whether Lathe asks the trial to stop: its assessor sees no hope for it, or a person canceled or stopped it.

    Cheap enough for every step. A program that asks is one that stops by itself: from the first call on SIGTERM only
    makes this True, where the program has no handler of its own (a second SIGTERM ends it), and Lathe ends what is
    still there after its grace period. Write your checkpoint, then return. In distributed runs ask on one rank and tell
    the others, as they look at different moments. Outside Lathe it is False.
    """
    return in_trial() and _stop.ask()


def watch_signal(over: bool = False) -> bool:
    """For the callbacks of libraries that put a handler of their own over SIGTERM; gives whether ours has it."""
    return in_trial() and _stop.watch_signal(over)


def stop_reason() -> Optional[str]:
    """Why the trial should stop, as Lathe says it (perhaps ""); None while it should not."""
    return _stop.reason() if in_trial() else None


_told: Set[str] = set()


def tell_once(message: str) -> None:
    """A line on stderr, once in this process."""
    if message not in _told:
        _told.add(message)
        print(f"lathe: {message}", file=sys.stderr, flush=True)
