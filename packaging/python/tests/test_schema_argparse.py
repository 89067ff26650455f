# SPDX-License-Identifier: GPL-3.0-or-later
"""Parsers of argparse as a schema: made by a function, held by a module, or caught when the script parses."""

import argparse
import enum
import unittest

from tests.schema_case import SCRIPTS, SchemaCase

from lathe.schema import options_of, to_yaml


class TestArgparse(SchemaCase):
    def test_types_of_argparse_that_are_ones_own(self):
        class Level(enum.Enum):
            LOW = "low"
            HIGH = "high"

        parser = argparse.ArgumentParser()
        parser.add_argument("--level", type=Level, choices=list(Level), default=Level.LOW)
        parser.add_argument("--other", type=Level, default="high")
        parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default="1,2")
        parser.add_argument("--rest", nargs=argparse.REMAINDER)
        parser.add_argument("--twice", dest="level")
        parser.add_argument("--mute", action="store_const", const=0, default=1)
        self.assertEqual(
            to_yaml(options_of(parser)).splitlines(),
            [
                "level: {type: str, default: low, choices: [low, high]}",
                "other: {type: str, default: high, choices: [low, high]}",
                "sizes: {type: str, default: '1,2'}",
                "rest: {type: 'list[str]', default: null, optional: true}",
                "mute: {type: int, default: 1}",
            ],
        )

    def test_argparse(self):
        expected = {
            "data": "{type: str, doc: path to dataset}",
            "batch_size": "{type: int, default: 64, doc: mini-batch size}",
            "lr": "{type: float, default: 0.1, doc: '100% of float'}",
            "arch": "{type: str, default: resnet18, choices: [resnet18, vgg]}",
            "gpu": "{type: int, default: null, optional: true, doc: GPU id to use.}",
            "no_cuda": "{type: bool, default: false}",
            "drop": "{type: bool, default: true}",
            "betas": "{type: 'list[float]', default: [0.9, 0.999]}",
            "milestones": "{type: 'list[int]'}",
            "amp": "{type: bool, default: true}",
            "out": "{type: path, default: runs}",
            "verbose": "{type: int, default: 0}",
            "tag": "{type: 'list[str]', default: null, optional: true}",
            "workers": "{type: int, default: 1, choices: [0, 1, 2]}",
            "hidden": "{type: str, default: x}",
        }
        script = SCRIPTS / "argparse_module.py"
        for arguments in ([f"{script}:get_parser"], [script], ["--argparse", script]):
            self.assertEqual(self.entries(*arguments), expected)

    def test_argparse_of_a_script_that_runs(self):
        entries = self.entries("--argparse", SCRIPTS / "argparse_main.py")
        self.assertEqual(
            entries,
            {
                "command": "{type: str, choices: [train, fit, test], doc: what to do}",
                "train.lr": "{type: float, default: 1.0e-05}",
                "train.amp": "{type: bool, default: true}",
                "test.checkpoint": "{type: str}",
            },
        )

    def test_flags_of_one_destination_are_its_choices(self):
        parser = argparse.ArgumentParser()
        parser.add_argument("--adam", dest="optimizer", action="store_const", const="adam", default="adam")
        parser.add_argument("--sgd", dest="optimizer", action="store_const", const="sgd")
        parser.add_argument("--quiet", dest="level", action="store_const", const=0)
        parser.add_argument("--level", dest="level", type=int)
        first, second = options_of(parser)
        self.assertEqual((first.type, first.default, first.choices), ("str", "adam", ["adam", "sgd"]))
        self.assertEqual((second.key, second.choices), ("level", []))


if __name__ == "__main__":
    unittest.main()
