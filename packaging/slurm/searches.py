# SPDX-License-Identifier: GPL-3.0-or-later
"""Searches for packaging/check-slurm: what they try, their sessions, and whether two have the same numbers."""
import copy
import csv
import json
import subprocess
import time

from loopback import NODES, Patience, die_with_parent, wait_until

EXPERIMENT = """lathe: 1
name: table
config:
  train: {{epochs: {epochs}, batch_size: {batch_size}}}
  network: {{name: mlp}}
  data: {{name: csv, file: table.csv, target: kind, val_part: 0.2, test_part: 0.2}}
  opt: {{name: Adam, lr: 0.01}}
  log: {{every_n_steps: 5}}
  hw: {{device: cpu, threads: 1, devices: {ranks}}}
  seed: 5
space:
  opt.lr: {{_type: loguniform, _value: [1e-4, 0.1]}}
search:
  objective: {{metric: val_loss, mode: minimize}}
  tuner: {{name: Random, args: {{seed: 3}}}}
  max_trials: {trials}
  concurrency: {concurrency}
"""
ASSESSOR = "  assessor: {name: ASHA, args: {min_resource: 2, reduction_factor: 3}}\n"
# So many trials that ASHA must have stopped one.
MANY = 20


class Plan:
    """What a case searches for, and how its jobs are asked for."""

    def __init__(self, trials=None, epochs=12, batch_size=16, ranks=1, concurrency=NODES, assessor=True, engine=""):
        self.trials = trials  # None: as many as the check was asked for
        self.assessor = assessor
        self.engine = engine
        self.values = {"epochs": epochs, "batch_size": batch_size, "ranks": ranks, "concurrency": concurrency}

    def with_engine(self, engine):
        changed = copy.copy(self)
        changed.engine = engine
        return changed

    def text(self, trials):
        return EXPERIMENT.format(trials=trials, **self.values)

    def text_of_jobs(self, trials):
        engine = "  engine: {%s}\n" % self.engine if self.engine else ""
        return self.text(trials) + (ASSESSOR if self.assessor else "") + engine


def values_of(trial):
    """{(metric, step): value as it is written} of what a trial reported while it trained."""
    values = {}
    with open(trial / "metrics.csv", newline="") as text:
        for row in csv.DictReader(text):
            for name, value in row.items():
                if value and name != "step" and not name.startswith("test_"):
                    values[name, row["step"]] = value
    return values


class Search:
    """A study, with its session."""

    def __init__(self, lathectl, root, trials, text):
        self.lathectl = lathectl
        self.root = root
        self.workspace = root / "runs"
        self.trials = trials
        root.mkdir()
        (root / "experiment.yaml").write_text(text)
        lines = ["a,b,c,kind"]
        for i in range(240):
            a = (i * 37) % 101
            lines.append("%g,%g,%d,%s" % (a / 50, (i * 53) % 89 / 40, (i * 11) % 17, "up" if a > 50 else "down"))
        (root / "table.csv").write_text("\n".join(lines) + "\n")

    def start(self, *arguments):
        with open(self.root / "session.log", "ab") as log:
            self.process = subprocess.Popen(
                [self.lathectl, "--workspace", self.workspace, *arguments],
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def tune(self, engine="slurm"):
        self.start("tune", self.root / "experiment.yaml", "--engine", engine)

    def folder(self):
        return wait_until("the study", lambda: sorted(self.workspace.glob("table-*")))[0]

    def resume(self):
        self.start("resume", self.folder())

    def trial(self, number):
        return self.folder() / "trials" / ("%04d" % number)

    def record(self, number):
        return json.loads((self.trial(number) / "trial.json").read_text())

    def ended(self):
        return [
            number
            for number in range(self.trials)
            if (self.trial(number) / "trial.json").exists()
            and self.record(number)["state"] not in ("WAITING", "RUNNING")
        ]

    def wait_for_trials(self, count):
        wait_until("%d trials" % count, lambda: len(self.ended()) >= count or self.process.poll() is not None)

    def finish(self, code=0):
        until = time.monotonic() + Patience.seconds
        while self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.2)
        if self.process.poll() != code:
            print((self.root / "session.log").read_text()[-4000:])
            raise AssertionError("the session ended with %s instead of %s" % (self.process.poll(), code))

    def restarts(self):
        return sum(self.record(number)["facts"]["slurm"]["restarts"] for number in range(self.trials))

    def check(self, local, has_assessor):
        """Each trial is there once; what it reported is what the same trial reported on this machine."""
        journal = [json.loads(line) for line in (self.folder() / "study.jsonl").read_text().splitlines()]
        for event in ("asked", "finished"):
            numbers = sorted(line["trial"] for line in journal if line["event"] == event and "trial" in line)
            assert numbers == list(range(self.trials)), (event, numbers)
        stopped = 0
        for number in range(self.trials):
            state = self.record(number)["state"]
            assert state in ("SUCCEEDED", "EARLY_STOPPED"), self.record(number)
            ours, theirs = values_of(self.trial(number)), values_of(local.trial(number))
            assert ours, number
            stopped += state == "EARLY_STOPPED"
            expected = {key: theirs.get(key) for key in ours} if state == "EARLY_STOPPED" else theirs
            differ = {key: (value, expected.get(key)) for key, value in ours.items() if value != expected.get(key)}
            assert ours == expected, (number, differ, len(ours), len(expected))
        assert stopped > 0 or not has_assessor or self.trials < MANY, "no trial was stopped early"
        print(
            "   %d trials, %d of them stopped early, %d restarts, as on this machine bit for bit"
            % (self.trials, stopped, self.restarts()),
            flush=True,
        )
