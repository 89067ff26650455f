# SPDX-License-Identifier: GPL-3.0-or-later
"""The logger and the callback, with Lightning where it is installed, else with modules of the same interface."""

import importlib.util
import os
import signal
import sys
import types
import unittest

from tests.trial_case import TrialCase

REAL = any(importlib.util.find_spec(name) for name in ("lightning", "pytorch_lightning"))


class FakeLogger:
    """lightning.pytorch.loggers.Logger: these are abstract there."""

    def __init_subclass__(cls):
        for name in ("name", "version", "log_metrics", "log_hyperparams", "experiment", "save", "finalize", "save_dir"):
            assert name in vars(cls), name


class FakeCallback:
    pass


def install_fake(name, old=False):
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        sys.modules[".".join(parts[:count])] = types.ModuleType(".".join(parts[:count]))
    root = sys.modules[name]
    root.loggers = types.ModuleType(name + ".loggers")
    setattr(root.loggers, "LightningLoggerBase" if old else "Logger", FakeLogger)
    root.callbacks = types.ModuleType(name + ".callbacks")
    root.callbacks.Callback = FakeCallback
    sys.modules[name + ".loggers"], sys.modules[name + ".callbacks"] = root.loggers, root.callbacks


class FakeStrategy:
    def __init__(self, answer):
        self.answer = answer
        self.asked = 0

    def broadcast(self, value, src=0):
        self.asked += 1
        return self.answer


class FakeTrainer:
    """What the callback uses of a Trainer."""

    def __init__(self, **given):
        self.should_stop = False
        self.sanity_checking = False
        self.callback_metrics = {"val_loss": 0.5, "val_acc": 0.9, "train_loss": 1.0}
        self.global_step = 100
        self.is_global_zero = True
        self.world_size = 1
        self.loggers = []
        self.__dict__.update(given)


class LightningCase(TrialCase):
    fake = "lightning.pytorch"
    old = False

    def setUp(self):
        super().setUp()
        before = dict(sys.modules)

        def restore():
            sys.modules.clear()
            sys.modules.update(before)

        self.addCleanup(restore)
        for name in [name for name in sys.modules if name.split(".")[0] in ("lightning", "pytorch_lightning")]:
            del sys.modules[name]
        sys.modules.pop("lathe.lightning", None)
        install_fake(self.fake, self.old)
        import lathe.lightning

        self.module = lathe.lightning

    def ask_to_stop(self):
        (self.trial / ".lathe").mkdir(exist_ok=True)
        (self.trial / ".lathe" / "stop").write_text("canceled")
        sys.modules["lathe._trial"]._stop.__init__()


class TestLogger(LightningCase):
    def test_reports(self):
        self.be_trial()
        logger = self.module.LatheLogger()
        logger.log_metrics({"train_loss": 0.5, "epoch": 0, "text": "x"}, step=49)
        logger.log_metrics({}, step=50)
        self.module.LatheLogger(prefix="b").log_metrics({"a": 1})
        logger.log_hyperparams({"lr": 0.1}, {"metric": 1})
        logger.save()
        logger.finalize("success")
        self.assertEqual(self.metrics(), [(49, {"train_loss": 0.5, "epoch": 0.0}), (None, {"b/a": 1.0})])
        self.assertEqual(logger.hparams, {"lr": 0.1})
        self.assertEqual((logger.name, logger.version, logger.save_dir), ("lathe", "trial-0003", str(self.trial)))
        self.assertEqual(logger.experiment.__name__, "lathe")
        self.assertIsInstance(logger, FakeLogger)

    def test_only_the_first_process_logs(self):
        self.be_trial()
        lightning = sys.modules[self.fake]
        lightning.utilities = types.SimpleNamespace(rank_zero_only=types.SimpleNamespace(rank=1))
        self.module.LatheLogger().log_metrics({"a": 1}, step=1)
        lightning.utilities.rank_zero_only.rank = 0
        self.module.LatheLogger().log_metrics({"a": 2}, step=1)
        self.assertEqual(self.metrics(), [(1, {"a": 2.0})])


