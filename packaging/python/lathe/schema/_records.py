# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes that declare fields: dataclasses, those of attrs and pydantic, and plain ones with nothing but values."""

from __future__ import annotations

import dataclasses
import enum
import sys
import types
from typing import Any, List, Mapping, NamedTuple, Sequence

from ._option import REQUIRED


class Field(NamedTuple):
    """One field of a class, or of an instance."""

    name: str
    type: Any
    default: Any  # or REQUIRED
    doc: str = ""
    choices: Sequence[Any] = ()


def is_record(thing: Any) -> bool:
    """Whether a class, or the class of an instance, declares fields as dataclasses do."""
    cls = thing if isinstance(thing, type) else type(thing)
    return dataclasses.is_dataclass(cls) or "__attrs_attrs__" in vars(cls) or _is_pydantic(cls)


def is_plain_class(thing: Any) -> bool:
    """Whether a class holds values only (`class Config: lr = 0.1`): scripts read them from the class itself."""
    return (
        isinstance(thing, type)
        and thing.__init__ is object.__init__  # type: ignore[misc]
        and "__new__" not in vars(thing)
        and type(thing) is type
        and bool(_fields_of_plain(thing))
    )


def fields_of(thing: Any) -> List[Field]:
    """The fields that can be given, with the defaults of the class, or the values of the instance."""
    cls: type = thing if isinstance(thing, type) else type(thing)
    if dataclasses.is_dataclass(cls):
        return _fields_of_dataclass(thing, cls)
    if "__attrs_attrs__" in vars(cls):
        return _fields_of_attrs(thing, cls)
    return _fields_of_pydantic(thing, cls) if _is_pydantic(cls) else _fields_of_plain(cls)


def _fields_of_dataclass(thing: Any, cls: type) -> List[Field]:
    out = []
    for field in dataclasses.fields(cls):
        if not field.init and thing is cls:
            continue  # it is computed, not given
        default = REQUIRED
        if thing is not cls:
            default = getattr(thing, field.name, REQUIRED)
        elif field.default is not dataclasses.MISSING:
            default = field.default
        elif field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        out.append(_with_metadata(Field(field.name, field.type, default), field.metadata))
    return out


def _fields_of_attrs(thing: Any, cls: Any) -> List[Field]:
    nothing, factory = sys.modules["attr"].NOTHING, sys.modules["attr"].Factory
    out = []
    for field in cls.__attrs_attrs__:
        if not field.init and thing is cls:
            continue
        default = field.default
        if thing is not cls:
            default = getattr(thing, field.name, REQUIRED)
        elif default is nothing:
            default = REQUIRED
        elif isinstance(default, factory):
            if default.takes_self:
                continue  # it is computed from the others
            default = default.factory()
        name = getattr(field, "alias", None) or field.name.lstrip("_")
        out.append(_with_metadata(Field(name, field.type, default), field.metadata))
    return out


def _is_pydantic(cls: type) -> bool:
    pydantic = sys.modules.get("pydantic")
    model = getattr(pydantic, "BaseModel", None)
    return isinstance(model, type) and issubclass(cls, model)


def _fields_of_pydantic(thing: Any, cls: Any) -> List[Field]:
    out = []
    declared = getattr(cls, "model_fields", None)
    for name, field in (cls.__fields__ if declared is None else declared).items():  # __fields__: before version 2
        must = field.is_required() if declared is not None else field.required
        default: Any = REQUIRED
        if thing is not cls:
            default = getattr(thing, name, REQUIRED)
        elif getattr(field, "default_factory_takes_validated_data", False):
            continue  # it is computed from the others
        elif not must:
            default = field.default_factory() if field.default_factory is not None else field.default
        told = field if declared is not None else field.field_info
        out.append(Field(name, field.annotation, default, told.description or ""))
    return out


def _fields_of_plain(cls: type) -> List[Field]:
    out = {}
    for one in reversed(cls.__mro__[:-1]):
        for name, value in vars(one).items():
            is_data = not isinstance(value, (types.ModuleType, property, classmethod, staticmethod))
            is_group = isinstance(value, type) and value.__module__ == cls.__module__ and is_plain_class(value)
            if not name.startswith("_") and is_data and (is_group or not callable(value)):
                annotation = vars(one).get("__annotations__", {}).get(name, REQUIRED)
                out[name] = Field(name, annotation, value)
    return list(out.values())


def _with_metadata(field: Field, metadata: Mapping[Any, Any]) -> Field:
    doc = next((metadata[name] for name in ("help", "doc", "description") if isinstance(metadata.get(name), str)), "")
    choices = metadata.get("choices", ())
    if isinstance(choices, type) and issubclass(choices, enum.Enum):
        choices = tuple(choices.__members__)
    return field._replace(doc=doc, choices=tuple(choices))
