import argparse
import dataclasses
import enum
import json
import os
import subprocess
import sys
import tempfile
import typing
import unittest
from pathlib import Path
from typing import Any, Dict, List, Optional

from tests.trial_case import TrialCase, lathectl, needs_lathectl

from lathe.schema import REQUIRED, SchemaError, options_of, to_yaml
from lathe.schema.__main__ import main
from lathe.schema._annotations import kind_of
from lathe.schema._docs import docs_in_docstring
from lathe.schema._option import Kind, make_option
from lathe.schema._yaml import inline

try:
    import omegaconf
except ImportError:
    omegaconf = None
try:
    import yaml
except ImportError:
    yaml = None

SCRIPTS = Path(__file__).resolve().parent / "scripts"


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


class SchemaCase(TrialCase):
    def schema(self, *arguments, code=0):
        """What python3 -m lathe.schema prints, and says on stderr. A fork of this process does it: that is quicker."""
        sys.stdout.flush()
        sys.stderr.flush()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
            child = os.fork()
            if child == 0:
                result = 70
                try:
                    os.dup2(out.fileno(), 1)
                    os.dup2(said.fileno(), 2)
                    sys.stdout = open(1, "w", encoding="latin-1", closefd=False)
                    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)
                    result = main([str(argument) for argument in arguments])
                    sys.stdout.flush()
                    sys.stderr.flush()
                finally:
                    os._exit(result)
            status = os.waitpid(child, 0)[1]
            out.seek(0)
            said.seek(0)
            printed, told = out.read().decode("utf-8"), said.read().decode("utf-8")
        self.assertEqual(os.WEXITSTATUS(status), code, told)
        return printed, told

    def entries(self, *arguments):
        """A schema as {key: what stands behind it}, a line each."""
        lines = self.schema(*arguments)[0].splitlines()
        self.assertTrue(lines[0].startswith("# The options of "))
        return dict(line.split(": ", 1) for line in lines[1:])


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

    def test_what_yaml_cannot_hold_is_left_out(self):
        def f(a=object(), b=2**70, c=3):
            pass

        notes = []
        self.assertEqual([option.key for option in options_of(f, notes.append)], ["c"])
        self.assertEqual(len(notes), 2)


class TestSources(unittest.TestCase):
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

    def test_mappings(self):
        for thing in ({"a": {"b": 1}, "c": [0.5, 1]}, argparse.Namespace(a={"b": 1}, c=[0.5, 1])):
            self.assertEqual(
                to_yaml(options_of(thing)),
                "a.b: {type: int, default: 1}\nc: {type: 'list[float]', default: [0.5, 1.0]}\n",
            )

    def test_what_has_no_options(self):
        with self.assertRaisesRegex(SchemaError, "is int"):
            options_of(3)


class TestDocs(unittest.TestCase):
    def test_styles(self):
        google = "Does.\n\n    Args:\n        a (int): first\n            goes on\n        b: second: with colon\n\n    Returns:\n        c: none\n    "
        self.assertEqual(docs_in_docstring(google), {"a": "first goes on", "b": "second: with colon"})
        numpy = "Does.\n\nParameters\n----------\na : int\n    first\n    goes on\nb, c : float\n    both\n\nReturns\n-------\nd : int\n    none\n"
        self.assertEqual(docs_in_docstring(numpy), {"a": "first goes on", "b": "both", "c": "both"})
        sphinx = "Does.\n\n:param a: first\n    goes on\n:type a: int\n:param int b: second\n:returns: none\n"
        self.assertEqual(docs_in_docstring(sphinx), {"a": "first goes on", "b": "second"})
        self.assertEqual(docs_in_docstring("Only words: many\nArgs\n"), {})


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


class TestScripts(SchemaCase):
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

    def test_long_documentation_is_cut(self):
        option = make_option("k", Kind("int"), 1, "word " * 100)
        self.assertLess(len(option.doc), 305)
        self.assertTrue(option.doc.endswith("word ..."))

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
