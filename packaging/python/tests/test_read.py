# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import subprocess
import sys
import unittest

from tests.trial_case import TrialCase, lathectl, needs_lathectl

import lathe

try:
    import pandas
except ImportError:
    pandas = None

EXPERIMENT = """
lathe: 1
name: tiny
config:
  train: {epochs: 1, batch_size: 64, limit_train_batches: 3, limit_val_batches: 2, limit_test_batches: 2}
  network: {name: mlp}
  data: {name: fashion_mnist, val_split: 500}
  opt: {name: Adam, lr: 1e-3}
  log: {every_n_steps: 1}
space: {opt.lr: {_type: loguniform, _value: [1e-4, 1e-1]}}
search: {objective: {metric: val_loss, mode: minimize}, max_trials: 2}
"""

# Answers as lathectl does, so that the reader is tested where nothing is built.
FAKE = """#!{python}
import json, sys
if "/nope" in sys.argv:
    sys.exit("error: /nope: the workspace does not exist; name another")
if sys.argv[1] == "runs":
    print(json.dumps([{{"name": "a", "folder": "/w/a-1"}}, {{"name": "a", "folder": "/w/a-2"}}]))
elif sys.argv[1] == "show":
    trials = [{{"number": 0, "state": "SUCCEEDED", "objective": 0.5, "params": {{"lr": 0.1}}, "metrics": {{"val_loss": 0.5}}}},
              {{"number": 1, "state": "FAILED", "objective": "NaN", "params": {{}}, "metrics": None}}]
    print(json.dumps({{"name": "a", "folder": sys.argv[2], "trials": trials}}))
else:
    print("trial,metric,step,wall_time,value\\n0,val/loss,3,1.5,nan")
"""


class TestRead(TrialCase):
    def setUp(self):
        super().setUp()
        self.fake = self.folder / "fake-lathectl"
        self.fake.write_text(FAKE.format(python=sys.executable))
        self.fake.chmod(0o755)

    def test_trials(self):
        rows = lathe.read("/w", lathectl=self.fake)
        self.assertEqual(
            [(row["study"], row["trial"]) for row in rows], [("a-1", 0), ("a-1", 1), ("a-2", 0), ("a-2", 1)]
        )
        self.assertEqual(rows[0]["params.lr"], 0.1)
        self.assertEqual(rows[0]["metrics.val_loss"], 0.5)
        self.assertEqual(rows[0]["folder"], "/w/a-1/trials/0000")
        self.assertNotIn("params.lr", rows[1])
        self.assertIsNone(rows[1]["error"])
        self.assertNotEqual(rows[1]["objective"], rows[1]["objective"])

    def test_metrics_of_one_study(self):
        (self.folder / "study").mkdir()
        (self.folder / "study" / "study.jsonl").touch()
        rows = lathe.read(self.folder / "study", table="metrics", lathectl=self.fake)
        self.assertEqual(len(rows), 1)
        self.assertEqual(list(rows[0]), ["study", "trial", "metric", "step", "wall_time", "value"])
        self.assertEqual((rows[0]["study"], rows[0]["metric"], rows[0]["step"]), ("study", "val/loss", 3))

    def test_mistakes(self):
        with self.assertRaisesRegex(lathe.LathectlError, "the workspace does not exist"):
            lathe.read("/nope", lathectl=self.fake)
        with self.assertRaisesRegex(ValueError, '"trials" or "metrics"'):
            lathe.read("/w", table="runs")

    @unittest.skipIf(pandas is None, "pandas is not installed")
    def test_a_dataframe(self):
        frame = lathe.read("/w", dataframe=True, lathectl=self.fake)
        self.assertEqual(frame[frame.state == "SUCCEEDED"]["params.lr"].tolist(), [0.1, 0.1])


@needs_lathectl
class TestReadOfAStudy(TrialCase):
    def test_what_a_search_left(self):
        (self.folder / "e.yaml").write_text(EXPERIMENT)
        done = subprocess.run(
            [lathectl(), "tune", "e.yaml"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        if done.returncode != 0 and not os.environ.get("LATHE_ENGINE"):
            self.skipTest("no engine or no data to train with: " + done.stderr[-200:])
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = lathe.read()
        self.assertEqual([row["trial"] for row in rows], [0, 1])
        self.assertEqual({row["state"] for row in rows}, {"SUCCEEDED"})
        self.assertEqual(rows[0]["objective"], rows[0]["metrics.val_loss"])
        with open(os.path.join(rows[0]["folder"], "params.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["opt.lr"], rows[0]["params.opt.lr"])
        points = lathe.read(table="metrics")
        self.assertIn("val_loss", {point["metric"] for point in points})
        self.assertEqual({point["study"] for point in points}, {rows[0]["study"]})


if __name__ == "__main__":
    unittest.main()
