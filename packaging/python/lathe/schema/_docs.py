# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of options: comments and docstrings of the script."""

from __future__ import annotations

import ast
import inspect
import io
import re
import textwrap
import tokenize
from typing import Dict, List, Optional

_SECTIONS = ("args", "arguments", "parameters", "params", "attributes", "keyword args", "keyword arguments", "options")
_DIRECTIVES = re.compile(r"(type:|noqa|pylint:|fmt:|mypy:|pyright:|flake8|isort:|pragma:|TODO|FIXME|XXX)")


def docs_of_class(cls: type) -> Dict[str, str]:
    """What the source of a dataclass, of its bases and their docstrings say of its fields."""
    out: Dict[str, str] = {}
    for one in reversed(cls.__mro__):
        if one is object:
            continue
        own = one.__dict__.get("__doc__")
        out.update(docs_in_docstring(own if isinstance(own, str) else ""))
        out.update(_docs_in_source(one))
    return out


def docs_of_function(function: object) -> Dict[str, str]:
    """What the docstring of a function says of its arguments, and the comments beside them."""
    out = _docs_beside_arguments(function)
    out.update(docs_in_docstring(inspect.getdoc(function) or ""))
    return out


def docs_in_docstring(text: str) -> Dict[str, str]:
    """Sections of Google's and numpy's style, and Sphinx's `:param name: text`."""
    lines = inspect.cleandoc(text).splitlines() if text else []
    out = _sphinx_docs(lines)
    out.update(_section_docs(lines))
    return {name: words for name, words in out.items() if words}


def _sphinx_docs(lines: List[str]) -> Dict[str, str]:
    out: Dict[str, str] = {}
    name: Optional[str] = None
    for line in lines:
        begins = re.match(
            r"\s*[:@](?:param|parameter|arg|argument|ivar|cvar|key|keyword)\s+(?:[^:]*\s)?\*{0,2}(\w+)\s*:(.*)", line
        )
        if begins:
            name = begins.group(1)
            out[name] = begins.group(2).strip()
        elif re.match(r"\s*[:@]\w", line) or not line.strip():
            name = None
        elif name is not None:
            out[name] += " " + line.strip()
    return out


def _section_docs(lines: List[str]) -> Dict[str, str]:
    out: Dict[str, str] = {}
    at = 0
    while at < len(lines):
        title = lines[at].strip().rstrip(":").lower()
        underlined = at + 1 < len(lines) and re.fullmatch(r"\s*-{3,}\s*", lines[at + 1]) is not None
        if title in _SECTIONS and (underlined or lines[at].rstrip().endswith(":")):
            indent = _indent(lines[at])
            body = lines[at + 2 if underlined else at + 1 :]
            if at == 0 and not underlined and body and _indent(body[0]) == 0:
                indent = -1  # a docstring that begins so: nothing tells how far its first line was indented
            out.update(_numpy_entries(body, indent) if underlined else _google_entries(body, indent))
        at += 1
    return out


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _google_entries(lines: List[str], above: int) -> Dict[str, str]:
    """`name (type): text`, deeper lines go on."""
    out: Dict[str, str] = {}
    level: Optional[int] = None
    name: Optional[str] = None
    for line in lines:
        if not line.strip():
            continue
        indent = _indent(line)
        if indent <= above:
            break
        level = indent if level is None else level
        begins = re.match(r"\*{0,2}`{0,2}(\w+)`{0,2}\s*(?:\(.*?\))?\s*:\s*(.*)", line.strip())
        if indent <= level and begins:
            name = begins.group(1)
            out[name] = begins.group(2)
        elif indent > level and name is not None:
            out[name] = f"{out[name]} {line.strip()}".strip()
        else:
            name = None
    return out


def _numpy_entries(lines: List[str], level: int) -> Dict[str, str]:
    """`name : type`, with its text on deeper lines."""
    out: Dict[str, str] = {}
    names: List[str] = []
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        if _indent(line) <= level:
            if at + 1 < len(lines) and re.fullmatch(r"\s*-{3,}\s*", lines[at + 1]):
                break  # the next section
            names = [name.strip(" *`") for name in line.split(":")[0].split(",")]
            out.update({name: "" for name in names if name.isidentifier()})
        else:
            for name in names:
                if name in out:
                    out[name] = f"{out[name]} {line.strip()}".strip()
    return out


def _comments(source: str) -> Dict[int, str]:
    """The comments of a source by line. Ones for tools are left out."""
    out: Dict[int, str] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                words = token.string.lstrip("#!: ").strip().strip("-=*#~").strip()
                if words and not _DIRECTIVES.match(words):
                    out[token.start[0]] = words
    except (tokenize.TokenError, SyntaxError):
        pass
    return out


def _comment_at(first: int, last: int, lines: List[str], comments: Dict[int, str]) -> str:
    """The comment behind a statement, else the lines of comment directly above it."""
    for line in (last, first):
        if line in comments:
            return comments[line]
    above: List[str] = []
    line = first - 1
    while line >= 1 and lines[line - 1].lstrip().startswith("#"):
        above.insert(0, comments.get(line, ""))
        line -= 1
    return " ".join(words for words in above if words)


def _source_of(thing: object) -> str:
    try:
        return textwrap.dedent(inspect.getsource(thing))  # type: ignore[arg-type]
    except (OSError, TypeError, IndentationError):
        return ""


def _docs_in_source(cls: type) -> Dict[str, str]:
    source = _source_of(cls)
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return {}
    if not body or not isinstance(body[0], ast.ClassDef):
        return {}
    comments, lines = _comments(source), source.splitlines()
    out: Dict[str, str] = {}
    statements = body[0].body
    for statement, following in zip(statements, [*statements[1:], None]):
        target: Optional[ast.expr] = statement.target if isinstance(statement, ast.AnnAssign) else None
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
        if not isinstance(target, ast.Name):
            continue
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            if isinstance(following.value.value, str):
                out[target.id] = " ".join(following.value.value.split())
                continue
        words = _comment_at(statement.lineno, statement.end_lineno or statement.lineno, lines, comments)
        if words:
            out[target.id] = words
    return out


def _docs_beside_arguments(function: object) -> Dict[str, str]:
    """Comments behind or above the arguments of a function that stand one a line."""
    source = _source_of(function)
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return {}
    if not body or not isinstance(body[0], (ast.FunctionDef, ast.AsyncFunctionDef)):
        return {}
    comments, lines = _comments(source), source.splitlines()
    arguments = [*body[0].args.posonlyargs, *body[0].args.args, *body[0].args.kwonlyargs]
    at_line: Dict[int, int] = {}
    for argument in arguments:
        at_line[argument.lineno] = at_line.get(argument.lineno, 0) + 1
    out: Dict[str, str] = {}
    for argument in arguments:
        if at_line[argument.lineno] == 1 and argument.lineno > body[0].lineno:
            words = _comment_at(argument.lineno, argument.end_lineno or argument.lineno, lines, comments)
            if words:
                out[argument.arg] = words
    return out
