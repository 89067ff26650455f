# SPDX-License-Identifier: GPL-3.0-or-later
"""python3 -m lathe.schema: which source is meant, where it writes, what it says of mistakes, what Lathe makes of it."""

import subprocess
import unittest
from pathlib import Path

from tests.schema_case import SCRIPTS, SchemaCase
from tests.trial_case import lathectl, needs_lathectl

try:
    import omegaconf
except ImportError:
    omegaconf = None


class TestCommand(SchemaCase):
    def test_which_is_meant_when_none_is_named(self):
        script = SCRIPTS / "argparse_main.py"
        self.assertEqual(self.entries(script), self.entries("--argparse", script))
        Path("main.py").write_text(
            "import argparse\ndef train(model, loader): pass\ndef main():\n"
            "    parser = argparse.ArgumentParser()\n    parser.add_argument('--lr', type=float, default=1.0, help='rate (default: 1.0)')\n"
            "    parser.parse_args()\n    raise SystemExit('it trained')\nif __name__ == '__main__':\n    main()\n"
        )
        self.assertEqual(self.entries("main.py"), {"lr": "{type: float, default: 1.0, doc: rate}"})
        Path("fire.py").write_text("def other(model): pass\ndef train(lr=0.1, epochs: int = 3): pass\n")
        self.assertEqual(list(self.entries("fire.py")), ["lr", "epochs"])
        Path("config_of.py").write_text(
            "import dataclasses\n@dataclasses.dataclass\nclass Config:\n    a: int = 1\ndef main(cfg=Config): pass\n"
        )
        self.assertEqual(self.entries("config_of.py:main"), {"cfg.a": "{type: int, default: 1}"})

    def test_as_a_program(self):
        done = self.python(
            "import runpy; runpy.run_module('lathe.schema', run_name='__main__')", f"{SCRIPTS / 'fire_main.py'}:Trainer"
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, self.schema(f"{SCRIPTS / 'fire_main.py'}:Trainer")[0])

    def test_a_module_of_a_package(self):
        Path("pack").mkdir()
        Path("pack/__init__.py").write_text("")
        Path("pack/other.py").write_text("x = 3\n")
        Path("pack/main.py").write_text("from .other import x\ndefaults = {'a': x}\n")
        self.assertEqual(self.entries("pack/main.py:defaults"), {"a": "{type: int, default: 3}"})

    def test_to_a_file(self):
        self.schema(SCRIPTS / "fire_main.py:Trainer", "-o", "out.yaml")
        self.assertEqual(len(Path("out.yaml").read_text().splitlines()), 3)

    def test_mistakes(self):
        Path("bad.py").write_text("x = 1\nimport nothing_like_this\n")
        Path("syntax.py").write_text("x = (\n")
        Path("ends.py").write_text("import sys\nsys.exit(4)\n")
        Path("two.py").write_text(
            "from dataclasses import dataclass\n@dataclass\nclass A:\n    a: int = 1\n@dataclass\nclass B:\n    b: int = 1\n"
        )
        Path("plain.py").write_text("def f(): return 3\n")
        cases = [
            ("nope.py", 2, "error: nope.py: there is no file nope.py"),
            ("no.such.module:x", 2, "there is no file and no module no.such.module"),
            ("two.py", 2, "say which one: two.py:NAME; there are A, B"),
            ("two.py:C", 2, "there is no 'C' in two.py; it has A, B"),
            ("plain.py:f", 2, "f() has no parameters and gives no parser, but int"),
            ("plain.py", 2, "without reading its arguments"),
            ("bad.py", 1, "bad.py:2: ModuleNotFoundError"),
            ("syntax.py", 1, "syntax.py:1: SyntaxError"),
            ("ends.py", 1, "ended by itself (exit code 4)"),
        ]
        for target, code, what in cases:
            with self.subTest(target):
                out, said = self.schema(target, code=code)
                self.assertEqual(out, "")
                self.assertTrue(said.startswith("error: "), said)
                self.assertIn(what, said)

    @needs_lathectl
    def test_lathe_takes_each_of_them(self):
        """Validates, and knows the defaults. Below `script`, as some are options of Lathe's own engine, too."""
        targets = {
            "rich_config.py": "{must: 1}",
            "argparse_module.py:get_parser": "{data: x, milestones: [1]}",
            "fire_main.py:main": "{data: x}",
        }
        if omegaconf is not None:
            targets["seed/config/config.py:DefaultConfig"] = "{network: {network: x}}"
        for target, given in targets.items():
            schema = self.schema(SCRIPTS / target)[0].replace("${", "${script.").splitlines()
            lines = ["lathe: 1", "name: e", "config:", f"  script: {given}", "schema:", "  script:"]
            Path("e.yaml").write_text("\n".join([*lines, *(f"    {line}" for line in schema)]) + "\n", encoding="utf-8")
            done = subprocess.run(
                [lathectl(), "config", "validate", "e.yaml"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            self.assertEqual(done.returncode, 0, target + "\n" + done.stderr)


if __name__ == "__main__":
    unittest.main()
