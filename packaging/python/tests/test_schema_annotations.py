# SPDX-License-Identifier: GPL-3.0-or-later
"""Annotations and defaults as types of a schema, and docstrings as its words."""

import dataclasses
import enum
import os
import sys
import typing
import unittest
from pathlib import Path
from typing import Any, Dict, List, Optional

from lathe.schema import REQUIRED
from lathe.schema._annotations import kind_of
from lathe.schema._docs import docs_in_docstring
from lathe.schema._option import Kind, make_option


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


@dataclasses.dataclass
class Inner:
    a: int = 1


class TestKinds(unittest.TestCase):
    def test_annotations(self):
        cases = [
            (int, Kind("int")),
            (Optional[float], Kind("float", optional=True)),
            (typing.Union[int, float, None], Kind("float", optional=True)),
            (typing.Union[str, os.PathLike], Kind("path")),
            (typing.Union[int, str], Kind("any")),
            (List[int], Kind("list", "int")),
            (typing.Sequence[float], Kind("list", "float")),
            (typing.Tuple[int, ...], Kind("list", "int")),
            (typing.Tuple[int, float], Kind("list", "float")),
            (typing.Tuple[int, str], Kind("list")),
            (List[Optional[int]], Kind("list")),
            (List[List[int]], Kind("list")),
            (List[Inner], Kind("list")),
            (typing.Set[Path], Kind("list", "path")),
            (Dict[str, bool], Kind("dict", "bool")),
            (dict, Kind("dict")),
            (list, Kind("list")),
            (Colour, Kind("str", choices=("RED", "BLUE"))),
            (List[Colour], Kind("list", "str", choices=("RED", "BLUE"))),
            (typing.Literal["a", "b"], Kind("str", choices=("a", "b"))),
            (typing.Literal[1, 2, None], Kind("int", optional=True, choices=(1, 2))),
            (typing.Literal[1, "a"], Kind("any", choices=(1, "a"))),
            (typing.Union[typing.Literal["a"], typing.Literal["b"]], Kind("str", choices=("a", "b"))),
            (Inner, Kind(group=Inner)),
            (typing.NewType("Metres", float), Kind("float")),
            (typing.Annotated[int, "words"], Kind("int")),
            (Any, Kind()),
            (bytes, Kind()),
            (typing.Callable[[int], int], Kind()),
            ("int", Kind("int")),
            ("Unknown", Kind()),
        ]
        if sys.version_info >= (3, 10):
            cases.append((int | None, Kind("int", optional=True)))
            cases.append((list[int] | None, Kind("list", "int", optional=True)))
        for annotation, kind in cases:
            with self.subTest(annotation):
                self.assertEqual(kind_of(annotation), kind)

    def test_defaults_that_do_not_fit(self):
        cases = [
            (Kind("int"), None, ("int", None, True)),
            (Kind("int"), 1e3, ("float", 1000.0, False)),
            (Kind("int"), "12", ("int", 12, False)),
            (Kind("int"), "many", ("any", "many", False)),
            (Kind("int"), True, ("int", 1, False)),
            (Kind("float"), 1, ("float", 1.0, False)),
            (Kind("bool"), "yes", ("bool", True, False)),
            (Kind("bool"), "perhaps", ("any", "perhaps", False)),
            (Kind("str"), 42, ("str", "42", False)),
            (Kind("str"), [1], ("any", [1], False)),
            (Kind("path"), Path("/a"), ("path", "/a", False)),
            (Kind("list", "int"), (1, "2"), ("list[int]", [1, 2], False)),
            (Kind("list", "int"), [1, None], ("list", [1, None], False)),
            (Kind("list", "int"), None, ("list[int]", None, True)),
            (Kind("list"), "ab", ("any", "ab", False)),
            (Kind("int"), "${a.b}", ("int", "${a.b}", False)),
            (Kind("int"), "???", ("int", REQUIRED, False)),
            (Kind(optional=True), None, ("any", None, False)),
        ]
        for kind, default, expected in cases:
            with self.subTest((kind, default)):
                option = make_option("k", kind, default, "")
                self.assertEqual((option.type, option.default, option.optional), expected)

    def test_choices(self):
        def choices(kind, default):
            option = make_option("k", kind, default, "")
            return option.type, option.choices

        self.assertEqual(choices(Kind("str", choices=("a", "b")), "c"), ("str", ["a", "b", "c"]))
        self.assertEqual(choices(Kind("int", choices=(1, 2)), 1.5), ("float", [1.0, 2.0, 1.5]))
        self.assertEqual(choices(Kind("int", choices=(1, "x")), 1), ("any", [1, "x"]))
        self.assertEqual(choices(Kind("list", "str", choices=("a",)), ["b"]), ("list[str]", []))


class TestDocs(unittest.TestCase):
    def test_styles(self):
        google = "Does.\n\n    Args:\n        a (int): first\n            goes on\n        b: second: with colon\n\n    Returns:\n        c: none\n    "
        self.assertEqual(docs_in_docstring(google), {"a": "first goes on", "b": "second: with colon"})
        numpy = "Does.\n\nParameters\n----------\na : int\n    first\n    goes on\nb, c : float\n    both\n\nReturns\n-------\nd : int\n    none\n"
        self.assertEqual(docs_in_docstring(numpy), {"a": "first goes on", "b": "both", "c": "both"})
        sphinx = "Does.\n\n:param a: first\n    goes on\n:type a: int\n:param int b: second\n:returns: none\n"
        self.assertEqual(docs_in_docstring(sphinx), {"a": "first goes on", "b": "second"})
        self.assertEqual(docs_in_docstring("Only words: many\nArgs\n"), {})

    def test_long_documentation_is_cut(self):
        option = make_option("k", Kind("int"), 1, "word " * 100)
        self.assertLess(len(option.doc), 305)
        self.assertTrue(option.doc.endswith("word ..."))


if __name__ == "__main__":
    unittest.main()
