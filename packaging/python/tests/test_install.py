# SPDX-License-Identifier: GPL-3.0-or-later
"""The package installs from its folder, without a network, and works from where it was installed."""

import importlib.util
import shutil
import subprocess
import sys
import unittest

from tests.trial_case import PACKAGE, TrialCase


def has_pip():
    done = subprocess.run([sys.executable, "-m", "pip", "--version"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode == 0 and all(importlib.util.find_spec(name) for name in ("setuptools", "wheel"))


@unittest.skipUnless(has_pip(), "pip, setuptools and wheel are not installed")
class TestInstall(TrialCase):
    def test_from_the_folder(self):
        source, target = self.folder / "source", self.folder / "target"
        shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("__pycache__", "tests", "build", "*.egg-info"))
        done = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-index", "--no-deps"]
            + ["--disable-pip-version-check", "--target", str(target), str(source)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in (
            "py.typed",
            "nni/__init__.py",
            "nni/utils.py",
            "wandb/__init__.py",
            "lightning.py",
            "schema/__main__.py",
        ):
            self.assertTrue((target / "lathe" / name).is_file(), name)
        ours = {path.relative_to(PACKAGE) for path in (PACKAGE / "lathe").rglob("*.py")}
        theirs = {path.relative_to(target) for path in (target / "lathe").rglob("*.py")}
        self.assertEqual(ours, theirs)
        done = subprocess.run(
            [
                sys.executable,
                "-I",
                "-c",
                f"import sys; sys.path.insert(0, {str(target)!r}); import lathe; lathe.report(a=1)",
            ],
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self.assertEqual(done.stdout, "a 1\n")


if __name__ == "__main__":
    unittest.main()
