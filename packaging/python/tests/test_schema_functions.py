# SPDX-License-Identifier: GPL-3.0-or-later
"""Signatures of functions and classes as a schema, as python-fire would see them."""

import functools
import unittest

from tests.schema_case import SCRIPTS, SchemaCase

from lathe.schema import options_of


class TestFunctions(SchemaCase):
    def test_signatures(self):
        script = SCRIPTS / "fire_main.py"
        expected = {
            "data": "{type: any, doc: where the pictures are}",
            "lr": "{type: float, default: 0.001, doc: learning rate}",
            "layers": "{type: 'list[int]', default: [64, 32]}",
            "name": "{type: str, default: run}",
            "flag": "{type: bool, default: false}",
            "checkpoint": "{type: any, default: null}",
            "epochs": "{type: int, default: 3, doc: how often each is seen}",
        }
        self.assertEqual(self.entries(script), expected)
        self.assertEqual(self.entries(f"{script}:main"), expected)
        self.assertIn("**more takes any arguments", self.schema(script)[1])
        self.assertEqual(
            self.entries(f"{script}:Trainer"),
            {"width": "{type: int, doc: units of a layer}", "depth": "{type: int, default: 2, doc: layers}"},
        )

    def test_what_yaml_cannot_hold_is_left_out(self):
        def f(a=object(), b=2**70, c=3):
            pass

        notes = []
        self.assertEqual([option.key for option in options_of(f, notes.append)], ["c"])
        self.assertEqual(len(notes), 2)

    def test_a_partial_function(self):
        def train(lr: float, steps: int = 1):
            """Args:
            lr: learning rate
            """

        first = options_of(functools.partial(train, lr=0.5))[0]
        self.assertEqual((first.key, first.type, first.default, first.doc), ("lr", "float", 0.5, "learning rate"))


if __name__ == "__main__":
    unittest.main()
