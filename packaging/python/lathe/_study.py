# SPDX-License-Identifier: GPL-3.0-or-later
"""Lathe's tuners for a loop of one's own, over `lathectl ask-tell`."""

from __future__ import annotations

import json
import math
import subprocess
import tempfile
from types import TracebackType
from typing import IO, Any, Dict, Iterator, List, Mapping, Optional, Sequence, Type, Union

from ._lathectl import LathectlError, PathLike, find_lathectl
from ._numbers import from_json_number, json_number, to_float, to_step

_PING = "{}"  # asks nothing, and is always answered by the same error

_FINAL_STATES = ("SUCCEEDED", "FAILED", "EARLY_STOPPED", "USER_CANCELED", "SYS_CANCELED")


class StudyTrial:
    """One trial that a Study asked for."""

    def __init__(self, study: "Study", answer: Mapping[str, Any]) -> None:
        self._study = study
        #: From 0.
        self.number: int = answer["trial"]
        #: What the tuner chose: {"opt.lr": 0.003}; a nested choice is {"_name": ..., ...}.
        self.params: Dict[str, Any] = from_json_number(answer["params"])
        #: How many epochs to train in all, from Hyperband, BOHB and PBT; else None.
        self.budget: Optional[int] = answer.get("budget")
        #: The trial whose checkpoint to go on from, from Hyperband, BOHB and PBT; else None.
        self.start_from: Optional[int] = answer.get("start_from")
        #: SUCCEEDED, FAILED, ... once it has ended.
        self.state: Optional[str] = None
        #: The objective that was told; of several the list of them.
        self.value: Union[None, float, List[float]] = None
        #: Why the assessor wants it to stop, after report() was True.
        self.stop_reason: Optional[str] = None

    def report(self, step: int, value: Any) -> bool:
        """Reports an intermediate objective; True when the assessor wants the trial to stop."""
        return self._study.report(self, step, value)

    def tell(self, value: Any = None, *, state: str = "SUCCEEDED") -> None:
        """Tells how the trial ended: its objective, or a state such as "FAILED"."""
        self._study.tell(self, value, state=state)

    def __repr__(self) -> str:
        return f"StudyTrial({self.number}, {self.params})"


