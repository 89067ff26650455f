# SPDX-License-Identifier: GPL-3.0-or-later
import json
import math
import os
import pickle
import signal
import subprocess
import sys
import threading
import types
import unittest
from decimal import Decimal
from pathlib import Path
from unittest import mock

from tests.trial_case import PACKAGE, TrialCase

import lathe
from lathe import _trial

try:
    import numpy
except ImportError:
    numpy = None
try:
    import omegaconf
except ImportError:
    omegaconf = None
try:
    import torch
except ImportError:
    torch = None


class TestAsked(TrialCase):
    def test_what_lathe_says(self):
        self.be_trial({"opt": {"lr": 0.1, "clip": "Infinity"}, "layers": [{"n": 1}]}, {"opt.lr": 0.1}, RESUME=1)
        config = lathe.config()
        self.assertEqual(config["opt"]["lr"], 0.1)
        self.assertEqual(config.opt.lr, 0.1)
        self.assertEqual(config.opt.clip, math.inf)
        self.assertEqual(config.layers[0].n, 1)
        self.assertEqual(lathe.params(), {"opt.lr": 0.1})
        self.assertEqual(lathe.trial_dir(), self.trial)
        self.assertEqual(lathe.trial_number(), 3)
        self.assertEqual(lathe.device(), "cpu")
        self.assertTrue(lathe.resuming())
        self.assertTrue(lathe.in_trial())

    def test_outside_lathe(self):
        self.assertEqual(lathe.config(), {})
        self.assertEqual(lathe.params(), {})
        self.assertEqual(lathe.trial_dir(), self.folder)
        self.assertEqual(lathe.trial_number(), 0)
        self.assertFalse(lathe.resuming())
        self.assertFalse(lathe.should_stop())
        self.assertIsNone(lathe.stop_reason())
        self.assertIn(lathe.device(), ("cpu", "cuda:0"))
        self.assertEqual(self.printed(lathe.report, step=3, val_loss=0.25), "step 3  val_loss 0.25\n")
        self.assertEqual(self.printed(lathe.finish, acc=1), "finished  acc 1\n")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_config_by_hand(self):
        Path("c.json").write_text('{"a": 1}')
        os.environ["LATHE_CONFIG"] = "c.json"
        self.assertEqual(lathe.config().a, 1)
        Path("c.json").write_text("[]")
        with self.assertRaisesRegex(ValueError, "c.json .LATHE_CONFIG. must hold a JSON object"):
            lathe.config()


class TestConfig(unittest.TestCase):
    def test_is_a_dict(self):
        config = lathe.Config({"a": {"b": 1}}, c=[{"d": 2}])
        self.assertEqual(json.loads(json.dumps(config)), {"a": {"b": 1}, "c": [{"d": 2}]})
        config.a.b = {"deep": 3}
        self.assertEqual(config.a.b.deep, 3)
        self.assertEqual(config.flat(), {"a.b.deep": 3, "c": [{"d": 2}]})
        self.assertEqual(pickle.loads(pickle.dumps(config)), config)
        self.assertIsInstance(config.copy(), lathe.Config)
        self.assertEqual(config.setdefault("e", 1), 1)
        del config.e
        self.assertEqual(type(config.to_dict()["c"][0]), dict)
        self.assertEqual(config.to_dict(), config)
        with self.assertRaisesRegex(AttributeError, "no 'cc' in the config; did you mean c"):
            config.cc
        with self.assertRaises(AttributeError):
            del config.nope

    @unittest.skipIf(omegaconf is None, "OmegaConf is not installed")
    def test_omegaconf_takes_it_as_dict(self):
        base = omegaconf.OmegaConf.create({"a": {"b": 1, "c": 2}})
        merged = omegaconf.OmegaConf.merge(base, lathe.Config({"a": {"b": 5}}).to_dict())
        self.assertEqual(merged, {"a": {"b": 5, "c": 2}})


