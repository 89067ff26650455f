# SPDX-License-Identifier: GPL-3.0-or-later
"""Options as YAML: the same text for the same options, read alike by PyYAML and by Lathe."""

from __future__ import annotations

import math
import re
from typing import Any, Sequence

from ._option import Option

_LONGEST_LINE = 120
# Words without anything that has a meaning in YAML. Numbers and dates begin otherwise.
_PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_./-]*( [A-Za-z0-9_./()-]+)*")
_WORDS_OF_YAML = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"}
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\0": "\\0"}


def to_yaml(options: Sequence[Option], title: str = "") -> str:
    """A schema: what `schema:` of an experiment holds, or the file that `schema_file:` names."""
    lines = [f"# {' '.join(title.split())}"] if title else []
    for option in options:
        entry = option.entry()
        line = f"{inline(option.key)}: {inline(entry)}"
        if len(line) <= _LONGEST_LINE:
            lines.append(line)
            continue
        lines.append(f"{inline(option.key)}:")
        lines += [f"  {name}: {inline(value)}" for name, value in entry.items()]
    return "\n".join(lines or ["{}"]) + "\n"


def inline(value: Any) -> str:
    """A value on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(key)}: {inline(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(inline(item) for item in value) + "]"


def _float(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    return text if "." in text or "e" not in text else text.replace("e", ".0e")  # YAML 1.1 wants the point


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
