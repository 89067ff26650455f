# SPDX-License-Identifier: GPL-3.0-or-later
import math
import os
import sys
import unittest
from pathlib import Path
from unittest import mock

from tests.trial_case import TrialCase, needs_lathectl

import lathe
from lathe import _lathectl

SPACE = {"lr": {"_type": "loguniform", "_value": [1e-4, 1e-1]}}

# Speaks the protocol of ask-tell, so that the client is tested where nothing is built.
FAKE = """#!{python}
import json, sys
print("a warning", file=sys.stderr)
if "BAD" in sys.argv:
    print("error: --tuner: unknown tuner 'BAD'", file=sys.stderr)
    sys.exit(2)
asked = 0
for line in sys.stdin:
    request = json.loads(line)
    if "ask" in request:
        if asked == 3:
            answer = {{"done": True}}
        else:
            answer = {{"trial": asked, "params": {{"x": asked, "inf": "Infinity"}}, "budget": 2}}
            asked += 1
    elif "report" in request:
        answer = {{"trial": 0, "stop": request["step"] > 1, "reason": "no hope"}}
    elif "tell" in request:
        if request.get("value") == 13:
            answer = {{"error": "unlucky"}}
        elif request.get("value") == 14:
            sys.exit("gone")
        else:
            open("told", "a").write(line)
            continue
    else:
        answer = {{"error": "expected one of 'ask', 'tell' and 'report'"}}
    print(json.dumps(answer), flush=True)
"""


class TestClient(TrialCase):
    def setUp(self):
        super().setUp()
        self.fake = self.folder / "fake-lathectl"
        self.fake.write_text(FAKE.format(python=sys.executable))
        self.fake.chmod(0o755)

    def study(self, **more):
        study = lathe.Study(SPACE, lathectl=self.fake, **more)
        self.addCleanup(study.close)
        return study

    def test_asked_and_told(self):
        study = self.study()
        first, second, third = study.ask(), study.ask(), study.ask()
        self.assertIsNone(study.ask())
        self.assertEqual((first.number, first.params, first.budget), (0, {"x": 0, "inf": math.inf}, 2))
        self.assertFalse(second.report(1, 0.5))
        self.assertTrue(second.report(2, 0.5))
        self.assertEqual(second.stop_reason, "no hope")
        first.tell(0.5)
        second.tell(state="EARLY_STOPPED")
        study.tell(2, math.nan)
        self.assertEqual(
            Path("told").read_text(),
            '{"tell": 0, "state": "SUCCEEDED", "value": 0.5}\n{"tell": 1, "state": "EARLY_STOPPED"}\n'
            '{"tell": 2, "state": "SUCCEEDED", "value": "NaN"}\n',
        )
        self.assertIs(study.best(), first)
        with self.assertRaisesRegex(lathe.LathectlError, "trial 0 has ended already"):
            first.tell(1)
        with self.assertRaisesRegex(lathe.LathectlError, "there is no trial 7"):
            study.tell(7, 1)
        self.assertIn("{'x': 2", repr(third))

    def test_several_objectives(self):
        study = self.study(mode=["minimize", "maximize"])
        study.ask().tell([0.5, 2])
        self.assertIn('"values": [0.5, 2.0]', Path("told").read_text())
        self.assertIsNone(study.best())

    def test_trials(self):
        study = self.study(mode="maximize")
        for trial in study.trials():
            trial.tell(trial.params["x"])
        self.assertEqual(study.best().number, 2)
        study = self.study()
        with self.assertRaisesRegex(lathe.LathectlError, "was not told"):
            for _ in study.trials(2):
                pass

    def test_an_error_of_a_tell_is_raised_at_once_and_the_conversation_goes_on(self):
        study = self.study()
        trial = study.ask()
        with self.assertRaisesRegex(lathe.LathectlError, "unlucky"):
            trial.tell(13)
        self.assertIsNone(trial.state)
        trial.tell(1)
        self.assertEqual(study.ask().number, 1)

    def test_mistakes(self):
        trial = self.study().ask()
        with self.assertRaisesRegex(TypeError, "'value'"):
            trial.tell("0.5")
        with self.assertRaisesRegex(lathe.LathectlError, "state must be one of"):
            trial.tell(state="DONE")

    def test_a_lathectl_that_refuses_or_ends(self):
        with self.assertRaisesRegex(lathe.LathectlError, "exit code 2.*\n(.|\n)*unknown tuner 'BAD'"):
            self.study(tuner="BAD")
        study = self.study()
        with self.assertRaisesRegex(lathe.LathectlError, "exit code 1"):
            study.ask().tell(14)
        study.close()
        with self.assertRaisesRegex(lathe.LathectlError, "closed"):
            study.ask()

    def test_finding_it(self):
        os.environ["LATHECTL"] = str(self.fake)
        self.assertEqual(_lathectl.find_lathectl(), str(self.fake))
        os.environ["LATHECTL"] = "nope"
        with self.assertRaisesRegex(lathe.LathectlError, "'nope'"):
            _lathectl.find_lathectl()
        del os.environ["LATHECTL"]
        os.environ["PATH"] = str(self.folder)
        self.fake.rename(self.folder / "lathectl")
        self.assertEqual(_lathectl.find_lathectl(), str(self.folder / "lathectl"))
        os.environ["PATH"] = "/nowhere"
        # An installed package finds that of its own installation.
        with mock.patch.object(_lathectl, "__file__", "/nowhere/lathe/_lathectl.py"):
            self.assertRaisesRegex(lathe.LathectlError, "was not found", _lathectl.find_lathectl)


@needs_lathectl
class TestRealTuners(TrialCase):
    def test_a_search_is_the_same_again(self):
        def search():
            with lathe.Study(SPACE, tuner="TPE", seed=1, assessor="Medianstop") as study:
                for trial in study.trials(8):
                    trial.report(1, 1.0)
                    trial.tell((math.log(trial.params["lr"]) - math.log(1e-2)) ** 2)
                return [trial.params for trial in study.history], study.best()

        first, best = search()
        self.assertEqual(first, search()[0])
        self.assertEqual(len(first), 8)
        self.assertLess(abs(math.log10(best.params["lr"]) + 2), 1)

    def test_an_exhausted_grid(self):
        with lathe.Study({"a": {"_type": "choice", "_value": [1, 2]}}, tuner="GridSearch") as study:
            for trial in study.trials():
                trial.tell(trial.params["a"])
        self.assertEqual(sorted(trial.value for trial in study.history), [1, 2])

    def test_errors_come_when_it_starts(self):
        for more, what in (
            ({"tuner": "TPEE"}, "did you mean 'TPE'"),
            ({"mode": "min"}, "mode"),
            ({"tuner_args": {"x": 1}}, "x"),
        ):
            with self.assertRaisesRegex(lathe.LathectlError, what):
                lathe.Study(SPACE, **more)
        with self.assertRaisesRegex(lathe.LathectlError, "low"):
            lathe.Study({"a": {"_type": "uniform", "_value": [2, 1]}})
        with self.assertRaisesRegex(lathe.LathectlError, "No such file"):
            lathe.Study("nofile.json")


if __name__ == "__main__":
    unittest.main()
