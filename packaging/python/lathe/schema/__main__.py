# SPDX-License-Identifier: GPL-3.0-or-later
"""python3 -m lathe.schema TARGET > schema.yaml"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import traceback
from typing import Iterator, List, Optional

from ._load import find, parser_of_script
from ._option import SchemaError
from ._sources import options_of
from ._yaml import to_yaml

_DESCRIPTION = """\
Writes the options of a script as a schema of Lathe (YAML, on standard output).

TARGET is one of
  config.py:DefaultConfig   a dataclass, nested ones included, or an instance of one; also a class of attrs or
                            pydantic, and a class of values (class Config: lr = 0.1)
  train.py:parser           a parser of argparse, or a function without parameters that makes or uses one
  train.py:main             a function or class: its signature, as python-fire sees it
  config.py:defaults        a dict of defaults
  train.py                  the only one of these that is there
  package.module:NAME       the same of a module that can be imported
With --argparse the script runs, as `python3 train.py ARG ...`, until it reads its arguments.

The script is executed: do this only with scripts that you trust."""


def main(arguments: Optional[List[str]] = None) -> int:
    """Its exit code: 0, 1 when the script failed, 2 for a target that gives no options."""
    parser = argparse.ArgumentParser(
        prog="python3 -m lathe.schema", description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", metavar="TARGET", help="file.py:NAME, file.py or module:NAME")
    parser.add_argument("arguments", metavar="ARG", nargs="*", help="with --argparse: arguments of the script")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of standard output")
    parser.add_argument("--argparse", action="store_true", help="run the script until it reads its arguments")
    given = parser.parse_args(arguments)

    def note(message: str) -> None:
        print(f"note: {message}", file=sys.stderr)

    target: str = given.target
    try:
        with _stdout_to_stderr():
            if given.argparse:
                thing, target = parser_of_script(target, given.arguments), target
            else:
                thing, target = find(target)
            options = options_of(thing, note)
        if not options:
            raise SchemaError("there are no options in it")
        text = to_yaml(options, f"The options of {target}, written by python3 -m lathe.schema.")
        if given.output:
            with open(given.output, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        else:
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.buffer.flush()
        return 0
    except SchemaError as problem:
        print(f"error: {target}: {problem}", file=sys.stderr)
        return 2
    except SystemExit as end:
        print(f"error: {target}: the script ended by itself (exit code {end.code})", file=sys.stderr)
        return 1
    except Exception as problem:
        print(f"error: {_place_of(problem, target)}: {type(problem).__name__}: {problem}", file=sys.stderr)
        return 1


def _place_of(problem: BaseException, target: str) -> str:
    """The last line of the script, not of the libraries that it calls, that led to a problem."""
    if isinstance(problem, SyntaxError) and problem.filename:
        return f"{problem.filename}:{problem.lineno}"
    ours = os.path.dirname(os.path.abspath(__file__))
    theirs = (os.path.dirname(os.__file__), os.path.join(sys.prefix, "lib"))
    frames = [
        frame
        for frame in traceback.extract_tb(problem.__traceback__)
        if not frame.filename.startswith((ours, "<", *theirs))
    ]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else target


@contextlib.contextmanager
def _stdout_to_stderr() -> Iterator[None]:
    """What the script prints, and what the programs that it starts print, must not come between the schema."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


if __name__ == "__main__":
    sys.exit(main())