class Study:
    """A search whose trials run wherever the caller runs them.

        with lathe.Study({"lr": {"_type": "loguniform", "_value": [1e-4, 1e-1]}}, seed=0) as study:
            for trial in study.trials(20):
                trial.tell(train(**trial.params))
            print(study.best().params)

    `space` is a mapping in NNI's notation, or the path of such a file (JSON or YAML) or of an experiment. `tuner` is a
    name that `lathectl tuners` lists, `tuner_args` its arguments; `assessor` likewise. `mode` is "minimize",
    "maximize", or a list of these for several objectives. What lathectl refuses is raised as LathectlError, at once.
    Not for several threads at the same time; several trials may be open at once.
    """

    def __init__(
        self,
        space: Union[Mapping[str, Any], PathLike],
        tuner: str = "Auto",
        *,
        seed: Optional[int] = None,
        mode: Union[str, Sequence[str]] = "minimize",
        tuner_args: Optional[Mapping[str, Any]] = None,
        assessor: Optional[str] = None,
        assessor_args: Optional[Mapping[str, Any]] = None,
        lathectl: Optional[PathLike] = None,
    ) -> None:
        self._process: Optional["subprocess.Popen[str]"] = None
        self.modes: List[str] = [mode] if isinstance(mode, str) else list(mode)
        #: Every trial that was asked for, in order.
        self.history: List[StudyTrial] = []
        self._space_file: Optional[IO[str]] = None
        if isinstance(space, Mapping):
            self._space_file = tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8")
            json.dump(space, self._space_file)
            self._space_file.flush()
            space = self._space_file.name
        command = [find_lathectl(lathectl), "ask-tell", "--space", str(space), "--tuner", tuner]
        command += ["--mode", ",".join(self.modes)]
        if tuner_args:
            command += ["--args", json.dumps(tuner_args)]
        if assessor:
            command += ["--assessor", assessor]
        if assessor_args:
            command += ["--assessor-args", json.dumps(assessor_args)]
        if seed is not None:
            command += ["--seed", str(seed)]
        self._errors: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, encoding="utf-8", bufsize=1
        )
        try:
            self._pong = self._talk(_PING)
        except LathectlError:
            self.close()
            raise

    def ask(self) -> Optional[StudyTrial]:
        """The next trial; None when the space is exhausted."""
        answer = self._request({"ask": 1})
        if answer.get("done"):
            return None
        trial = StudyTrial(self, answer)
        self.history.append(trial)
        return trial

    def trials(self, count: Optional[int] = None) -> Iterator[StudyTrial]:
        """Up to `count` trials, one after another. Each must be told before the next is asked for."""
        while count is None or count > 0:
            trial = self.ask()
            if trial is None:
                return
            yield trial
            if trial.state is None:
                raise LathectlError(f"trial {trial.number} was not told; call trial.tell()")
            count = None if count is None else count - 1

    def report(self, trial: Union[StudyTrial, int], step: int, value: Any) -> bool:
        """As StudyTrial.report()."""
        one = self._find(trial)
        number = json_number(to_float("value", value))
        answer = self._request({"report": one.number, "step": to_step(step), "value": number})
        one.stop_reason = answer.get("reason")
        return bool(answer.get("stop"))

    def tell(self, trial: Union[StudyTrial, int], value: Any = None, *, state: str = "SUCCEEDED") -> None:
        """As StudyTrial.tell(). Of several objectives `value` is the list of them."""
        one = self._find(trial)
        if one.state is not None:
            raise LathectlError(f"trial {one.number} has ended already ({one.state})")
        if state not in _FINAL_STATES:
            raise LathectlError(f"state must be one of {', '.join(_FINAL_STATES)}, found {state!r}")
        request: Dict[str, Any] = {"tell": one.number, "state": state}
        told: Union[None, float, List[float]] = None
        if isinstance(value, (list, tuple)):
            told = [to_float("value", item) for item in value]
            request["values"] = [json_number(item) for item in told]
        elif value is not None:
            told = to_float("value", value)
            request["value"] = json_number(told)
        self._send(request)
        one.state, one.value = state, told

    def best(self) -> Optional[StudyTrial]:
        """The succeeded trial with the best objective; None while there is none, or with several objectives."""
        found: Optional[StudyTrial] = None
        for one in self.history:
            if one.state != "SUCCEEDED" or not isinstance(one.value, float) or not math.isfinite(one.value):
                continue
            if found is None or (
                one.value < _float(found) if self.modes[0] == "minimize" else one.value > _float(found)
            ):
                found = one
        return found

    def close(self) -> None:
        """Ends lathectl. Trials that were asked for can no longer be told."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin and process.stdout
            try:
                process.stdin.close()
            except BrokenPipeError:
                pass
            process.stdout.close()
            process.wait()
            self._errors.close()
        if self._space_file is not None:
            self._space_file.close()
            self._space_file = None

    def __enter__(self) -> "Study":
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_process", None) is not None:
            self.close()

    def _find(self, trial: Union[StudyTrial, int]) -> StudyTrial:
        number = trial if isinstance(trial, int) else trial.number
        if not 0 <= number < len(self.history):
            raise LathectlError(f"there is no trial {number}; asked so far: {len(self.history)}")
        return self.history[number]

    def _request(self, request: Mapping[str, Any]) -> Dict[str, Any]:
        return _answer_of(self._talk(json.dumps(request)))

    def _send(self, request: Mapping[str, Any]) -> None:
        """A request that is answered only when something is wrong: the ping behind it tells."""
        answer = self._talk(json.dumps(request) + "\n" + _PING)
        if answer != self._pong:
            self._read()  # the ping's
            _answer_of(answer)

    def _talk(self, lines: str) -> str:
        if self._process is None:
            raise LathectlError("the study is closed")
        assert self._process.stdin
        try:
            self._process.stdin.write(lines + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        return self._read()

    def _read(self) -> str:
        assert self._process and self._process.stdout
        line = self._process.stdout.readline()
        if not line.endswith("\n"):
            raise self._ended()
        return line

    def _ended(self) -> LathectlError:
        assert self._process
        code = self._process.wait()
        self._errors.seek(0)
        return LathectlError(f"lathectl ask-tell ended (exit code {code})", self._errors.read().strip())


def _answer_of(line: str) -> Dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        raise LathectlError(f"lathectl ask-tell answered what is no JSON: {line.strip()[:200]}") from None
    if not isinstance(answer, dict):
        raise LathectlError(f"lathectl ask-tell answered {line.strip()[:200]}")
    if "error" in answer:
        raise LathectlError(f"lathectl ask-tell: {answer['error']}")
    return answer


def _float(trial: StudyTrial) -> float:
    assert isinstance(trial.value, float)
    return trial.value
