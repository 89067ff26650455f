# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import json
import math
import os
import unittest
import warnings
from pathlib import Path

from tests import event_files
from tests.trial_case import TrialCase

import lathe.wandb as wandb

try:
    import numpy
except ImportError:
    numpy = None
try:
    import pandas
except ImportError:
    pandas = None
try:
    import torch
except ImportError:
    torch = None
try:
    import omegaconf
except ImportError:
    omegaconf = None
try:
    import yaml
except ImportError:
    yaml = None


class WandbCase(TrialCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.finish)

    def finish(self):
        self.printed(wandb.finish)


class TestConfig(WandbCase):
    def test_the_experiment_wins_over_the_script(self):
        self.be_trial({"opt": {"lr": 0.5}, "epochs": 2}, {"opt.lr": 0.5})
        wandb.init(project="p", config={"opt": {"lr": 0.1, "name": "Adam"}, "epochs": 9, "own": 1})
        self.assertEqual(wandb.config.as_dict(), {"opt": {"lr": 0.5, "name": "Adam"}, "epochs": 2, "own": 1})
        self.assertEqual(wandb.config.opt.lr, 0.5)
        self.assertIs(wandb.run.config, wandb.config)

    def test_what_the_tuner_chose_stays(self):
        self.be_trial({"lr": 0.5, "opt": {"beta": 0.9}}, {"lr": 0.5, "opt.beta": 0.9})
        wandb.init()
        self.assertIn(
            "lr stays 0.5",
            self.told(wandb.config.update, {"lr": 1, "b": 2, "opt": {"beta": 0.1}}, allow_val_change=True),
        )
        wandb.config.lr = 3
        wandb.config["c"] = 4
        self.assertEqual(wandb.config.as_dict(), {"lr": 0.5, "opt": {"beta": 0.9}, "b": 2, "c": 4})

    def test_kinds_of_config(self):
        wandb.init(
            config=argparse.Namespace(lr=0.1, batch=8),
            config_exclude_keys=["batch"],
            settings=wandb.Settings(x=1),
            unknown=2,
        )
        wandb.config.setdefaults({"lr": 9, "a": {"b": 1}})
        self.assertEqual(dict(wandb.config), {"lr": 0.1, "a": {"b": 1}})
        self.assertEqual(wandb.config.get("nope", 5), 5)
        self.assertIn("lr", wandb.config)
        with self.assertRaises(AttributeError):
            wandb.config.nope
        wandb.init(config={"again": 1})
        self.assertNotIn("again", wandb.config)
        first = wandb.run
        wandb.init(config={"again": 1}, reinit=True)
        self.assertIsNot(wandb.run, first)
        self.assertEqual(dict(wandb.config), {"again": 1})

    @unittest.skipIf(yaml is None, "PyYAML is not installed")
    def test_a_file(self):
        Path("c.yaml").write_text("wandb_version: 1\nlr: {desc: null, value: 0.1}\nepochs: 3\n")
        wandb.init(config="c.yaml")
        self.assertEqual(dict(wandb.config), {"lr": 0.1, "epochs": 3})

    @unittest.skipIf(omegaconf is None, "OmegaConf is not installed")
    def test_omegaconf(self):
        wandb.init(config=omegaconf.OmegaConf.create({"a": {"b": [1, 2]}, "c": "${a.b}"}))
        self.assertEqual(wandb.config.as_dict(), {"a": {"b": [1, 2]}, "c": [1, 2]})


