# SPDX-License-Identifier: GPL-3.0-or-later
"""The YAML of a schema: PyYAML and Lathe read what was meant."""

import json
import subprocess
import unittest
from pathlib import Path

from tests.trial_case import TrialCase, lathectl, needs_lathectl

from lathe.schema import to_yaml
from lathe.schema._option import Kind, make_option
from lathe.schema._yaml import inline

try:
    import yaml
except ImportError:
    yaml = None


class TestYaml(TrialCase):
    VALUES = [
        None, True, False, 0, -5, 2**63 - 1, 0.1, 1e-05, 1e16, 1.5e300, -0.0, float("inf"), float("-inf"),
        "", " ", "a", "a b", "true", "No", "y", "on", "null", "~", "1", "1e-3", "1_000", "0x1f", "1:30", ".inf", "nan",
        "2020-01-01", "<<", "=", "- a", "-", "a - b", "a: b", "a:", "a #b", "#a", "[a]", "{a}", "a, b", "it's", '"q"',
        "%a", "@a", "`a`", "!a", "&a", "*a", "|", ">", "?", "? a", "---", "...", "two\nlines", "tab\tbed", "\x7f", "\x85",
        "\u2028", "\ufeff", "한국어", "😀", "\U000e0001", "back\\slash", "/a/b.c", "None", "a  b", " a", "a ", "list[int]",
        [], {}, [1, [2, {"a": None}]], {"y": 1, "a b": [True], 1: 2},
    ]  # fmt: skip

    def write(self, text):
        Path("values.yaml").write_text(text, encoding="utf-8")
        return "values.yaml"

    @unittest.skipIf(yaml is None, "PyYAML is not installed")
    def test_pyyaml_reads_the_same(self):
        for value in self.VALUES:
            for text, expected in ((f"k: {inline(value)}\n", {"k": value}), (f"[{inline(value)}, x]\n", [value, "x"])):
                with self.subTest(text):
                    read = yaml.safe_load(text)
                    self.assertEqual(read, expected)
                    self.assertEqual(json.dumps(read), json.dumps(expected))

    @needs_lathectl
    def test_lathe_reads_the_same(self):
        text = "".join(f"k{number}: {inline(value)}\n" for number, value in enumerate(self.VALUES))
        done = subprocess.run(
            [lathectl(), "config", "resolve", self.write(text), "--format", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stderr)
        read = json.loads(done.stdout)
        for number, value in enumerate(self.VALUES):
            expected = json.loads(json.dumps(value)) if not isinstance(value, dict) else None
            if isinstance(value, float) and value in (float("inf"), float("-inf")):
                expected = "Infinity" if value > 0 else "-Infinity"
            if expected is not None:
                self.assertEqual(read[f"k{number}"], expected)

    def test_a_long_entry_stands_on_several_lines(self):
        option = make_option("a.b", Kind("str"), "x", "word " * 30)
        self.assertEqual(to_yaml([option]).splitlines()[:3], ["a.b:", "  type: str", "  default: x"])
        self.assertEqual(to_yaml([]), "{}\n")


if __name__ == "__main__":
    unittest.main()
