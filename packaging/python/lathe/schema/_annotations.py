# SPDX-License-Identifier: GPL-3.0-or-later
"""What annotations say, as types of Lathe's schema."""

from __future__ import annotations

import collections.abc
import dataclasses
import enum
import inspect
import numbers
import os
import types
import typing
from typing import Any, Dict, List, Sequence

from ._option import Kind
from ._records import is_record

_UNIONS = (typing.Union, getattr(types, "UnionType", typing.Union))
_NAMES: Dict[str, Any] = {"bool": bool, "int": int, "float": float, "str": str, "list": list, "dict": dict}
_SCALARS = ("bool", "int", "float", "str", "path")


def kind_of(annotation: Any) -> Kind:
    """The kind of an annotation. What Lathe has no type for is "any"."""
    if annotation is None or annotation is type(None):
        return Kind(optional=True)
    if isinstance(annotation, str):  # one that could not be resolved
        return kind_of(_NAMES[annotation]) if annotation in _NAMES else Kind()
    if hasattr(annotation, "__supertype__"):  # NewType
        return kind_of(annotation.__supertype__)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if hasattr(annotation, "__metadata__"):  # Annotated
        return kind_of(annotation.__origin__)
    if origin in _UNIONS:
        return _union(arguments)
    if origin is typing.Literal:
        return kind_of_values(arguments)
    if getattr(typing, "Final", None) in (origin, annotation) or origin is typing.ClassVar:
        return kind_of(arguments[0]) if arguments else Kind()
    if isinstance(origin, type) and is_record(origin):
        return Kind(group=origin)
    if isinstance(origin, type):
        return _generic(origin, [argument for argument in arguments if argument is not Ellipsis])
    return _of_class(annotation) if isinstance(annotation, type) else Kind()


def kind_of_values(values: Sequence[Any]) -> Kind:
    """The kind of one of these values."""
    given = [value for value in values if value is not None]
    optional = len(given) < len(values)
    names = {_type_of_value(value) for value in given}
    if names == {"int", "float"}:
        names = {"float"}
    name = names.pop() if len(names) == 1 else "any"
    return Kind(type=name, optional=optional, choices=tuple(given))


def kind_of_value(value: Any) -> Kind:
    """What a default by itself tells of its option."""
    if isinstance(value, enum.Enum):
        return _of_class(type(value))
    if isinstance(value, (list, tuple, set, frozenset)):
        names = {_type_of_value(item) for item in value}
        if names == {"int", "float"}:
            names = {"float"}
        element = names.pop() if len(names) == 1 else "any"
        return Kind(type="list", element=element if element in _SCALARS else "any")
    if isinstance(value, collections.abc.Mapping):
        return Kind(type="dict")
    return Kind(type=_type_of_value(value))


def _type_of_value(value: Any) -> str:
    if isinstance(value, (bool, int, float, str)) and not isinstance(value, enum.Enum):
        return "bool" if isinstance(value, bool) else _of_class(type(value)).type
    if isinstance(value, enum.Enum):
        return "str"
    return "path" if isinstance(value, os.PathLike) else "any"


def _union(members: Sequence[Any]) -> Kind:
    kinds = [kind_of(member) for member in members if member is not type(None)]
    optional = len(kinds) < len(members)
    if len(kinds) == 1:
        return dataclasses.replace(kinds[0], optional=optional or kinds[0].optional)
    plain_types = {kind.type for kind in kinds}
    if plain_types == {"int", "float"} and not any(kind.choices for kind in kinds):
        return Kind(type="float", optional=optional)
    if plain_types == {"str", "path"} and not any(kind.choices for kind in kinds):
        return Kind(type="path", optional=optional)
    if len(plain_types) == 1 and all(kind.choices for kind in kinds):  # Union of Literals
        return Kind(type=kinds[0].type, optional=optional, choices=tuple(c for kind in kinds for c in kind.choices))
    return Kind(optional=optional)


def _generic(origin: type, arguments: List[Any]) -> Kind:
    if issubclass(origin, collections.abc.Mapping):
        return _collection("dict", arguments[1:])
    if issubclass(origin, collections.abc.Collection) or origin is collections.abc.Iterable:
        return _collection("list", arguments)
    return Kind()


def _collection(name: str, arguments: Sequence[Any]) -> Kind:
    kinds = [kind_of(argument) for argument in arguments]
    elements = {kind.type for kind in kinds}
    if elements == {"int", "float"}:
        kinds, elements = [Kind(type="float")], {"float"}
    if len(elements) != 1 or not elements <= set(_SCALARS) or any(kind.optional for kind in kinds):
        return Kind(type=name)  # Lathe allows null among the items of an untyped one only
    same = all(kind.choices == kinds[0].choices for kind in kinds)
    return Kind(type=name, element=elements.pop(), choices=kinds[0].choices if same else ())


def _of_class(cls: type) -> Kind:
    if cls is inspect.Parameter.empty:
        return Kind()
    if issubclass(cls, enum.Enum):
        return Kind(type="str", choices=tuple(cls.__members__))
    if is_record(cls):
        return Kind(group=cls)
    for known, name in ((bool, "bool"), (int, "int"), (float, "float"), (str, "str"), (os.PathLike, "path")):
        if issubclass(cls, known):
            return Kind(type=name)
    if issubclass(cls, (numbers.Integral,)) or cls is numbers.Integral:
        return Kind(type="int")
    if cls in (numbers.Number, numbers.Real):
        return Kind(type="float")
    if issubclass(cls, (bytes, bytearray)):
        return Kind()
    if issubclass(cls, (list, tuple, set, frozenset)):
        return Kind(type="list")
    return Kind(type="dict") if issubclass(cls, dict) else Kind()