class TestLog(WandbCase):
    def test_each_log_is_a_step(self):
        self.be_trial()
        with wandb.init() as run:
            wandb.log({"loss": 1, "train": {"acc": 0.5, "deep": {"x": 2}}})
            wandb.log({"loss": math.nan})
            self.assertEqual(run.step, 2)
        self.assertEqual(
            self.metrics(), [(0, {"loss": 1.0, "train.acc": 0.5, "train.deep.x": 2.0}), (1, {"loss": "NaN"})]
        )
        self.assertIsNone(wandb.run)

    def test_steps_and_commits(self):
        self.be_trial()
        wandb.init()
        wandb.log({"a": 1}, commit=False)
        wandb.log({"b": 2})
        wandb.log({"c": 3}, step=10)
        wandb.log({"d": 4}, step=10)
        self.assertIn("step=3", self.told(wandb.log, {"lost": 5}, step=3))
        wandb.log({"e": 6})
        wandb.log({"f": 7})
        wandb.log({"g": 8}, step=20, commit=False)
        wandb.log({"h": 9}, step=30, commit=False)
        wandb.finish()
        self.assertEqual(
            self.metrics(),
            [
                (0, {"a": 1.0, "b": 2.0}),
                (10, {"c": 3.0}),
                (10, {"d": 4.0}),
                (10, {"e": 6.0}),
                (11, {"f": 7.0}),
                (20, {"g": 8.0}),
                (30, {"h": 9.0}),
            ],
        )

    def test_an_axis_of_ones_own(self):
        self.be_trial()
        run = wandb.init()
        run.define_metric("epoch")
        run.define_metric("val/*", step_metric="epoch")
        for epoch in range(2):
            for batch in range(3):
                run.log({"train/loss": batch})
            run.log({"epoch": epoch, "val/loss": epoch / 2})
        self.assertEqual([step for step, row in self.metrics() if "val/loss" in row], [0, 1])
        self.assertEqual([step for step, row in self.metrics() if "train/loss" in row], [0, 1, 2, 4, 5, 6])

    def test_a_run_that_goes_on_counts_on(self):
        self.be_trial()
        run = wandb.init(resume="allow")
        run.define_metric("val/*", step_metric="samples")
        for batch in range(3):
            run.log({"loss": batch})
        run.log({"samples": 5000, "val/loss": 1})
        run.finish()
        with open(self.trial / ".lathe" / "metrics.jsonl", "a") as file:
            file.write('{"metrics": {"loss": 1}}\n{"step": 99, "metr')  # without a step, and torn
        os.environ["LATHE_RESUME"] = "1"
        again = wandb.init(resume="allow")
        again.define_metric("val/*", step_metric="samples")
        self.assertEqual((again.starting_step, again.step, again.resumed), (4, 4, True))
        again.log({"loss": 4})
        self.assertIn("step=2", self.told(again.log, {"loss": 5}, step=2))
        self.assertEqual(again.step, 5)
        again.finish()
        for resume in (None, False, "never"):
            self.assertEqual(wandb.init(resume=resume, reinit=True).step, 0)
        os.environ["LATHE_RESUME"] = "0"
        self.assertEqual(wandb.init(resume="must", reinit=True).step, 0)

    def test_summary(self):
        self.be_trial()
        run = wandb.init()
        run.define_metric("loss", summary="min")
        run.define_metric("loss", summary="max,mean")
        run.define_metric("acc", summary="best", goal="maximize")
        for loss, acc in ((3, 0.1), (1, 0.9), (2, 0.5)):
            run.log({"loss": loss, "acc": acc, "lr": 0.1})
        self.assertEqual(run.summary.loss, {"min": 1.0, "max": 3.0, "mean": 2.0})
        self.assertEqual(run.summary["acc"].best, 0.9)
        self.assertEqual(wandb.summary["lr"], 0.1)
        wandb.run.summary["best_accuracy"] = 0.9
        run.finish()
        self.assertEqual(self.metrics()[-1], (3, {"best_accuracy": 0.9}))
        written = json.loads((self.trial / "wandb" / "wandb-summary.json").read_text())
        self.assertEqual(written["loss"], {"min": 1.0, "max": 3.0, "mean": 2.0})

    def test_what_is_not_finite_is_in_no_summary_but_the_last(self):
        self.be_trial()
        run = wandb.init()
        run.define_metric("loss", summary="min,max,mean,last")
        for loss in (math.inf, 2, -math.inf, 4, math.nan):
            run.log({"loss": loss})
        summary = run.summary.loss
        self.assertEqual([summary[kind] for kind in ("min", "max", "mean")], [2.0, 4.0, 3.0])
        self.assertTrue(math.isnan(summary["last"]))

    def test_media(self):
        self.be_trial()
        wandb.init()
        table = wandb.Table(columns=["a", "b"], data=[[1, "x"]])
        table.add_data(math.inf, wandb.Image([[0]]))
        table.add_column("c", [1, 2])
        picture = wandb.Image([[0, 255]], caption="c")
        wandb.log(
            {
                "one": picture,
                "some": [picture, wandb.Image(picture)],
                "hist": wandb.Histogram([1, 2, 2], num_bins=2),
                "given": wandb.Histogram(np_histogram=([1, 2], [0, 1, 2])),
                "table/of": table,
                "loss": 0.5,
            }
        )
        found = event_files.values(self.trial / "wandb")
        self.assertEqual(
            [(tag, step, kind) for tag, step, kind, _ in found],
            [
                ("one", 0, "image"),
                ("some/0", 0, "image"),
                ("some/1", 0, "image"),
                ("hist", 0, "histogram"),
                ("given", 0, "histogram"),
            ],
        )
        self.assertEqual(event_files.doubles(found[4][3][6][0]), [1.0, 2.0])
        self.assertEqual(self.metrics(), [(0, {"loss": 0.5})])
        written = json.loads((self.trial / "wandb/media/table/table_of_0.table.json").read_text())
        self.assertEqual(
            written, {"columns": ["a", "b", "c"], "data": [[1, "x", 1], ["Infinity", "image of 1 x 1", 2]]}
        )
        with self.assertRaises(ValueError):
            table.add_data(1)
        self.assertIn("'film' is Video, which is not recorded", self.told(wandb.log, {"film": wandb.Video("x")}))
        self.assertEqual(self.told(wandb.log, {"film": wandb.Video("x")}), "")

    @unittest.skipIf(numpy is None, "numpy is not installed")
    def test_arrays(self):
        self.be_trial()
        wandb.init()
        wandb.log(
            {
                "weights": numpy.arange(10.0),
                "scalar": numpy.float32(0.5),
                "one": numpy.array([2]),
                "image": wandb.Image(numpy.zeros((4, 6, 3))),
            }
        )
        self.assertEqual(self.metrics(), [(0, {"scalar": 0.5, "one": 2.0})])
        weights, image = event_files.values(self.trial)
        self.assertEqual((weights[2], weights[3][3]), ("histogram", [10.0]))
        self.assertEqual(image[3][:3], (6, 4, 3))

    @unittest.skipIf(numpy is None, "numpy is not installed")
    def test_pictures_of_arrays(self):
        def size(*shape):
            picture = wandb.Image(numpy.zeros(shape)).picture
            return picture.width, picture.height, picture.channels

        self.assertEqual(size(1, 4, 6), (6, 4, 1))  # one channel, first
        self.assertEqual(size(3, 5, 6), (6, 5, 3))
        self.assertEqual(size(1, 4, 6, 3), (6, 4, 3))  # a batch of one
        self.assertEqual(size(1, 6, 3), (6, 1, 3))  # one row of pixels
        with self.assertRaisesRegex(ValueError, "found shape"):
            size(2, 4, 6, 3)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            holes = wandb.Image(numpy.array([[numpy.nan, 1.0]])).picture.encoded
        self.assertEqual(holes, wandb.Image(numpy.array([[0.0, 1.0]])).picture.encoded)

    @unittest.skipIf(torch is None, "torch is not installed")
    def test_a_batch_of_tensors_is_one_picture(self):
        def size(*shape):
            picture = wandb.Image(torch.rand(*shape)).picture
            return picture.width, picture.height, picture.channels

        self.assertEqual(size(1, 3, 4, 6), (6, 4, 3))
        self.assertEqual(size(3, 1, 4, 6), (3 * 6 + 2 * 2, 4, 1))
        self.assertEqual(size(9, 3, 4, 6), (8 * 6 + 7 * 2, 2 * 4 + 2, 3))

    @unittest.skipIf(pandas is None, "pandas is not installed")
    def test_a_data_frame_is_a_table(self):
        self.be_trial()
        wandb.init()
        self.assertEqual(self.told(wandb.log, {"rows": pandas.DataFrame({"a": [1, 2], "b": ["x", "y"]})}), "")
        written = json.loads((self.trial / "wandb/media/table/rows_0.table.json").read_text())
        self.assertEqual(written, {"columns": ["a", "b"], "data": [[1, "x"], [2, "y"]]})

    @unittest.skipIf(torch is None, "torch is not installed")
    def test_tensors(self):
        self.be_trial()
        wandb.init()
        wandb.log(
            {
                "loss": torch.tensor(0.5, requires_grad=True),
                "g": torch.ones(3, requires_grad=True),
                "x": wandb.Image(torch.rand(3, 4, 6)),
            }
        )
        self.assertEqual(self.metrics(), [(0, {"loss": 0.5})])
        self.assertEqual(event_files.values(self.trial)[1][3][:3], (6, 4, 3))

    def test_outside_lathe(self):
        run = wandb.init(project="p", name="n")
        self.assertEqual((run.project, run.name), ("p", "n"))
        self.assertEqual(self.printed(wandb.log, {"loss": 0.5}), "step 0  loss 0.5\n")
        wandb.finish()
        self.assertEqual(event_files.values(self.folder / "wandb"), [("loss", 0, "scalar", 0.5)])

    def test_disabled_and_other_ranks_write_nothing(self):
        self.be_trial()
        wandb.init(mode="disabled")
        wandb.log({"loss": 0.5, "h": wandb.Histogram([1])})
        wandb.finish()
        os.environ["RANK"] = "1"
        wandb.init()
        wandb.log({"loss": 0.5, "h": wandb.Histogram([1])})
        wandb.finish()
        self.assertEqual(self.lines(), [])
        self.assertFalse((self.trial / "wandb").exists())


