# SPDX-License-Identifier: GPL-3.0-or-later
"""One option of a schema, made so that Lathe accepts it."""

from __future__ import annotations

import dataclasses
import enum
import math
import os
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Type


class SchemaError(Exception):
    """What a person can do something about: a target that is not there, an object that has no options."""


class _Required:
    def __repr__(self) -> str:
        return "REQUIRED"


#: The default of an option that must be given.
REQUIRED: Any = _Required()

_LONGEST_DOC = 300  # characters: it is shown beside an editor

_BOOL_WORDS = ("yes", "y", "on", "true", "no", "n", "off", "false")


@dataclasses.dataclass(frozen=True)
class Kind:
    """What an annotation says: a type of Lathe's schema, and what is known beside it."""

    type: str = "any"
    element: str = "any"  # of a list or dict
    optional: bool = False
    choices: Tuple[Any, ...] = ()
    group: Optional[Type[Any]] = None  # a dataclass, whose fields are options of their own

    @property
    def full_type(self) -> str:
        """E.g. list[int]."""
        return self.type if self.element == "any" else f"{self.type}[{self.element}]"


@dataclasses.dataclass
class Option:
    """One entry of `schema:`."""

    key: str
    type: str = "any"
    default: Any = REQUIRED
    optional: bool = False
    choices: List[Any] = dataclasses.field(default_factory=list)
    doc: str = ""

    def entry(self) -> Dict[str, Any]:
        """What stands under its key."""
        out: Dict[str, Any] = {"type": self.type}
        if self.default is not REQUIRED:
            out["default"] = self.default
        if self.optional:
            out["optional"] = True
        if _holds_non_finite(self.default) or _holds_non_finite(self.choices):
            out["finite"] = False
        if self.choices:
            out["choices"] = self.choices
        if self.doc:
            out["doc"] = self.doc
        return out


def make_option(key: str, kind: Kind, default: Any, doc: str) -> Option:
    """The option of a kind and a default as the script has them; SchemaError when YAML cannot hold the default.

    Scripts are loose about their defaults (`x: int = None`, `lr: float = 1`, `seed: str = 42`): where a default does
    not fit its type, the type gives way.
    """
    choices = [plain(choice) for choice in kind.choices]
    if default is not REQUIRED:
        default = plain(default)
    if default == "???":  # OmegaConf's MISSING
        default = REQUIRED
    optional = kind.optional or (default is None and kind.type != "any")
    scalar = kind.element if kind.type in ("list", "dict") else kind.type
    fitted_choices = [_fitted(scalar, choice) for choice in choices]
    full_type, fitted = kind.full_type, default
    if _is_open(default) or default is None:
        pass
    elif kind.type in ("list", "dict"):
        full_type, fitted, of_items = _fitted_collection(kind, default, fitted_choices)
        fitted_choices = fitted_choices if of_items else []
    else:
        fitted = _fitted(kind.type, default)
        if fitted is _MISFIT and kind.type == "int" and _fitted("float", default) is not _MISFIT:
            full_type, fitted = "float", float(default)
            fitted_choices = [_fitted("float", choice) for choice in choices]
        elif fitted is _MISFIT:
            full_type, fitted = "any", default
        if fitted_choices and fitted not in fitted_choices:
            fitted_choices.append(fitted)  # argparse and Python take any default
    if _MISFIT in fitted_choices:
        full_type, fitted, fitted_choices = "any", default, choices
    if full_type == "any":
        optional = False  # null is one of its values
    words = " ".join(doc.split())
    if len(words) > _LONGEST_DOC:
        words = words[:_LONGEST_DOC].rsplit(" ", 1)[0] + " ..."
    return Option(key, full_type, fitted, optional, fitted_choices, words)


def plain(value: Any) -> Any:
    """`value` as YAML holds it: enums by name, paths as text, tuples and sets as lists, dataclasses as dicts."""
    if isinstance(value, enum.Enum):
        return value.name
    if value is None or isinstance(value, (bool, str)):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise SchemaError(f"the integer {value} does not fit in 64 bits")
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, os.PathLike):
        return str(value)
    from ._records import fields_of, is_record

    if is_record(value) and not isinstance(value, type):
        return {field.name: plain(field.default) for field in fields_of(value)}
    if isinstance(value, Mapping):
        return {key if type(key) in (int, bool, float) else str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=lambda item: (str(type(item)), str(item)))
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [plain(item) for item in value]
    if hasattr(value, "item") and getattr(value, "shape", None) == ():  # a numpy scalar
        return plain(value.item())
    raise SchemaError(f"{type(value).__name__} {value!r} cannot be written as YAML")


class _Misfit:
    def __repr__(self) -> str:
        return "MISFIT"


_MISFIT: Any = _Misfit()


def _is_open(value: Any) -> bool:
    """Whether any option accepts it: none given, ???, or an interpolation."""
    return value is REQUIRED or (isinstance(value, str) and (value == "???" or "${" in value))


def _fitted(type_name: str, value: Any) -> Any:
    """A scalar as Lathe would convert it to that type; _MISFIT when it would refuse."""
    if _is_open(value) or type_name == "any":
        return value
    if type_name == "bool":
        if isinstance(value, (bool, int)):
            return bool(value)
        return value.lower() in _BOOL_WORDS[:4] if isinstance(value, str) and value.lower() in _BOOL_WORDS else _MISFIT
    if type_name in ("int", "float"):
        convert = int if type_name == "int" else float
        if type_name == "int" and isinstance(value, float):
            return _MISFIT
        try:
            return convert(value) if isinstance(value, (bool, int, float, str)) else _MISFIT
        except (ValueError, OverflowError):
            return _MISFIT
    if type_name == "str":
        if isinstance(value, bool) or isinstance(value, str):
            return str(value)
        return repr(value) if isinstance(value, (int, float)) else _MISFIT
    if type_name == "path":
        return value if isinstance(value, str) else _MISFIT
    return value if isinstance(value, list if type_name == "list" else dict) else _MISFIT


def _fitted_collection(kind: Kind, value: Any, choices: List[Any]) -> Tuple[str, Any, bool]:
    """Its type, the value converted, and whether the choices of its items hold."""
    if not isinstance(value, list if kind.type == "list" else dict):
        return "any", value, False
    items = value if isinstance(value, list) else list(value.values())
    fitted = [_fitted(kind.element, item) for item in items]
    if any(item is _MISFIT or item is None for item in fitted) and kind.element != "any":
        return kind.type, value, False
    if choices and any(item not in choices for item in fitted):
        choices = []
    converted = fitted if isinstance(value, list) else dict(zip(value, fitted))
    return kind.full_type, converted, bool(choices)


def _holds_non_finite(value: Any) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, list):
        return any(_holds_non_finite(item) for item in value)
    if isinstance(value, dict):
        return any(_holds_non_finite(item) for item in value.values())
    return False
