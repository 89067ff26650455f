# SPDX-License-Identifier: GPL-3.0-or-later
"""wandb.config and run.summary."""

from __future__ import annotations

import argparse
import importlib
from typing import Any, Dict, Mapping, Optional, Sequence, Set

from .. import _trial
from .._config import Config as Nested
from .._config import find_dotted


class Config(Nested):
    """wandb.config: keys are items and attributes. What the tuner chose cannot be changed, as in a sweep."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        _keep_params(self)

    def update(self, *args: Any, **more: Any) -> None:
        """Takes the keys of a mapping, an argparse.Namespace or a YAML file."""
        more.pop("allow_val_change", None)
        values = config_dict(args[0]) if args else {}
        for key, value in {**values, **more}.items():
            dict.__setitem__(self, key, _nested(value))
        _keep_params(self)

    def setdefaults(self, values: Any) -> None:
        """Takes the keys that are not there yet."""
        for key, value in config_dict(values).items():
            if key not in self:
                self[key] = value

    def as_dict(self) -> Dict[str, Any]:
        """A plain dict of it."""
        return self.to_dict()


class Summary(Nested):
    """run.summary: the last value of each metric, or what define_metric() asks for, and what the script sets."""

    def __init__(self) -> None:
        object.__setattr__(self, "_own_keys", set())
        super().__init__()

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self._keys_of_script().add(key)

    def clear(self) -> None:
        """For a new run."""
        super().clear()
        self._keys_of_script().clear()

    def _keys_of_script(self) -> Set[str]:
        keys: Set[str] = object.__getattribute__(self, "_own_keys")
        return keys

    def _record(self, key: str, value: Any) -> None:
        """Takes what a metric has come to, which the script has not set."""
        dict.__setitem__(self, key, _nested(value))

    def _set_by_script(self) -> Dict[str, Any]:
        return {key: value for key, value in self.items() if key in self._keys_of_script()}


def config_dict(values: Any) -> Dict[str, Any]:
    """A plain dict of what init(config=...) takes: a mapping, a Namespace, an object, the path of a YAML file."""
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


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> Dict[str, Any]:
    """Both; where they differ `above` stands, mapping by mapping."""
    out = dict(below)
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(out.get(key), Mapping)
        out[key] = merged(out[key], value) if both else value
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
        dict.__setitem__(holder, name, _nested(chosen))
        _trial.tell_once(f"wandb.config.{key} stays {chosen!r}: the tuner chose it")


def _nested(value: Any) -> Any:
    """Mappings as Configs, so that their keys are attributes, too."""
    return Nested({"": value})[""]
