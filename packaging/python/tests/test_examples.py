# SPDX-License-Identifier: GPL-3.0-or-later
"""resources/examples/program, run as Lathe runs them."""

import contextlib
import io
import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
import unittest
from pathlib import Path

from tests.trial_case import PACKAGE, TrialCase

from lathe import _trial

try:
    import torch
except ImportError:
    torch = None
try:
    import yaml
except ImportError:
    yaml = None

EXAMPLES = PACKAGE.parent.parent / "resources" / "examples" / "program"
DATA = Path("/usr/share/datasets/fashion-mnist")

CONFIG = {
    "opt": {"lr": 0.003},
    "train": {"epochs": 3, "batch_size": 32, "examples": 256},
    "model": {"width": 16},
    "data": {"root": str(DATA)},
    "seed": 0,
}


class ExampleCase(TrialCase):
    def setUp(self):
        super().setUp()
        if not EXAMPLES.is_dir():
            self.skipTest("the examples are not here")

    def run_in(self, folder, *command, code=0):
        environment = {**os.environ, "PYTHONPATH": str(PACKAGE), "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
        done = subprocess.run(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout


class TestShell(ExampleCase):
    def test_reports(self):
        self.be_trial()
        self.run_in(EXAMPLES / "shell", "sh", "trial.sh", "1.0", "1.5")
        self.assertEqual([step for step, _ in self.metrics()], [1, 2, 3, 4, 5])
        self.assertAlmostEqual(self.metrics()[-1][1]["loss"], 0.29)

    def test_stops_when_asked(self):
        self.be_trial()
        (self.trial / ".lathe").mkdir()
        (self.trial / ".lathe" / "stop").touch()
        self.run_in(EXAMPLES / "shell", "sh", "trial.sh", "1", "1")
        self.assertEqual(self.lines(), [])

    def test_by_itself(self):
        out = self.run_in(EXAMPLES / "shell", "sh", "trial.sh", "1", "1").splitlines()
        self.assertEqual(json.loads(out[0]), {"step": 1, "metrics": {"loss": 1}})


@unittest.skipIf(torch is None or not DATA.is_dir(), "torch or dataset-fashion-mnist is not installed")
class TestTorch(ExampleCase):
    def train(self):
        """In this process, which has imported torch already."""
        out, before, handler = io.StringIO(), sys.argv, signal.getsignal(signal.SIGTERM)
        sys.argv = ["train.py", "--lr", "0.003"]
        _trial._stop.__init__()
        try:
            with contextlib.redirect_stdout(out):
                runpy.run_path(str(EXAMPLES / "train.py"), run_name="__main__")
        finally:
            sys.argv = before
            signal.signal(signal.SIGTERM, handler)
        return out.getvalue()

    def test_a_resumed_trial_is_as_one_without_interruption(self):
        self.be_trial(CONFIG, {"opt.lr": 0.003}, number=0)
        self.train()
        whole = self.metrics()
        self.assertEqual([step for step, _ in whole], [0, 1, 2])
        self.assertEqual(sorted(whole[0][1]), ["train_loss", "val_acc", "val_loss"])

        self.be_trial({**CONFIG, "train": {**CONFIG["train"], "epochs": 1}}, number=1)
        self.train()
        self.be_trial(CONFIG, number=1, RESUME=1)
        self.train()
        self.assertEqual(self.metrics(), whole)

    def test_stops_when_asked(self):
        self.be_trial(CONFIG)
        (self.trial / ".lathe").mkdir()
        (self.trial / ".lathe" / "stop").write_text("worse than the median")
        self.assertEqual(self.train(), "stopped: worse than the median\n")
        self.assertEqual(self.lines(), [])


@unittest.skipIf(yaml is None, "PyYAML is not installed")
class TestExperiments(ExampleCase):
    def test_say_what_the_script_takes(self):
        experiment = yaml.safe_load((EXAMPLES / "experiment.yaml").read_text())
        source = (EXAMPLES / "train.py").read_text()
        scope = {}
        exec(source[source.index("DEFAULTS = ") : source.index("\n\n\ndef")], scope)
        config = {**experiment["config"], "opt": {"lr": float(experiment["config"]["opt"]["lr"])}}
        self.assertEqual(config, scope["DEFAULTS"])
        for folder in (EXAMPLES, EXAMPLES / "shell"):
            experiment = yaml.safe_load((folder / "experiment.yaml").read_text())
            command = experiment["trial"]["command"]
            self.assertTrue(shutil.which(command[0]))
            self.assertTrue((folder / command[1]).is_file())


if __name__ == "__main__":
    unittest.main()
