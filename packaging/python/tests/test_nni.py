# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import json

from tests.trial_case import TrialCase

import lathe.nni as nni


class TestNni(TrialCase):
    def setUp(self):
        super().setUp()
        nni._current = None

    def test_in_a_trial(self):
        self.be_trial(params={"train.batch_size": 64, "layer": {"_name": "conv", "width": 3}})
        self.assertIsNone(nni.get_current_parameter())
        self.assertEqual(nni.get_next_parameter()["train.batch_size"], 64)
        self.assertEqual(nni.get_current_parameter("layer")["_name"], "conv")
        nni.report_intermediate_result(0.5)
        nni.report_intermediate_result({"default": 0.6, "loss": 1})
        self.assertIn("'note' is no number", self.told(nni.report_final_result, {"default": 0.7, "note": "x"}))
        self.assertEqual(
            self.metrics(), [(None, {"default": 0.5}), (None, {"default": 0.6, "loss": 1.0}), (None, {"default": 0.7})]
        )
        self.assertTrue(self.lines()[-1]["finish"])
        self.assertEqual(nni.get_trial_id(), "0003")
        self.assertEqual(nni.get_experiment_id(), "study-20261129-101500")
        self.assertEqual(nni.get_sequence_id(), 3)

    def test_the_budget_is_among_the_parameters(self):
        self.be_trial(params={"lr": 0.5})
        written = {"parameter_id": 3, "parameters": {"lr": 0.25, "TRIAL_BUDGET": 9}, "parameter_index": 0}
        (self.trial / "parameter.cfg").write_text(json.dumps(written), encoding="utf-8")
        self.assertEqual(nni.get_next_parameter(), {"lr": 0.5, "TRIAL_BUDGET": 9})
        self.assertEqual(nni.get_current_parameter("TRIAL_BUDGET"), 9)
        for broken in ("", "[]", "{}"):
            (self.trial / "parameter.cfg").write_text(broken, encoding="utf-8")
            self.assertEqual(nni.get_next_parameter(), {"lr": 0.5})

    def test_standalone(self):
        self.assertEqual(nni.get_next_parameter(), {})
        self.assertEqual(nni.get_current_parameter(), {})
        self.assertEqual(
            (nni.get_trial_id(), nni.get_experiment_id(), nni.get_sequence_id()), ("STANDALONE", "STANDALONE", 0)
        )
        self.assertEqual(self.printed(nni.report_final_result, 0.5), "finished  default 0.5\n")

    def test_mistakes(self):
        self.be_trial()
        with self.assertRaisesRegex(ValueError, '"default"'):
            nni.report_final_result({"loss": 1})
        with self.assertRaisesRegex(TypeError, "metric 'default'"):
            nni.report_final_result("0.5")

    def test_merge_parameter(self):
        args = argparse.Namespace(lr=0.1, name=None)
        self.assertIs(nni.merge_parameter(args, {"lr": 0.2, "name": "x"}), args)
        self.assertEqual((args.lr, args.name), (0.2, "x"))
        with self.assertRaisesRegex(ValueError, "no parameter 'lrr'"):
            nni.merge_parameter(args, {"lrr": 1})
        with self.assertRaisesRegex(TypeError, "'lr' is float, the search gives int"):
            nni.merge_parameter(args, {"lr": 1})

    def test_merge_parameter_of_nni_utils(self):
        from lathe.nni.utils import merge_parameter

        self.assertIs(merge_parameter, nni.merge_parameter)
        self.assertIs(merge_parameter, nni.utils.merge_parameter)
        base = {"lr": 0.1}
        self.assertIs(merge_parameter(base, None), base)
        self.assertEqual(merge_parameter(base, {"lr": 0.2}), {"lr": 0.2})

        class Options:
            lr = 0.1

        self.assertEqual(merge_parameter(Options(), {"lr": 0.3}).lr, 0.3)
