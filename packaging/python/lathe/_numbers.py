# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers as scripts have them, to numbers as JSON has them."""

from __future__ import annotations

import math
import operator
from typing import Any, Union


def to_float(name: str, value: Any) -> float:
    """`value` as a float: a number, a numpy scalar, or an array or tensor of one element.

    Raises TypeError, which names the metric, for everything else.
    """
    if isinstance(value, (str, bytes, bytearray)):
        raise TypeError(f"metric {name!r} must be a number, found {type(value).__name__} {_shown(value)}")
    try:
        if hasattr(value, "item") and not isinstance(value, (int, float)):
            value = value.item()
        if isinstance(value, (str, bytes)):
            raise TypeError
        return float(value)
    except OverflowError:
        raise TypeError(f"metric {name!r} must be a number that fits in a double, found {_shown(value)}") from None
    except (TypeError, ValueError, RuntimeError):
        raise TypeError(f"metric {name!r} must be a number or hold one element, found {_described(value)}") from None


def is_number(value: Any) -> bool:
    """Whether to_float() takes it."""
    try:
        to_float("", value)
    except TypeError:
        return False
    return True


def to_step(step: Any) -> int:
    """A step as an integer of 64 bits: an int, a whole float, or a numpy or tensor scalar that is whole."""
    whole: int
    try:
        whole = operator.index(step)
    except TypeError:
        number = to_float("step", step)
        if not number.is_integer():
            raise TypeError(f"step must be a whole number, found {_shown(step)}") from None
        whole = int(number)
    if not -(2**63) <= whole < 2**63:
        raise ValueError(f"step must fit in 64 bits, found {whole}")
    return whole


def json_number(value: float) -> Union[float, str]:
    """JSON has no NaN and no infinities: they are strings, by protobuf's mapping."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def from_json_number(value: Any) -> Any:
    """The reverse of json_number() anywhere within a JSON value."""
    if isinstance(value, str):
        return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.get(value, value)
    if isinstance(value, list):
        return [from_json_number(item) for item in value]
    if isinstance(value, dict):
        return {key: from_json_number(item) for key, item in value.items()}
    return value


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _described(value: Any) -> str:
    shape = getattr(value, "shape", None)
    kind = type(value).__name__
    if shape is not None:
        return f"{kind} of shape {tuple(shape)}"
    return kind if value is None else f"{kind} {_shown(value)}"
