# SPDX-License-Identifier: GPL-3.0-or-later
"""Executes a script to get at its objects. Only for scripts that the person trusts."""

from __future__ import annotations

import argparse
import contextlib
import copy
import dataclasses
import functools
import importlib
import importlib.util
import inspect
import os
import re
import runpy
import sys
import types
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

from ._option import SchemaError
from ._records import fields_of, is_plain_class, is_record

# Of a class that only holds values: others of that kind are not for options.
_CONFIG_NAMES = re.compile(r"(?i:cfg|conf|args|opts?|.*(config|options|arguments|settings|params|parameters))")


def find(target: str) -> Tuple[Any, str]:
    """The object that `file.py:NAME`, `file.py` or `module:NAME` means, and the target in full."""
    module_name, name = _split(target)
    try:
        with _capturing_parsers():
            module = _load_module(module_name)
    except _Parser as found:  # a script without a main(): it reads its arguments while it is imported
        return found.parser, target
    if not name:
        name, thing = _only_candidate(module, module_name)
        return thing, f"{module_name}:{name}" if name else module_name
    thing = module
    for part in name.split("."):
        if not hasattr(thing, part):
            known = ", ".join(label for label, _ in _candidates(module)) or "nothing that options could be made of"
            raise SchemaError(f"there is no {name!r} in {module_name}; it has {known}")
        above, thing = thing, getattr(thing, part)
        if isinstance(above, type) and inspect.isfunction(inspect.getattr_static(above, part)):
            thing = types.MethodType(thing, above)  # without its `self`
    return _parser_of(thing), target


def parser_of_script(path: str, arguments: List[str]) -> argparse.ArgumentParser:
    """Runs a script as `python3 path ...` does, until it reads its arguments."""
    if not os.path.isfile(path):
        raise SchemaError(f"there is no file {path}")
    _extend_path(os.path.dirname(os.path.abspath(path)))
    before = sys.argv
    sys.argv = [path, *arguments]
    try:
        with _lenient_dataclasses(), _capturing_parsers():
            runpy.run_path(path, run_name="__main__")
    except _Parser as found:
        return found.parser
    finally:
        sys.argv = before
    raise SchemaError(f"{path} ran to its end without reading its arguments by argparse")


def _split(target: str) -> Tuple[str, str]:
    module, colon, name = target.rpartition(":")
    if colon and module and re.fullmatch(r"\w+(\.\w+)*", name):
        return module, name
    return target, ""


def _load_module(name: str) -> Any:
    if not (name.endswith(".py") or os.path.exists(name)):
        _extend_path(os.getcwd())
        with _lenient_dataclasses():
            try:
                return importlib.import_module(name)
            except ModuleNotFoundError as problem:
                if problem.name and (name + ".").startswith(problem.name + "."):
                    raise SchemaError(f"there is no file and no module {name}") from None
                raise
    path = os.path.abspath(name)
    if not os.path.isfile(path):
        raise SchemaError(f"there is no file {name}")
    folder, parts = os.path.dirname(path), [os.path.splitext(os.path.basename(path))[0]]
    while os.path.isfile(os.path.join(folder, "__init__.py")):  # a module of a package has relative imports
        folder, above = os.path.split(folder)
        parts.insert(0, above)
    _extend_path(folder)
    if parts[-1] == "__init__":
        parts.pop()
    full_name = ".".join(parts)
    with _lenient_dataclasses():
        if len(parts) > 1:
            return importlib.import_module(full_name)
        spec = importlib.util.spec_from_file_location(full_name, path)
        if spec is None or spec.loader is None:
            raise SchemaError(f"{name} is no Python file")
        module = importlib.util.module_from_spec(spec)
        sys.modules[full_name] = module
        spec.loader.exec_module(module)
        return module


def _extend_path(folder: str) -> None:
    """As Python does for a script: its folder first; and the current one, from which people start their scripts."""
    for one in (os.getcwd(), folder):
        if one in sys.path:
            sys.path.remove(one)
        sys.path.insert(0, one)


def _candidates(module: Any) -> List[Tuple[str, Any]]:
    """What options could be made of: classes and functions of this module, and parsers."""
    out = []
    for name, thing in vars(module).items():
        if name.startswith("_"):
            continue
        is_own = getattr(thing, "__module__", None) == module.__name__
        if (is_own and (isinstance(thing, type) or inspect.isfunction(thing))) or isinstance(
            thing, argparse.ArgumentParser
        ):
            out.append((name, thing))
    return out