class TestReport(TrialCase):
    def test_one_line_a_record(self):
        self.be_trial()
        lathe.report(step=3, val_loss=0.42)
        lathe.report({"val/acc": 1, "한국어\n": 2.5}, step=4)
        lathe.report(0.5)
        lathe.report({"a": 1}, b=2)
        lathe.finish(val_loss=0.4)
        lathe.finish()
        records = self.lines()
        self.assertEqual(list(records[0]), ["step", "time", "metrics"])
        self.assertGreater(records[0]["time"], 1.6e9)
        self.assertEqual(
            self.metrics(),
            [
                (3, {"val_loss": 0.42}),
                (4, {"val/acc": 1.0, "한국어\n": 2.5}),
                (None, {"default": 0.5}),
                (None, {"a": 1.0, "b": 2.0}),
                (None, {"val_loss": 0.4}),
                (None, {}),
            ],
        )
        self.assertEqual([record.get("finish") for record in records], [None] * 4 + [True, True])

    def test_non_finite_numbers_are_strings(self):
        self.be_trial()
        lathe.report(a=math.nan, b=math.inf, c=-math.inf)
        self.assertEqual(self.metrics(), [(None, {"a": "NaN", "b": "Infinity", "c": "-Infinity"})])

    def test_nothing_is_no_record(self):
        self.be_trial()
        lathe.report({}, step=1)
        lathe.report()
        self.assertEqual(self.lines(), [])

    def test_kinds_of_numbers(self):
        self.be_trial()
        lathe.report(a=True, b=Decimal("0.5"), step=2.0)
        self.assertEqual(self.metrics(), [(2, {"a": 1.0, "b": 0.5})])

    @unittest.skipIf(numpy is None, "numpy is not installed")
    def test_numpy(self):
        self.be_trial()
        lathe.report(
            a=numpy.float32(0.5), b=numpy.int64(2), c=numpy.array([3.0]), d=numpy.array(4), step=numpy.int32(1)
        )
        self.assertEqual(self.metrics(), [(1, {"a": 0.5, "b": 2.0, "c": 3.0, "d": 4.0})])
        with self.assertRaisesRegex(
            TypeError, r"metric 'a' must be a number or hold one element, found ndarray of shape \(2,\)"
        ):
            lathe.report(a=numpy.zeros(2))
        with self.assertRaisesRegex(TypeError, "metric 'a'"):
            lathe.report(a=numpy.array("x"))

    @unittest.skipIf(torch is None, "torch is not installed")
    def test_torch(self):
        self.be_trial()
        lathe.report(a=torch.tensor(0.5, requires_grad=True), b=torch.ones(1, 1), step=torch.tensor(7))
        self.assertEqual(self.metrics(), [(7, {"a": 0.5, "b": 1.0})])
        with self.assertRaisesRegex(TypeError, r"metric 'a' .*found Tensor of shape \(3,\)"):
            lathe.report(a=torch.zeros(3))

    def test_what_is_no_number_is_refused(self):
        self.be_trial()
        for value in ("0.5", b"1", None, [1], {"a": 1}, 1j, object(), 10**400):
            with self.assertRaisesRegex(TypeError, "metric 'loss' must be a number"):
                lathe.report(loss=value)
        with self.assertRaisesRegex(TypeError, "name of a metric"):
            lathe.report({1: 2})
        with self.assertRaisesRegex(TypeError, "step must be a whole number, found 0.5"):
            lathe.report(a=1, step=0.5)
        with self.assertRaisesRegex(ValueError, "64 bits"):
            lathe.report(a=1, step=2**63)
        self.assertEqual(self.lines(), [])

    def test_only_rank_0_reports(self):
        self.be_trial()
        for rank, local_rank, reports in (
            ("0", "0", 1),
            ("1", "1", 1),
            ("4", "0", 1),
            ("0", "3", 2),
            ("", "1", 2),
            ("", "0", 3),
        ):
            os.environ["RANK"], os.environ["LOCAL_RANK"] = rank, local_rank
            lathe.report(a=1)
            self.assertEqual(len(self.lines()), reports, (rank, local_rank))
        os.environ["RANK"] = "1"
        lathe.finish(a=1)
        del os.environ["LATHE_TRIAL_DIR"]
        self.assertEqual(self.printed(lathe.report, a=1), "")

    def test_torch_knows_the_rank_that_no_variable_tells(self):
        self.be_trial()
        for started, rank, reports in ((True, 1, False), (True, 0, True), (False, 1, True)):
            fake = types.SimpleNamespace(is_initialized=lambda: started, get_rank=lambda: rank)
            with self.subTest(started=started, rank=rank), mock.patch.dict(sys.modules, {"torch.distributed": fake}):
                self.assertEqual(_trial.is_reporter(), reports)
        with mock.patch.dict(sys.modules, {"torch.distributed": types.ModuleType("torch.distributed")}):
            self.assertTrue(_trial.is_reporter())

    def test_a_torn_record_of_a_process_before_stays_alone(self):
        self.be_trial()
        (self.trial / ".lathe").mkdir()
        path = self.trial / ".lathe" / "metrics.jsonl"
        path.write_bytes(b'{"step": 1, "met')
        lathe.report(a=1)
        lathe.report(a=2)
        lines = path.read_bytes().split(b"\n")
        self.assertEqual(len(lines), 4)
        self.assertEqual(json.loads(lines[1])["metrics"], {"a": 1.0})

    def test_lone_surrogates_do_not_break_the_line(self):
        self.be_trial()
        lathe.report({"a\ud800": 1})
        self.assertEqual(self.metrics(), [(None, {"a?": 1.0})])

    def test_a_deleted_folder_is_made_again(self):
        self.be_trial()
        lathe.report(a=1)
        (self.trial / ".lathe" / "metrics.jsonl").unlink()
        (self.trial / ".lathe").rmdir()
        lathe.report(a=2)
        self.assertEqual(self.metrics(), [(None, {"a": 2.0})])

    def test_threads_and_processes_do_not_mix_their_lines(self):
        self.be_trial()
        program = "import lathe\nfor i in range(200): lathe.report({'x' * 300: i}, step=i)"
        environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
        others = [subprocess.Popen([sys.executable, "-c", program], env=environment) for _ in range(2)]
        threads = [
            threading.Thread(target=lambda: [lathe.report({"y" * 300: i}) for i in range(200)]) for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([other.wait() for other in others], [0, 0])
        self.assertEqual(len(self.lines()), 800)

    @unittest.skipUnless(Path("/dev/full").exists(), "there is no /dev/full")
    def test_a_full_disk_is_an_error(self):
        self.be_trial()
        (self.trial / ".lathe").mkdir()
        (self.trial / ".lathe" / "metrics.jsonl").symlink_to("/dev/full")
        with self.assertRaises(OSError):
            lathe.report(a=1)


class TestStop(TrialCase):
    def test_by_file(self):
        self.be_trial()
        lathe._trial._stop.__init__()
        self.assertFalse(lathe.should_stop())
        (self.trial / ".lathe").mkdir()
        (self.trial / ".lathe" / "stop").write_text("worse than the median\n")
        self.assertFalse(lathe.should_stop())  # looked a moment ago
        lathe._trial._stop.looked = -1.0
        self.assertTrue(lathe.should_stop())
        self.assertEqual(lathe.stop_reason(), "worse than the median")
        (self.trial / ".lathe" / "stop").unlink()
        self.assertTrue(lathe.should_stop())

    def test_a_program_that_asks_outlives_sigterm(self):
        self.be_trial()
        program = """if 1:
            import lathe, os, signal, sys
            assert not lathe.should_stop()
            os.kill(os.getpid(), signal.SIGTERM)
            print(lathe.should_stop(), repr(lathe.stop_reason()), flush=True)
            os.kill(os.getpid(), signal.SIGTERM)
            print("never here")
        """
        done = self.python(program)
        self.assertEqual((done.stdout, done.returncode), ("True ''\n", -signal.SIGTERM), done.stderr)

    def test_one_that_does_not_ask_is_ended(self):
        self.be_trial()
        done = self.python(
            "import lathe, os, signal; lathe.report(a=1); os.kill(os.getpid(), signal.SIGTERM); print(1)"
        )
        self.assertEqual((done.stdout, done.returncode), ("", -signal.SIGTERM))

    def test_a_handler_of_the_program_stays(self):
        self.be_trial()
        done = self.python(
            "import lathe, os, signal; signal.signal(signal.SIGTERM, lambda *_: print('theirs', flush=True))\n"
            "lathe.should_stop(); os.kill(os.getpid(), signal.SIGTERM); print(lathe.should_stop())"
        )
        self.assertEqual(done.stdout, "theirs\nFalse\n")

    def test_forked_workers_are_ended(self):
        self.be_trial()
        program = """if 1:
            import lathe, os, signal
            lathe.should_stop()
            child = os.fork()
            if child == 0:
                os.kill(os.getpid(), signal.SIGTERM)
                os._exit(0)
            print(os.waitpid(child, 0)[1], lathe.should_stop())
        """
        done = self.python(program)
        self.assertEqual(done.stdout, f"{int(signal.SIGTERM)} False\n", done.stderr)

    def test_forked_workers_stay_until_their_parent_has_stopped(self):
        self.be_trial()
        program = """if 1:
            import lathe, os, signal
            lathe.should_stop()
            os.mkdir(lathe.trial_dir() / ".lathe")
            (lathe.trial_dir() / ".lathe" / "stop").touch()
            child = os.fork()
            if child == 0:
                os.kill(os.getpid(), signal.SIGTERM)
                os._exit(5)
            print(os.WEXITSTATUS(os.waitpid(child, 0)[1]))
        """
        self.assertEqual(self.python(program).stdout, "5\n")


class TestImport(TrialCase):
    def test_imports_only_the_standard_library(self):
        program = (
            "import sys, lathe, lathe.nni, lathe.wandb, lathe.schema\n"
            "print([name for name in ('numpy', 'torch', 'pandas', 'yaml', 'PIL', 'lightning') if name in sys.modules])"
        )
        self.assertEqual(self.python(program).stdout, "[]\n")


if __name__ == "__main__":
    unittest.main()
