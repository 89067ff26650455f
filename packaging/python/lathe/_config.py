# SPDX-License-Identifier: GPL-3.0-or-later
"""A nested dict whose keys are attributes, too."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional


class Config(Dict[str, Any]):
    """A dict whose keys can be read and set as attributes: `config.opt.lr` is `config["opt"]["lr"]`.

    Nested mappings become Configs, those within lists too. A key that is also the name of a method of dict (`items`,
    `copy`, ...) is reached as an item only.
    """

    def __init__(self, values: Optional[Mapping[str, Any]] = None, /, **more: Any) -> None:
        super().__init__()
        self.update(values or {}, **more)

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, _nested(value))

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):  # what copy, pickle and numpy ask for
            raise AttributeError(key)
        try:
            return self[key]
        except KeyError:
            import difflib

            near = difflib.get_close_matches(key, [str(name) for name in self], 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise AttributeError(f"there is no {key!r} in the config{hint}") from None

    def __setattr__(self, key: str, value: Any) -> None:
        self[key] = value

    def __delattr__(self, key: str) -> None:
        try:
            del self[key]
        except KeyError:
            raise AttributeError(f"there is no {key!r} in the config") from None

    def update(self, *args: Any, **more: Any) -> None:
        """As dict.update(); nested mappings are replaced, not merged."""
        for key, value in dict(*args, **more).items():
            self[key] = value

    def setdefault(self, key: str, default: Any = None) -> Any:
        """As dict.setdefault()."""
        if key not in self:
            self[key] = default
        return self[key]

    def copy(self) -> "Config":
        """A shallow copy, itself a Config."""
        return type(self)(self)

    def to_dict(self) -> Dict[str, Any]:
        """A plain dict of plain dicts, for libraries that take nothing else, such as OmegaConf and PyYAML."""
        return {key: _plain(value) for key, value in self.items()}

    def flat(self) -> Dict[str, Any]:
        """The leaves by dotted key: {"opt.lr": 1e-3}. A mapping without keys is a leaf."""
        out: Dict[str, Any] = {}
        for key, value in self.items():
            if isinstance(value, Config) and value:
                out.update({f"{key}.{below}": leaf for below, leaf in value.flat().items()})
            else:
                out[str(key)] = value
        return out


def _nested(value: Any) -> Any:
    if isinstance(value, Config):
        return value
    if isinstance(value, Mapping):
        return Config(value)
    if type(value) in (list, tuple):
        return type(value)(_nested(item) for item in value)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Config):
        return value.to_dict()
    if type(value) in (list, tuple):
        return type(value)(_plain(item) for item in value)
    return value


def find_dotted(config: Dict[str, Any], key: str) -> Optional[Dict[str, Any]]:
    """The mapping that holds the last part of a dotted key; None when there is none."""
    *above, _ = key.split(".")
    here: Any = config
    for part in above:
        if not isinstance(here, dict) or part not in here:
            return None
        here = here[part]
    return here if isinstance(here, dict) else None