def _only_candidate(module: Any, module_name: str) -> Tuple[str, Any]:
    found = _candidates(module)
    classes = [(name, thing) for name, thing in found if isinstance(thing, type) and is_record(thing)]
    within = {id(used) for _, thing in classes for used in _classes_within(thing)}
    roots = [(name, thing) for name, thing in classes if id(thing) not in within]
    parsers = [(name, thing) for name, thing in found if isinstance(thing, argparse.ArgumentParser)]
    if len(roots) == 1:
        return roots[0]
    if len(parsers) == 1:
        return parsers[0]
    if not roots and not parsers:
        makers = [(name, thing) for name, thing in found if re.search(r"parser|parse_args|get_args|arguments", name)]
        for name, thing in makers:
            if inspect.isfunction(thing) and not inspect.signature(thing).parameters:
                return name, _parser_of(thing)
        mains = [(name, thing) for name, thing in found if name in ("main", "train", "run", "fit")]
        for name, thing in mains:
            if _tells_its_options(thing):
                return name, thing
        values = [(name, thing) for name, thing in found if is_plain_class(thing) and _CONFIG_NAMES.fullmatch(name)]
        if len(values) == 1 and "argparse" not in vars(module):
            return values[0]
        if os.path.isfile(module_name):
            return "", parser_of_script(module_name, [])
    names = ", ".join(name for name, _ in (roots + parsers) or found) or "none"
    raise SchemaError(f"say which one: {module_name}:NAME; there are {names}")


def _tells_its_options(function: Any) -> bool:
    """Whether a function takes options, not objects that the script has made: each has a type or a default."""
    parameters = [one for one in inspect.signature(function).parameters.values() if one.kind is not one.VAR_KEYWORD]
    known = [one for one in parameters if one.default is not one.empty or one.annotation is not one.empty]
    return bool(known) and (len(known) == len(parameters) or function.__name__ == "main")


def _classes_within(cls: type) -> List[type]:
    from ._annotations import kind_of
    from ._sources import _type_hints

    hints = _type_hints(cls)
    found: List[type] = [base for base in cls.__mro__[1:] if is_record(base)]
    for field in fields_of(cls):
        group = kind_of(hints.get(field.name, field.type)).group
        if group is not None and group is not cls:
            found.append(group)
    return found


def _parser_of(thing: Any) -> Any:
    """A function without parameters is called: it makes a parser, or reads arguments with one. All else is itself."""
    if not inspect.isfunction(thing) or inspect.signature(thing).parameters:
        return thing
    try:
        with _capturing_parsers():
            made = thing()
    except _Parser as found:
        return found.parser
    if isinstance(made, argparse.ArgumentParser) or is_record(made) or isinstance(made, (dict, argparse.Namespace)):
        return made
    raise SchemaError(f"{thing.__name__}() has no parameters and gives no parser, but {type(made).__name__}")


class _Parser(BaseException):
    """Carries a parser out of the script that was about to use it. No `except Exception` of the script stops it."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        super().__init__()
        self.parser = parser


@contextlib.contextmanager
def _capturing_parsers() -> Iterator[None]:
    def capture(parser: argparse.ArgumentParser, *_: Any, **__: Any) -> Any:
        raise _Parser(parser)

    names = ("parse_args", "parse_known_args", "parse_intermixed_args", "parse_known_intermixed_args")
    before = {name: getattr(argparse.ArgumentParser, name) for name in names}
    for name in names:
        setattr(argparse.ArgumentParser, name, capture)
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(argparse.ArgumentParser, name, function)


@contextlib.contextmanager
def _lenient_dataclasses() -> Iterator[None]:
    """`train: TrainConfig = TrainConfig()`, which Python 3.11 and later refuse, is read as a default of its own."""
    original: Any = dataclasses.dataclass

    @functools.wraps(original)
    def lenient(cls: Optional[type] = None, /, **options: Any) -> Any:
        def decorate(one: type) -> Any:
            for name in _own_annotations(one):
                default = vars(one).get(name)
                if (
                    not isinstance(default, type)
                    and dataclasses.is_dataclass(default)
                    and not default.__class__.__hash__
                ):
                    setattr(one, name, dataclasses.field(default_factory=_copier(default)))
            return original(one, **options)

        return decorate if cls is None else decorate(cls)

    dataclasses.dataclass = lenient
    try:
        yield
    finally:
        dataclasses.dataclass = original


def _own_annotations(cls: type) -> Dict[str, Any]:
    if sys.version_info >= (3, 10):
        return inspect.get_annotations(cls)
    return dict(vars(cls).get("__annotations__", {}))


def _copier(value: Any) -> Callable[[], Any]:
    return lambda: copy.deepcopy(value)
