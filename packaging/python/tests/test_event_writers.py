# SPDX-License-Identifier: GPL-3.0-or-later
"""Event files of the real writers (tensorboardX, torch.utils.tensorboard, TensorFlow), followed by the real lathectl.

Debian 12 has none of them; each is skipped where it cannot be imported. A virtual environment runs them:
    python3 -m venv --system-site-packages /tmp/writers && /tmp/writers/bin/pip install tensorboardX tensorboard tensorflow
    LATHECTL=... /tmp/writers/bin/python3 -m unittest tests.test_event_writers
"""

import os
import subprocess
import sys
import unittest
from pathlib import Path

from tests.trial_case import TrialCase, lathectl, needs_lathectl

import lathe

SUMMARY_WRITER = """
import os
from {module} import SummaryWriter

with SummaryWriter(os.path.join(os.environ["LATHE_TRIAL_DIR"], "runs", "one")) as writer:
    for step in range(4):
        writer.add_scalar("loss/val set", 1.0 / (step + 1), step * 10)
        writer.add_scalar("acc", step, step * 10)
    writer.add_histogram("weights", [0.0, 1.0, 1.0, 2.0], 30)
"""

TENSORFLOW = """
import os
import tensorflow as tf

with tf.summary.create_file_writer(os.path.join(os.environ["LATHE_TRIAL_DIR"], "runs", "one")).as_default():
    for step in range(4):
        tf.summary.scalar("loss/val set", 1.0 / (step + 1), step * 10)
        tf.summary.scalar("acc", step, step * 10)
"""

EXPERIMENT = """lathe: 1
name: writer
trial:
  command: [{python}, train.py]
  protocol: tensorboard
config: {{a: 1}}
search: {{objective: {{metric: loss/val set, mode: minimize}}}}
"""


def can_import(module):
    """Whether a process of its own imports it: some of them write to stderr, or end what imports them twice."""
    return subprocess.run([sys.executable, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode == 0


@needs_lathectl
class TestEventWriters(TrialCase):
    def check(self, module, script):
        if not can_import(module):
            self.skipTest(f"{module} cannot be imported here")
        Path("train.py").write_text(script)
        Path("e.yaml").write_text(EXPERIMENT.format(python=sys.executable))
        done = subprocess.run(
            [lathectl(), "--workspace", "runs", "run", "e.yaml"],
            env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        (trial,) = lathe.read("runs", lathectl=lathectl())
        self.assertEqual((trial["state"], trial["objective"], trial["steps"]), ("SUCCEEDED", 0.25, 30))
        points = lathe.read("runs", table="metrics", lathectl=lathectl())
        self.assertEqual([point["step"] for point in points if point["metric"] == "acc"], [0, 10, 20, 30])
        self.assertEqual([point["value"] for point in points if point["metric"] == "acc"], [0.0, 1.0, 2.0, 3.0])

    def test_tensorboardx(self):
        self.check("tensorboardX", SUMMARY_WRITER.format(module="tensorboardX"))

    def test_torch(self):
        self.check("torch.utils.tensorboard", SUMMARY_WRITER.format(module="torch.utils.tensorboard"))

    def test_tensorflow(self):
        self.check("tensorflow", TENSORFLOW)


if __name__ == "__main__":
    unittest.main()
