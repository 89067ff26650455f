# SPDX-License-Identifier: GPL-3.0-or-later
"""How the metrics of a run are counted, and what its summary keeps of them (define_metric)."""

from __future__ import annotations

import math
from typing import Any, Dict, Mapping, Optional, Sequence


class Metric:
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
        """Counts a value; what is not finite tells nothing."""
        if not math.isfinite(value):
            return
        self.count += 1
        self.mean += (value - self.mean) / self.count
        self.first = value if self.first is None else self.first
        self.low = value if self.low is None else min(self.low, value)
        self.high = value if self.high is None else max(self.high, value)

    def summary(self, last: float) -> Any:
        """What the summary says after `last`: that number, or a mapping of what was asked for."""
        if not self.kinds:
            return last
        best = self.high if (self.goal or "").startswith("max") else self.low
        known = {"min": self.low, "max": self.high, "mean": self.mean, "first": self.first, "last": last, "best": best}
        out = {kind: known[kind] for kind in self.kinds if kind in known}
        return out if out or "none" in self.kinds else last


class Metrics:
    """All metrics of a run, each with the rule that fits it best: its own, else the longest that ends in "*"."""

    def __init__(self) -> None:
        self._rules: Dict[str, Metric] = {}
        self._seen: Dict[str, Metric] = {}
        self._last: Dict[str, float] = {}

    def define(
        self, name: str, step_metric: Optional[str], summary: Optional[str], goal: Optional[str], overwrite: bool
    ) -> Metric:
        """Adds a rule; it adds to an earlier one of that name unless it overwrites it."""
        kinds = [kind.strip() for kind in (summary or "").split(",") if kind.strip()]
        before = self._rules.get(name)
        if before is not None and not overwrite:
            kinds = [*before.kinds, *(kind for kind in kinds if kind not in before.kinds)]
            step_metric = step_metric or before.step_metric
            goal = goal or before.goal
        self._rules[name] = Metric(step_metric, kinds, goal)
        self._seen.clear()
        return self._rules[name]

    def take(self, numbers: Mapping[str, float]) -> Dict[str, Any]:
        """Counts numbers that belong together; gives what the summary says of each."""
        self._last.update(numbers)
        told = {}
        for name, number in numbers.items():
            metric = self._metric(name)
            metric.take(number)
            told[name] = metric.summary(number)
        return told

    def step_of(self, name: str, step: int) -> int:
        """The step of a metric: the last value of its own axis where that is a whole number, else `step`."""
        axis = self._metric(name).step_metric
        value = self._last.get(axis) if axis else None
        return int(value) if value is not None and value.is_integer() else step

    def has_no_axis(self, name: str) -> bool:
        """Whether the steps of a metric are those of log()."""
        return not self._metric(name).step_metric

    def _metric(self, name: str) -> Metric:
        if name not in self._seen:
            rule = self._rules.get(name)
            if rule is None:
                globs = [key for key in self._rules if key.endswith("*") and name.startswith(key[:-1])]
                rule = self._rules[max(globs, key=len)] if globs else Metric(None, (), None)
            self._seen[name] = Metric(rule.step_metric, rule.kinds, rule.goal)
        return self._seen[name]
