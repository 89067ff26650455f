# SPDX-License-Identifier: GPL-3.0-or-later
"""A test that runs as a trial of Lathe would: in a folder of its own, with the variables that Lathe sets."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PACKAGE))

from lathe import _trial  # noqa: E402

VARIABLES = ("CONFIG", "PARAMS", "TRIAL_DIR", "TRIAL", "DEVICE", "RESUME")


def lathectl():
    """The program, or None: LATHECTL names it."""
    return os.environ.get("LATHECTL") or shutil.which("lathectl")


needs_lathectl = unittest.skipUnless(lathectl(), "there is no lathectl; LATHECTL may name it")


class TrialCase(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="lathe-test-")).resolve()
        self.addCleanup(shutil.rmtree, self.folder)
        before, old_folder = dict(os.environ), os.getcwd()
        os.chdir(self.folder)

        def restore():
            os.chdir(old_folder)
            os.environ.clear()
            os.environ.update(before)

        self.addCleanup(restore)
        for name in ("RANK", "LOCAL_RANK", *("LATHE_" + name for name in VARIABLES)):
            os.environ.pop(name, None)
        _trial._told.clear()

    def be_trial(self, config=None, params=None, number=3, **variables):
        """From here on the process is the trial of a study."""
        self.trial = self.folder / "study-20261129-101500" / "trials" / f"{number:04}" / "program"
        self.trial.mkdir(parents=True, exist_ok=True)
        own = self.trial.parent
        (own / "config.json").write_text(json.dumps(config or {}), encoding="utf-8")
        (own / "params.json").write_text(json.dumps(params or {}), encoding="utf-8")
        values = {
            "CONFIG": own / "config.json",
            "PARAMS": own / "params.json",
            "TRIAL_DIR": self.trial,
            "TRIAL": number,
            "DEVICE": "cpu",
            "RESUME": 0,
            **variables,
        }
        os.environ.update({"LATHE_" + name: str(value) for name, value in values.items()})

    def lines(self):
        """What the trial has reported, as Lathe reads it."""
        path = self.trial / ".lathe" / "metrics.jsonl"
        if not path.exists():
            return []
        text = path.read_bytes()
        self.assertTrue(text.endswith(b"\n"))
        return [json.loads(line) for line in text.decode("utf-8").splitlines()]

    def metrics(self):
        """The reports as (step, metrics)."""
        return [(line.get("step"), line["metrics"]) for line in self.lines()]

    def printed(self, function, *arguments, **more):
        """What a call prints."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            function(*arguments, **more)
        return out.getvalue()

    def told(self, function, *arguments, **more):
        """What a call says on stderr."""
        out = io.StringIO()
        with contextlib.redirect_stderr(out):
            function(*arguments, **more)
        return out.getvalue()

    def python(self, program, *arguments, **more):
        """Runs Python in a process of its own."""
        path = os.pathsep.join(filter(None, (str(PACKAGE), os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            **more,
        )
