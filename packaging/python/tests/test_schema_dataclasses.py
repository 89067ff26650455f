# SPDX-License-Identifier: GPL-3.0-or-later
"""Dataclasses and mappings as a schema."""

import argparse
import dataclasses
import enum
import os
import unittest
from typing import Any, Optional

from tests.schema_case import SCRIPTS, SchemaCase

from lathe.schema import SchemaError, options_of, to_yaml

try:
    import omegaconf
except ImportError:
    omegaconf = None


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


@dataclasses.dataclass
class Inner:
    a: int = 1


@dataclasses.dataclass
class Holds:
    inner: Inner = dataclasses.field(default_factory=lambda: Inner(a=2))
    needs: Optional[Inner] = None
    computed: int = dataclasses.field(init=False, default=0)
    more: Any = dataclasses.field(default_factory=lambda: {"b": [1, None], 3: Colour.RED})


class TestDataclasses(SchemaCase):
    def test_nested_dataclasses(self):
        options = {option.key: option for option in options_of(Holds)}
        self.assertEqual(list(options), ["inner.a", "needs", "more"])
        self.assertEqual(options["inner.a"].default, 2)
        self.assertEqual((options["needs"].type, options["needs"].optional), ("dict", True))
        self.assertEqual(options["more"].default, {"b": [1, None], 3: "RED"})
        instance = Holds(inner=Inner(7), needs=Inner(8))
        self.assertEqual(
            [(option.key, option.default) for option in options_of(instance)][:2], [("inner.a", 7), ("needs.a", 8)]
        )

    def test_a_dataclass_that_holds_itself(self):
        Node = dataclasses.make_dataclass("Node", [("child", "Node")])
        Node.__annotations__["child"] = Node
        with self.assertRaisesRegex(SchemaError, "Node holds itself"):
            options_of(dataclasses.make_dataclass("Root", [("node", Node)]))

    @unittest.skipIf(omegaconf is None, "OmegaConf is not installed")
    def test_the_config_of_the_seed(self):
        entries = self.entries(SCRIPTS / "seed/config/config.py:DefaultConfig")
        self.assertEqual(
            entries,
            {
                "train.batch_size": "{type: int, default: 256}",
                "train.epoch": "{type: int, default: 5}",
                "train.milestones": "{type: 'list[int]', default: [3, 4]}",
                "val.batch_size": "{type: int, default: '${train.batch_size}'}",
                "hw.gpus": "{type: str, default: '0', doc: with commas between}",
                "hw.workers": "{type: int, default: 10}",
                "network.network": "{type: str}",
                "network.checkpoint": "{type: str, default: null, optional: true}",
                "opt.opt": "{type: str, default: Adam}",
                "opt.lr": "{type: float, default: 0.01}",
                "seed": "{type: str, default: '42'}",
            },
        )
        os.chdir(SCRIPTS / "seed")
        self.assertEqual(self.entries("config/config.py"), entries)
        self.assertEqual(self.entries("config.config:DefaultConfig"), entries)

    def test_all_that_dataclasses_say(self):
        expected = {
            "must": "{type: int, doc: has no default}",
            "model.norm": "{type: str, default: BATCH, choices: [BATCH, LAYER], doc: Which normalisation}",
            "model.widths": "{type: 'list[int]', default: [8]}",
            "model.blocks": "{type: list, default: [{depth: 2}]}",
            "model.extras": "{type: 'dict[float]', default: {}}",
            "model.dropout": "{type: float, default: 0.1, doc: Share that is dropped}",
            "opt.name": "{type: str, default: adam, choices: [adam, sgd], doc: 'Which one, of those that torch has'}",
            "opt.lr": "{type: float, default: 1.0, doc: 'learning rate: the first one'}",
            "opt.betas": "{type: 'list[float]', default: [0.9, 0.999], doc: Decay of the averages}",
            "opt.weight_decay": "{type: float, default: null, optional: true}",
            "opt.warmup": "{type: float, default: 1000.0, doc: 'Steps of warm-up, before the schedule begins'}",
            "opt.clip": "{type: float, default: .inf, finite: false}",
            "resume": "{type: path, default: null, optional: true}",
            "data": "{type: path, default: /data/fashion}",
            "name": "{type: str, default: 'no'}",
            "version": "{type: str, default: '1.0'}",
            "tags": "{type: 'list[str]', default: ['on', '1e-3', 'a, b', 'ümlaut', \"two\\nlines\"]}",
            "total": "{type: int, default: '${must}'}",
            "ratio": "{type: float, default: 1.0}",
            "debug": "{type: bool, default: false}",
            "anything": "{type: any, default: null}",
            "late": "{type: dict, default: null, optional: true}",
            "seed": "{type: int, default: null, optional: true}",
        }
        self.assertEqual(self.entries(SCRIPTS / "rich_config.py"), expected)
        out, said = self.schema(SCRIPTS / "rich_config.py:Root")
        self.assertNotIn("prints while", out)
        self.assertIn("prints while", said)
        self.assertIn("model.activation is left out", said)
        self.assertEqual(self.schema(SCRIPTS / "rich_config.py:Root")[0], out)


class TestMappings(unittest.TestCase):
    def test_mappings(self):
        for thing in ({"a": {"b": 1}, "c": [0.5, 1]}, argparse.Namespace(a={"b": 1}, c=[0.5, 1])):
            self.assertEqual(
                to_yaml(options_of(thing)),
                "a.b: {type: int, default: 1}\nc: {type: 'list[float]', default: [0.5, 1.0]}\n",
            )

    def test_what_has_no_options(self):
        with self.assertRaisesRegex(SchemaError, "is int"):
            options_of(3)


if __name__ == "__main__":
    unittest.main()
