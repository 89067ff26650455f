# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts name and Lathe has no use for: accepted, so that they still run."""

from __future__ import annotations

from typing import Any, Optional


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
