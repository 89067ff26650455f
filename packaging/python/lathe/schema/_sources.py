# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of what a script has: a dataclass, an argparse parser, a function's signature, or a mapping of defaults."""

from __future__ import annotations

import argparse
import dataclasses
import enum
import functools
import inspect
import os
import re
import sys
import typing
from typing import Any, Callable, Dict, List, Mapping, Optional

from ._annotations import kind_of, kind_of_value, kind_of_values
from ._docs import docs_of_class, docs_of_function
from ._option import REQUIRED, Kind, Option, SchemaError, make_option
from ._records import fields_of, is_plain_class, is_record

Note = Callable[[str], None]


def options_of(thing: Any, note: Optional[Note] = None) -> List[Option]:
    """The options of a class that declares fields or an instance of one, a parser, a mapping, a class, or a function.

    `note` is told what had to be left out. SchemaError when there is nothing to find in `thing`.
    """
    collector = _Collector(note or (lambda message: None))
    if isinstance(thing, argparse.ArgumentParser):
        collector.parser(thing, "")
    elif is_record(thing) or is_plain_class(thing):
        collector.record(thing, "")
    elif isinstance(thing, (Mapping, argparse.Namespace)):
        collector.mapping(vars(thing) if isinstance(thing, argparse.Namespace) else thing, "")
    elif callable(thing):
        collector.signature(thing)
    else:
        raise SchemaError(
            f"is {type(thing).__name__}; a schema is made of a dataclass, a parser of argparse, a function, or a dict"
        )
    return collector.options


class _Collector:
    def __init__(self, note: Note) -> None:
        self.options: List[Option] = []
        self._note = note
        self._above: List[type] = []  # the dataclasses that we are within

    def add(self, key: str, kind: Kind, default: Any, doc: str) -> None:
        if any(option.key == key for option in self.options):
            return  # argparse: two flags with one destination
        try:
            self.options.append(make_option(key, kind, default, doc))
        except SchemaError as problem:
            self._note(f"{key} is left out, as the script keeps its own default: {problem}")

    def record(self, thing: Any, prefix: str) -> None:
        cls: type = thing if isinstance(thing, type) else type(thing)
        if cls in self._above:
            raise SchemaError(f"{cls.__name__} holds itself, at {prefix.rstrip('.')}; a schema cannot")
        self._above.append(cls)
        hints, docs = _type_hints(cls), docs_of_class(cls)
        for field in fields_of(thing):
            annotation = hints.get(field.name, field.type)
            kind = kind_of_value(field.default) if annotation is REQUIRED else kind_of(annotation)
            if field.choices and not kind.choices:
                kind = dataclasses.replace(kind, choices=tuple(field.choices))
            self._value(prefix + field.name, kind, field.default, field.doc or docs.get(field.name, ""))
        self._above.pop()

    def _value(self, key: str, kind: Kind, default: Any, doc: str) -> None:
        # Or a class whose defaults are meant: main(cfg=DefaultConfig)
        is_instance = is_record(default) or is_plain_class(default)
        if is_instance or (kind.group is not None and default is REQUIRED):
            within: Any = default if is_instance else kind.group
            if fields_of(within):
                return self.record(within, key + ".")
            default = {}
        if kind.group is not None or is_instance:  # Optional[Group] = None, or one without fields
            kind = Kind(type="dict", optional=kind.optional)
        self.add(key, kind, default, doc)

    def mapping(self, values: Mapping[Any, Any], prefix: str) -> None:
        for key, value in values.items():
            below = f"{prefix}{key}"
            if isinstance(value, Mapping) and value and all(isinstance(name, str) for name in value):
                self.mapping(value, below + ".")
            elif not callable(value):
                self._value(below, kind_of_value(value), value, "")

    def parser(self, parser: argparse.ArgumentParser, prefix: str) -> None:
        for action in parser._actions:
            if isinstance(action, (argparse._HelpAction, argparse._VersionAction)):
                continue
            if isinstance(action, argparse._SubParsersAction):
                self._subparsers(action, prefix)
            elif action.dest is not argparse.SUPPRESS:
                default = parser._defaults.get(action.dest, action.default)
                self._action(prefix + action.dest, action, default, _constants_of(parser, action.dest))

    def _subparsers(self, action: Any, prefix: str) -> None:
        names = list(action.choices)
        if action.dest is not argparse.SUPPRESS:
            default = REQUIRED if action.required else None
            self.add(prefix + action.dest, kind_of_values(names), default, _help_of(action))
        seen: List[int] = []
        for name, parser in action.choices.items():
            if id(parser) not in seen:  # aliases
                seen.append(id(parser))
                self.parser(parser, f"{prefix}{name}.")

    def _action(self, key: str, action: argparse.Action, default: Any, constants: List[Any]) -> None:
        if isinstance(default, str) and default is not argparse.SUPPRESS and callable(action.type):
            default = _converted(action.type, default)
        if isinstance(default, enum.Enum) and isinstance(action.type, type) and isinstance(default, action.type):
            default = default.value  # the text that gives it
        if default is argparse.SUPPRESS:
            default = None
        positional = not action.option_strings
        must = action.required if not positional else action.nargs not in (argparse.OPTIONAL, argparse.ZERO_OR_MORE)
        if default is None and must:
            default = REQUIRED
        kind = kind_of_values(constants) if constants else _kind_of_action(action, default)
        if default is None and not kind.optional:
            kind = dataclasses.replace(kind, optional=True)
        self.add(key, kind, default, _help_of(action))

    def signature(self, function: Callable[..., Any]) -> None:
        called = function
        while isinstance(called, functools.partial):
            called = called.func
        if isinstance(called, type):
            called = called.__init__  # type: ignore[misc]
        try:
            parameters = inspect.signature(function).parameters.values()
        except (TypeError, ValueError) as problem:
            raise SchemaError(f"has no signature: {problem}") from None
        hints = _type_hints(called)
        docs = docs_of_function(called)
        if isinstance(function, type):
            docs = {**docs_of_class(function), **docs}
        for parameter in parameters:
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                self._note(f"{parameter} takes any arguments and is left out")
                continue
            default = REQUIRED if parameter.default is parameter.empty else parameter.default
            annotation = hints.get(parameter.name, parameter.annotation)
            if annotation is parameter.empty:
                kind = Kind() if default is REQUIRED or default is None else kind_of_value(default)
            else:
                kind = kind_of(annotation)
            self._value(parameter.name, kind, default, docs.get(parameter.name, ""))


