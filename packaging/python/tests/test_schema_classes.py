# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes that are no dataclasses but hold options as well."""

import dataclasses
import unittest
from pathlib import Path
from typing import Generic, Optional, TypeVar

from tests.schema_case import SchemaCase

from lathe.schema import REQUIRED, options_of

try:
    import attr
except ImportError:
    attr = None
try:
    import pydantic
except ImportError:
    pydantic = None

T = TypeVar("T")


@dataclasses.dataclass
class Box(Generic[T]):
    value: int
    weight: float = 0.5


@dataclasses.dataclass
class HoldsBoxes:
    needed: Box[int]
    maybe: Optional[Box[int]] = None


class TestClasses(SchemaCase):
    def options(self, thing):
        return {option.key: (option.type, option.default) for option in options_of(thing)}

    def test_generic_dataclasses(self):
        self.assertEqual(
            self.options(HoldsBoxes),
            {"needed.value": ("int", REQUIRED), "needed.weight": ("float", 0.5), "maybe": ("dict", None)},
        )

    def test_a_class_of_values(self):
        Path("plain.py").write_text(
            """class Base:
    lr = 1e-3  # learning rate
    seed: int = 42
    name = None

    class model:
        layers = [64, 32]

    _own = 1
    call = print

    def method(self):
        pass

    @property
    def area(self):
        return 1


class Config(Base):
    lr = 1e-2
    more = "x"
""",
            encoding="utf-8",
        )
        self.assertEqual(
            self.entries("plain.py:Config"),
            {
                "lr": "{type: float, default: 0.01, doc: learning rate}",
                "seed": "{type: int, default: 42}",
                "name": "{type: any, default: null}",
                "model.layers": "{type: 'list[int]', default: [64, 32]}",
                "more": "{type: str, default: x}",
            },
        )

    def test_the_only_class_of_values_is_found_by_its_name(self):
        Path("script.py").write_text(
            "class Names:\n    a = 1\nclass CFG:\n    lr = 0.1\nassert __name__ != '__main__'\n", encoding="utf-8"
        )
        self.assertEqual(self.entries("script.py"), {"lr": "{type: float, default: 0.1}"})

    def test_a_method_without_its_self(self):
        Path("trainer.py").write_text(
            """class Trainer:
    def fit(self, steps: int = 5):
        "Args:\\n    steps: how many"

    @classmethod
    def made(cls, lr=0.1):
        pass

    @staticmethod
    def alone(self, n=1):
        pass
""",
            encoding="utf-8",
        )
        self.assertEqual(self.entries("trainer.py:Trainer.fit"), {"steps": "{type: int, default: 5, doc: how many}"})
        self.assertEqual(self.entries("trainer.py:Trainer.made"), {"lr": "{type: float, default: 0.1}"})
        self.assertEqual(list(self.entries("trainer.py:Trainer.alone")), ["self", "'n'"])

    @unittest.skipIf(attr is None, "attrs is not installed")
    def test_attrs(self):
        @attr.s(auto_attribs=True)
        class Inner:
            lr: float = attr.ib(default=0.1, metadata={"help": "learning rate"})
            layers: list = attr.ib(factory=lambda: [1])

        @attr.s(auto_attribs=True)
        class Outer:
            name: str
            inner: Inner = attr.ib(factory=Inner)
            _hidden: int = 3
            double: int = attr.ib(default=attr.Factory(lambda self: 2 * self._hidden, takes_self=True))
            computed: int = attr.ib(init=False, default=1)

        expected = {"name": ("str", REQUIRED), "inner.lr": ("float", 0.1), "inner.layers": ("list", [1])}
        self.assertEqual(self.options(Outer), {**expected, "hidden": ("int", 3)})
        self.assertEqual(options_of(Outer)[1].doc, "learning rate")
        self.assertEqual(self.options(Outer("x", Inner(0.5)))["inner.lr"], ("float", 0.5))

    @unittest.skipIf(pydantic is None, "pydantic is not installed")
    def test_pydantic(self):
        class Inner(pydantic.BaseModel):
            lr: float = pydantic.Field(0.1, description="learning rate")
            layers: list = pydantic.Field(default_factory=lambda: [1])

        class Outer(pydantic.BaseModel):
            name: str
            inner: Inner
            given: Inner = Inner(lr=0.5)
            seed: Optional[int] = None

        found = self.options(Outer)
        self.assertEqual(found["name"], ("str", REQUIRED))
        self.assertEqual((found["inner.lr"], found["given.lr"]), (("float", 0.1), ("float", 0.5)))
        self.assertEqual((found["inner.layers"], found["seed"]), (("list", [1]), ("int", None)))
        self.assertEqual(options_of(Inner)[0].doc, "learning rate")

    @unittest.skipUnless(
        pydantic is not None and hasattr(type(pydantic.Field()), "default_factory_takes_validated_data"),
        "pydantic is not installed, or knows no such fields",
    )
    def test_a_field_of_pydantic_that_is_computed_from_others(self):
        class Sizes(pydantic.BaseModel):
            width: int = 8
            depth: int = pydantic.Field(default_factory=lambda others: others["width"] // 2)

        self.assertEqual(self.options(Sizes), {"width": ("int", 8)})


if __name__ == "__main__":
    unittest.main()