class TestTheRest(WandbCase):
    def test_what_does_nothing_says_so_once(self):
        self.be_trial()
        run = wandb.init()
        for function in (wandb.watch, wandb.save, wandb.log_artifact):
            self.assertNotEqual(self.told(function, "x"), "")
            self.assertEqual(self.told(function, "x"), "")
        wandb.unwatch()
        self.assertTrue(wandb.login())
        artifact = wandb.Artifact("model", type="model")
        artifact.add_file("x")
        self.assertIs(run.log_artifact(artifact), artifact)
        self.assertIn("hot: very", self.told(run.alert, "hot", "very"))

    def test_no_usual_call_ends_the_script(self):
        self.be_trial()
        run = wandb.init(project="p", entity="e", id=wandb.util.generate_id(), settings=wandb.Settings(a=1))
        self.assertEqual(run.path, f"e/p/{run.id}")
        self.assertEqual((run.offline, run.sweep_id), (True, None))
        self.assertEqual((run.project_name(), run.get_project_url()), ("p", None))
        chart = wandb.plot.confusion_matrix(y_true=[0, 1], preds=[0, 1], class_names=["a", "b"])
        self.assertIn("'matrix' is Plotly, which is not recorded", self.told(wandb.log, {"matrix": chart}))
        self.assertIn("t: x", self.told(wandb.alert, title="t", text="x", level=wandb.AlertLevel.WARN))
        artifact = wandb.Artifact("model", type="model", metadata={"acc": 0.5})
        with artifact.new_file("model.txt") as file:
            file.write("x")
        self.assertEqual(artifact.metadata["acc"], 0.5)
        self.assertIn("artifacts are not kept", self.told(wandb.log_model, "model.pt", name="model"))
        self.assertTrue(issubclass(wandb.CommError, wandb.Error))

    def test_files_in_the_folder_of_the_run(self):
        self.be_trial()
        run = wandb.init()
        Path(run.dir, "model.txt").write_text("weights")
        with wandb.restore("model.txt") as file:
            self.assertEqual(file.read(), "weights")
        with self.assertRaisesRegex(RuntimeError, "no server to take 'other.txt' from"):
            run.restore("other.txt")

    def test_mistakes(self):
        with self.assertRaisesRegex(RuntimeError, r"wandb.log\(\) before wandb.init\(\)"):
            wandb.log({"a": 1})
        run = wandb.init()
        with self.assertRaisesRegex(ValueError, "takes a dict"):
            wandb.log(1)
        with self.assertRaisesRegex(AttributeError, "Lathe does the search itself"):
            wandb.sweep
        with self.assertRaisesRegex(AttributeError, "wandb.Api is not there"):
            wandb.Api
        with self.assertRaises(RuntimeError):
            run.use_artifact("x")
        run.finish()
        run.finish()
        with self.assertRaisesRegex(RuntimeError, "after wandb.finish"):
            run.log({"a": 1})

    def test_what_waits_is_written_at_exit(self):
        self.be_trial()
        done = self.python("import lathe.wandb as wandb; wandb.init(); wandb.log({'a': 1}, commit=False)")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.metrics(), [(0, {"a": 1.0})])