def _type_hints(thing: Any) -> Dict[str, Any]:
    try:
        return typing.get_type_hints(thing, include_extras=True)
    except Exception:  # one of them cannot be evaluated: a name for type checkers only, or `int | None` in Python 3.9
        pass
    out: Dict[str, Any] = {}
    for one in reversed(thing.__mro__) if isinstance(thing, type) else [thing]:
        names = {**vars(typing), **vars(sys.modules.get(one.__module__, typing))}
        written = vars(one).get("__annotations__", {}) if isinstance(one, type) else getattr(one, "__annotations__", {})
        for name, annotation in written.items():
            out[name] = _evaluated(annotation, names)
    return out


def _evaluated(annotation: Any, names: Dict[str, Any]) -> Any:
    if not isinstance(annotation, str):
        return annotation
    parts = [part.strip() for part in annotation.split("|")]
    if len(parts) > 1 and not re.search(r"[\[\]\"']", annotation):
        return typing.Union[tuple(_evaluated(part, names) for part in parts)]
    try:
        return eval(annotation, names)  # its module was executed already
    except Exception:
        return Any


def _converted(convert: Callable[[str], Any], default: str) -> Any:
    """A default that is text, as argparse converts it; the text where that gives no scalar ("1,2" of a list)."""
    try:
        value = convert(default)
    except Exception:
        return default
    return value if isinstance(value, (bool, int, float, str, os.PathLike, enum.Enum)) else default


def _constants_of(parser: argparse.ArgumentParser, name: str) -> List[Any]:
    """What flags of the same destination choose from (`--adam` and `--sgd`); nothing where one takes any value."""
    actions = [action for action in parser._actions if action.dest == name]
    same = len(actions) > 1 and all(type(action) is argparse._StoreConstAction for action in actions)
    return [action.const for action in actions] if same else []


def _kind_of_action(action: argparse.Action, default: Any) -> Kind:
    if isinstance(action, (argparse._StoreTrueAction, argparse._StoreFalseAction)) or (
        type(action).__name__ == "BooleanOptionalAction"
    ):
        return Kind(type="bool")
    if isinstance(action, argparse._CountAction):
        return Kind(type="int")
    if isinstance(action, argparse._StoreConstAction):
        return kind_of_value(default) if default not in (None, REQUIRED) else kind_of_value(action.const)
    one = _kind_of_argument(action, default)
    many = action.nargs not in (None, argparse.OPTIONAL)
    if isinstance(action, (argparse._AppendAction, argparse._AppendConstAction)) or many:
        return Kind(type="list", element=one.type if one.type != "dict" else "any", choices=one.choices)
    return one


def _kind_of_argument(action: argparse.Action, default: Any) -> Kind:
    """The kind of one argument of an action."""
    if isinstance(action.type, type) and issubclass(action.type, enum.Enum):
        return kind_of_values([member.value for member in action.choices or action.type])  # Colour("red")
    if action.choices is not None:
        kind = kind_of_values(list(action.choices))
        return kind if kind.choices else Kind()
    kind = Kind(type="str")  # what argparse gives without a type
    if isinstance(action.type, argparse.FileType):
        kind = Kind(type="path")
    elif isinstance(action.type, type):
        kind = kind_of(action.type)
        kind = Kind() if kind.group is not None or kind.type in ("list", "dict") else kind
    elif action.type is not None:  # a function such as str2bool: its result tells
        sample = default[0] if isinstance(default, (list, tuple)) and default else default
        kind = Kind() if sample in (None, REQUIRED) else kind_of_value(sample)
    return kind


def _help_of(action: argparse.Action) -> str:
    if not action.help or action.help is argparse.SUPPRESS:
        return ""
    # "(default: %(default)s)" says what the schema says by itself
    words = re.sub(r"[\s,;]*[\[(]\s*default\s*[:=]?\s*%\(default\)\w\s*[\])]", "", action.help)
    values = {**vars(action), "prog": ""}
    if action.choices is not None:
        values["choices"] = ", ".join(str(choice) for choice in action.choices)
    if isinstance(action.type, type):
        values["type"] = action.type.__name__
    try:
        words = words % values
    except (KeyError, TypeError, ValueError):
        pass
    return words.replace(f" (default: {action.default})", "")
