#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills searches at random moments, resumes them, and looks whether anything was lost or done twice.

    tests/campaign/kill_searches.py [--kills N] [--seed S] [--build build/test]

In each round three searches of 40 trials share a machine of 8 GPUs (stand-ins: tests/core/device/fake_nvml, and an
engine without torch, tests/headless/fake_engine). At random moments a session, one of its workers, or a whole search is
killed; a search whose session died is resumed at once. At the end of a round each search must have its 40 trials, each
once; a trial whose worker was killed may have failed for that reason and no other; a trial that had ended keeps its
parameters and objective for ever; records have every step once; no GPU was used beyond its share; nobody holds a lease.
Exit code 1, with the folder of the round kept, when that is not so.
"""

import argparse
import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
TRIALS = 40
EPOCHS = 3
SEARCHES = 3
GPUS = "\n".join(f"fake-{i} GPU-{i} 80000000000 80000000000 0" for i in range(8))

EXPERIMENT = """lathe: 1
name: search-{number}
config:
  train: {{epochs: {epochs}}}
  network: {{name: lenet}}
  data: {{name: fashion_mnist}}
  opt: {{name: Adam, lr: 0.1}}
  seed: 1
space:
  opt.lr: {{_type: uniform, _value: [0.01, 0.9]}}
search:
  objective: {{metric: val_loss, mode: minimize}}
  tuner: {{name: {tuner}, args: {{seed: {number}}}}}
  max_trials: {trials}
  concurrency: 3
"""


class Broken(Exception):
    pass


def children_of(pid):
    """Process ids of the children, as far as they can be read at this moment."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            pass
    return found


class Search:
    def __init__(self, number, place, lathectl, environment):
        self.number = number
        self.workspace = place / f"runs-{number}"
        self.experiment = place / f"search-{number}.yaml"
        self.experiment.write_text(
            EXPERIMENT.format(number=number, epochs=EPOCHS, trials=TRIALS, tuner=("Random", "TPE", "Anneal")[number % 3])
        )
        self.lathectl = lathectl
        self.environment = environment
        self.log = open(place / f"search-{number}.log", "ab")
        self.process = None
        self.workers_killed = 0  # of this process
        self.ended = {}  # trial -> what its trial.json said when it had ended
        self.begin()

    def study(self):
        studies = sorted(self.workspace.glob("*/study.jsonl")) if self.workspace.is_dir() else []
        if len(studies) > 1:
            raise Broken(f"{self.workspace} holds {len(studies)} studies")
        return studies[0].parent if studies else None

    def begin(self):
        study = self.study()
        self.workers_killed = 0
        what = ["resume", str(study)] if study else ["tune", str(self.experiment)]
        self.process = subprocess.Popen(
            [self.lathectl, "--workspace", str(self.workspace), *what],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True,
        )

    def is_done(self):
        """Looks whether its process has ended; begins again when it did not end by itself."""
        code = self.process.poll()
        if code is None:
            return False
        if code < 0:
            self.remember_ends()
            self.begin()
            return False
        if code not in (0, 1):
            raise Broken(f"search {self.number} ended with {code}")
        return True

    def kill(self, draw):
        """True: something was killed."""
        pid = self.process.pid
        if self.process.poll() is not None:
            return False
        what = draw.random()
        if what < 0.4:
            self.process.kill()
        elif what < 0.6:
            os.killpg(pid, signal.SIGKILL)
        else:
            # A search whose first three trials fail for one reason is given up, rightly.
            workers = children_of(pid)
            if not workers or self.workers_killed == 2:
                return False
            try:
                os.kill(draw.choice(workers), signal.SIGKILL)
            except ProcessLookupError:
                return False
            self.workers_killed += 1
        return True

    def trials(self):
        study = self.study()
        return sorted((study / "trials").iterdir()) if study and (study / "trials").is_dir() else []

    def remember_ends(self):
        for folder in self.trials():
            record = folder / "trial.json"
            if not record.exists():
                continue
            facts = json.loads(record.read_text())
            if facts["state"] not in ("SUCCEEDED", "FAILED", "EARLY_STOPPED"):
                continue
            now = (facts["state"], json.dumps(facts.get("params")), json.dumps(facts.get("objective")))
            before = self.ended.setdefault(folder.name, now)
            if before != now:
                raise Broken(f"{folder}: had ended as {before} and is now {now}")

    def check(self):
        self.remember_ends()
        folders = self.trials()
        if [folder.name for folder in folders] != [f"{i:04}" for i in range(TRIALS)]:
            raise Broken(f"search {self.number} has the trials {[folder.name for folder in folders]}")
        failed = 0
        for folder in folders:
            facts = json.loads((folder / "trial.json").read_text())
            if facts["state"] == "FAILED":
                failed += 1
                if "SIGKILL" not in facts["error"]:
                    raise Broken(f"{folder} failed: {facts['error']}")
                continue
            if facts["state"] != "SUCCEEDED":
                raise Broken(f"{folder} is {facts['state']}")
            with open(folder / "metrics.csv", encoding="utf-8") as file:
                steps = [int(row["step"]) for row in csv.DictReader(file) if row["train_loss"]]
            if steps != list(range(1, 4 * EPOCHS + 1)):
                raise Broken(f"{folder}: metrics.csv has the steps {steps}")
        return failed


def play_round(draw, build, kills, place):
    """One round; gives how many kills there were and how many trials failed by them."""
    leases, in_use = place / "leases", place / "in-use"
    in_use.mkdir()
    environment = {
        **os.environ,
        "LATHE_ENGINE": str(build / "tests/libfake_engine.so"),
        "LATHE_FAKE_CUDA": "1",
        "LATHE_FAKE_GPUS": GPUS,
        "LATHE_FAKE_GPUS_IN_USE": str(in_use),
        "LATHE_FAKE_PACE": "10",
        "LATHE_LEASES": str(leases),
        "LD_LIBRARY_PATH": str(build / "tests/fake-nvml"),
        "HOME": str(place),
    }
    searches = [Search(i, place, str(build / "bin/lathectl"), environment) for i in range(SEARCHES)]
    done = 0
    try:
        until = time.monotonic() + 300
        while not all([search.is_done() for search in searches]):
            if time.monotonic() > until:
                raise Broken("the searches do not come to their end")
            time.sleep(draw.uniform(0.01, 0.25))
            if done < kills:
                done += draw.choice(searches).kill(draw)
        failed = sum(search.check() for search in searches)
        left = [path.name for path in leases.glob("*.lease")]
        if left:
            raise Broken(f"leases are left: {left}")
        return done, failed
    finally:
        for search in searches:
            if search.process.poll() is None:
                os.killpg(search.process.pid, signal.SIGKILL)
                search.process.wait()
            search.log.close()


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--seed", type=int, default=None)
    options.add_argument("--build", type=Path, default=SOURCE / "build/test")
    options = options.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1 << 32)
    draw = random.Random(seed)
    print(f"seed {seed}", flush=True)
    kills = rounds = failed = 0
    while kills < options.kills:
        place = Path(tempfile.mkdtemp(prefix="lathe-campaign-"))
        try:
            done, lost = play_round(draw, options.build.resolve(), min(20, options.kills - kills), place)
        except Broken as problem:
            sys.exit(f"{problem}\nafter {kills} kills; the round is kept in {place}")
        shutil.rmtree(place)
        kills, rounds, failed = kills + done, rounds + 1, failed + lost
        print(f"{rounds} rounds, {kills} kills, {rounds * SEARCHES * TRIALS} trials, {failed} failed by a kill", flush=True)


main()
