# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts name and Lathe has no use for: accepted, so that they still run."""

from __future__ import annotations

import enum
import os
import types
import uuid
from typing import IO, Any, Callable, Dict, Optional


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


class Molecule(_Unsupported):
    """Accepted, and left out."""


class Bokeh(_Unsupported):
    """Accepted, and left out."""


class Classes(_Unsupported):
    """Accepted, and left out."""


class _Plots:
    """wandb.plot: each of its functions gives a chart that is accepted, and left out."""

    def __getattr__(self, name: str) -> Callable[..., Plotly]:
        if name.startswith("__"):
            raise AttributeError(name)
        return Plotly


plot = _Plots()


class AlertLevel(enum.Enum):
    """How urgent an alert is."""

    INFO = "INFO"
    WARN = "WARN"
    ERROR = "ERROR"


class Error(Exception):
    """What scripts name after `except`; nothing here raises it."""


class UsageError(Error):
    """As Error."""


class CommError(Error):
    """As Error."""


def _generate_id(length: int = 8) -> str:
    return uuid.uuid4().hex[:length]


util = types.SimpleNamespace(generate_id=_generate_id)


class Artifact:
    """Accepted; nothing is uploaded: keep files in lathe.trial_dir()."""

    def __init__(
        self,
        name: str,
        type: str,
        description: Optional[str] = None,
        metadata: Optional[Dict[str, Any]] = None,
        **_: Any,
    ) -> None:
        self.name = name
        self.type = type
        self.description = description
        self.metadata: Dict[str, Any] = dict(metadata or {})

    def add_file(self, *_: Any, **__: Any) -> None:
        """Without effect."""

    def add_dir(self, *_: Any, **__: Any) -> None:
        """Without effect."""

    def add(self, *_: Any, **__: Any) -> None:
        """Without effect."""

    def add_reference(self, *_: Any, **__: Any) -> None:
        """Without effect."""

    def new_file(self, name: str, mode: str = "w", **_: Any) -> IO[Any]:
        """What is written to it is not kept."""
        return open(os.devnull, mode)

    def save(self, *_: Any, **__: Any) -> None:
        """Without effect."""

    def wait(self, *_: Any, **__: Any) -> "Artifact":
        """Itself."""
        return self