class TestCallback(LightningCase):
    def test_reports_at_the_end_of_a_validation(self):
        self.be_trial()
        callback, model = self.module.LatheCallback(), object()
        callback.on_validation_end(FakeTrainer(sanity_checking=True), model)
        callback.on_validation_end(FakeTrainer(is_global_zero=False), model)
        callback.on_validation_end(FakeTrainer(loggers=[self.module.LatheLogger()]), model)
        self.assertEqual(self.lines(), [])
        callback.on_validation_end(FakeTrainer(), model)
        self.module.LatheCallback(metrics=["train_loss", "absent"]).on_validation_end(FakeTrainer(), model)
        self.assertEqual(self.metrics(), [(100, {"val_loss": 0.5, "val_acc": 0.9}), (100, {"train_loss": 1.0})])

    def test_stops_the_trainer(self):
        self.be_trial()
        callback, trainer = self.module.LatheCallback(), FakeTrainer()
        callback.on_train_batch_end(trainer, object(), None, None, 0)
        self.assertFalse(trainer.should_stop)
        self.ask_to_stop()
        callback.on_train_batch_end(trainer, object(), None, None, 1)
        self.assertTrue(trainer.should_stop)

    def test_all_processes_take_the_answer_of_one(self):
        self.be_trial()
        os.environ["RANK"] = "1"
        callback, trainer = self.module.LatheCallback(every_n_batches=5), FakeTrainer(world_size=2)
        trainer.strategy = FakeStrategy(True)
        for batch in range(4):
            callback.on_train_batch_end(trainer, object(), None, None, batch)
        self.assertEqual((trainer.strategy.asked, trainer.should_stop), (0, False))
        callback.on_train_batch_end(trainer, object(), None, None, 4)
        self.assertEqual((trainer.strategy.asked, trainer.should_stop), (1, True))

    def test_no_minimum_holds_it_back(self):
        self.be_trial()
        loop = types.SimpleNamespace(min_epochs=5, epoch_loop=types.SimpleNamespace(min_steps=7))
        trainer = FakeTrainer(fit_loop=loop)
        callback = self.module.LatheCallback()
        callback.on_train_batch_end(trainer, object(), None, None, 0)
        self.assertEqual((loop.min_epochs, loop.epoch_loop.min_steps), (5, 7))
        self.ask_to_stop()
        callback.on_train_batch_end(trainer, object(), None, None, 1)
        self.assertEqual((trainer.should_stop, loop.min_epochs, loop.epoch_loop.min_steps), (True, 0, 0))

    def fit(self, callback, trainer):
        """What Lightning does with SIGTERM: from before the sanity check on it ends the training."""
        callback.setup(trainer, object(), stage="fit")
        before = signal.getsignal(signal.SIGTERM)
        signal.signal(signal.SIGTERM, lambda *_: self.fail("Lightning's handler was called"))
        callback.on_sanity_check_start(trainer, object())
        callback.on_train_start(trainer, object())
        return before

    def test_sigterm_is_taken_from_lightning(self):
        self.be_trial()
        self.addCleanup(signal.signal, signal.SIGTERM, signal.getsignal(signal.SIGTERM))
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        sys.modules["lathe._trial"]._stop.__init__()
        callback, trainer = self.module.LatheCallback(), FakeTrainer()
        before = self.fit(callback, trainer)
        os.kill(os.getpid(), signal.SIGTERM)
        callback.on_train_batch_end(trainer, object(), None, None, 0)
        self.assertTrue(trainer.should_stop)
        self.assertEqual(before, sys.modules["lathe._trial"]._stop._on_signal)  # which Lightning brings back afterwards
        sys.modules["lathe._trial"]._stop.__init__()

    def test_the_scripts_own_handler_stays(self):
        self.addCleanup(signal.signal, signal.SIGTERM, signal.getsignal(signal.SIGTERM))
        for name, set_up in (("in a trial", self.be_trial), ("outside", lambda: os.environ.pop("LATHE_TRIAL_DIR"))):
            with self.subTest(name):
                set_up()
                sys.modules["lathe._trial"]._stop.__init__()
                signal.signal(signal.SIGTERM, signal.SIG_IGN if name == "in a trial" else signal.SIG_DFL)
                self.fit(self.module.LatheCallback(), FakeTrainer())
                self.assertEqual(getattr(signal.getsignal(signal.SIGTERM), "__name__", ""), "<lambda>")


class TestOlderLightning(LightningCase):
    fake = "pytorch_lightning"
    old = True

    def test_its_names_are_found(self):
        self.be_trial()
        self.module.LatheLogger().log_metrics({"a": 1}, step=1)
        trainer = FakeTrainer(running_sanity_check=True)
        del trainer.loggers, trainer.sanity_checking
        self.module.LatheCallback().on_validation_end(trainer)
        self.assertEqual(self.metrics(), [(1, {"a": 1.0})])


class TestWithout(TrialCase):
    def test_says_what_is_missing(self):
        program = (
            "import sys; sys.modules['lightning'] = sys.modules['pytorch_lightning'] = None\nimport lathe.lightning"
        )
        self.assertIn("ImportError: lathe.lightning needs Lightning", self.python(program).stderr)


REAL_PROGRAM = """if 1:
    import os, signal, sys, torch, lathe
    try:
        import lightning.pytorch as pl
    except ImportError:
        import pytorch_lightning as pl
    from lathe.lightning import LatheCallback, LatheLogger
    class Model(pl.LightningModule):
        def __init__(self):
            super().__init__()
            self.layer = torch.nn.Linear(2, 1)
        def training_step(self, batch, index):
            loss = self.layer(batch).pow(2).mean()
            self.log("train_loss", loss)
            if "stop" in sys.argv:  # as Lathe does it
                (lathe.trial_dir() / ".lathe").mkdir(exist_ok=True)
                (lathe.trial_dir() / ".lathe" / "stop").write_text("canceled")
                os.kill(os.getpid(), signal.SIGTERM)
            return loss
        def validation_step(self, batch, index):
            self.log("val_loss", self.layer(batch).pow(2).mean())
        def configure_optimizers(self):
            return torch.optim.SGD(self.parameters(), 0.1)
    data = torch.utils.data.DataLoader(torch.ones(8, 2), batch_size=4)
    callbacks = [LatheCallback(), pl.callbacks.ModelCheckpoint(save_last=True)]
    trainer = pl.Trainer(max_epochs=2, min_epochs=2, logger=LatheLogger(), callbacks=callbacks, log_every_n_steps=1,
                         accelerator="cpu", enable_progress_bar=False, default_root_dir=lathe.trial_dir())
    trainer.fit(Model(), data, data)
"""


@unittest.skipUnless(REAL, "Lightning is not installed")
class TestRealLightning(TrialCase):
    def test_fits(self):
        self.be_trial()
        done = self.python(REAL_PROGRAM)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sum("val_loss" in row for _, row in self.metrics()), 2)

    def test_a_stop_with_its_signal_leaves_a_checkpoint(self):
        self.be_trial()
        done = self.python(REAL_PROGRAM, "stop")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([row["step"] for row in self.lines() if "train_loss" in row["metrics"]], [0])
        self.assertEqual(len(list(self.trial.rglob("last.ckpt"))), 1)


if __name__ == "__main__":
    unittest.main()
