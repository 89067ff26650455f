// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of a configuration before it trains: names of metrics, monitors, schedules that cannot come to effect.
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "core/base/files.h"
#include "core/train/engine.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::small_config;
using test::Trial;
using Changes = std::vector<std::pair<std::string, config::Value>>;

namespace {

run::TrialCheck look(const Changes& changes, run::CheckDepth depth = run::CheckDepth::prepared) {
    return lathe_train_engine()->check_trial(small_config(changes), depth, {});
}

Changes table_changes(Changes more = {}) {
    Changes all{{"data.name", "synthetic_table"}, {"network.name", "mlp"}, {"train.epochs", 2}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

class TestOutlook : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void names_the_metrics_that_a_trial_reports_data() {
        QTest::addColumn<int>("row");
        for (int i = 0; i < 6; ++i) QTest::addRow("%d", i) << i;
    }
    void names_the_metrics_that_a_trial_reports() {
        QFETCH(int, row);
        QTemporaryDir folder;
        const std::string text = folder.filePath("text.txt").toStdString();
        QVERIFY(write_file_atomically(text, std::string(400, 'a') + std::string(400, 'b')));
        const std::vector<Changes> all{
            {},
            {{"metrics.top_k", 2}, {"metrics.precision_recall", true}, {"lr_monitor.enable", true}},
            {{"log.device_stats", true}, {"lr_monitor.enable", true}, {"lr_monitor.log_momentum", true}},
            {{"data.val_samples", 0}},
            table_changes(),
            {{"data.name", "text"},
             {"data.file", text},
             {"data.length", 8},
             {"network.name", "gru"},
             {"network.hidden", 8},
             {"train.epochs", 1}},
        };
        Changes changes = all[static_cast<std::size_t>(row)];
        changes.emplace_back("log.every_n_steps", 1);
        const auto check = look(changes);
        QVERIFY2(check.errors.empty(), check.errors.empty() ? "" : check.errors.front().str().c_str());
        Trial trial{small_config(changes), folder.filePath("trial").toStdString()};
        std::filesystem::create_directories(trial.folder);
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        std::set<std::string> reported(trial.recorder.names.begin(), trial.recorder.names.end());
        const std::set<std::string> named(check.metrics->begin(), check.metrics->end());
        std::vector<std::string> differ;
        std::ranges::set_symmetric_difference(reported, named, std::back_inserter(differ));
        QVERIFY2(differ.empty(), differ.empty() ? "" : differ.front().c_str());
    }

    void a_short_training_does_not_record_its_loss() {
        Changes changes = table_changes({{"data.samples", 64}, {"log.every_n_steps", 9}});  // 8 steps
        const auto check = look(changes);
        QVERIFY(check.metrics && std::ranges::find(*check.metrics, "train_loss") == check.metrics->end());
        QVERIFY(std::ranges::find(check.unlogged, "train_loss") != check.unlogged.end());
        QVERIFY(std::ranges::find(*check.metrics, "val_loss") != check.metrics->end());
        changes.emplace_back("log.every_n_steps", 8);
        QVERIFY(look(changes).unlogged.empty());
    }

    void a_loss_that_does_not_fit_a_table_names_the_other_task_data() {
        QTest::addColumn<QString>("task");
        QTest::addColumn<QString>("loss");
        QTest::addColumn<QString>("other");
        QTest::newRow("numbers") << "classification"
                                 << "mse"
                                 << "or data.task to regression";
        QTest::newRow("classes") << "regression"
                                 << "cross_entropy"
                                 << "or data.task to classification";
    }
    void a_loss_that_does_not_fit_a_table_names_the_other_task() {
        QFETCH(QString, task);
        QFETCH(QString, loss);
        QFETCH(QString, other);
        const auto check = look(table_changes({{"data.task", task.toStdString()}, {"loss.name", loss.toStdString()}}));
        QCOMPARE(check.errors.size(), 1u);
        QCOMPARE(check.errors[0].key, std::string("loss.name"));
        QVERIFY2(check.errors[0].hint.find(other.toStdString()) != std::string::npos, check.errors[0].hint.c_str());
        QVERIFY(look({{"loss.name", "mse"}}).errors.at(0).hint.find("data.task") == std::string::npos);
    }

    void what_would_wait_in_vain_is_refused_data() {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("hint");
        QTest::newRow("checkpoint") << "checkpoint.monitor"
                                    << "val_accuracy"
                                    << "checkpoint.monitor"
                                    << "val_acc";
        QTest::newRow("test metric") << "checkpoint.monitor"
                                     << "test_acc"
                                     << "checkpoint.monitor"
                                     << "val_acc";
        QTest::newRow("early stopping") << "early_stopping.monitor"
                                        << "val_los"
                                        << "early_stopping.monitor"
                                        << "val_loss";
        QTest::newRow("plateau") << "sched.monitor"
                                 << "val_f1"
                                 << "sched.monitor"
                                 << "the metrics are";
        QTest::newRow("loss") << "loss.name"
                              << "mse"
                              << "loss.name"
                              << "cross_entropy";
    }
    void what_would_wait_in_vain_is_refused() {
        QFETCH(QString, option);
        QFETCH(QString, value);
        QFETCH(QString, key);
        QFETCH(QString, hint);
        Changes changes{{option.toStdString(), value.toStdString()}};
        if (option.startsWith("early")) changes.emplace_back("early_stopping.enable", true);
        if (option.startsWith("sched")) changes.emplace_back("sched.name", "plateau");
        const auto check = look(changes);
        QCOMPARE(check.errors.size(), 1u);
        QCOMPARE(check.errors[0].key, key.toStdString());
        QVERIFY2(check.errors[0].hint.find(hint.toStdString()) != std::string::npos, check.errors[0].str().c_str());
        // And the trial itself says no other.
        QTemporaryDir folder;
        Trial trial{small_config(changes), folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().what, check.errors[0].what);
    }

    void a_best_checkpoint_that_nobody_keeps_cannot_be_tested() {
        for (const Changes& changes :
             {Changes{{"checkpoint.save_top_k", 0}}, Changes{{"train.enable_checkpointing", false}},
              Changes{{"data.val_samples", 0}}}) {
            Changes all = changes;
            QVERIFY(look(all).errors.empty());
            all.emplace_back("test.weights", "best");
            QCOMPARE(look(all).errors.size(), 1u);
        }
    }

    void a_length_that_is_not_known_is_asked_for() {
        for (const char* schedule : {"cosine", "one_cycle"}) {
            const Changes endless{
                {"train.epochs", config::Value()}, {"train.max_time", "1h"}, {"sched.name", schedule}};
            const auto check = look(endless);
            QCOMPARE(check.errors.size(), 1u);
            QVERIFY(check.errors[0].what.find("not known") != std::string::npos);
            Changes with_steps = endless;
            with_steps.emplace_back("train.max_steps", 50);
            QVERIFY(look(with_steps).errors.empty());
        }
        const Changes swa{{"train.epochs", config::Value()}, {"train.max_time", "1h"}, {"swa.enable", true}};
        QCOMPARE(look(swa).errors.size(), 1u);
    }

    void options_without_effect_are_told_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("note");
        QTest::newRow("warm-up") << 0 << "the learning rate only rises";
        QTest::newRow("milestones") << 1 << "sched.milestones 2, 40 are not reached";
        QTest::newRow("step") << 2 << "never falls";
        QTest::newRow("cosine is longer") << 3 << "does not come to its end";
        QTest::newRow("cycle is shorter") << 4 << "lowest learning rate";
        QTest::newRow("swa") << 5 << "no weights are averaged";
        QTest::newRow("min_epochs") << 6 << "train.min_epochs is 5";
        QTest::newRow("no validation data") << 7 << "no validation: the data has no part for it";
        QTest::newRow("validation never falls") << 8 << "ends before train.check_val_every_n_epoch";
        QTest::newRow("no test") << 9 << "train.limit_test_batches leaves it out";
        QTest::newRow("the worst is kept") << 10 << "val_acc is better when it is large";
        QTest::newRow("balanced overfitting") << 11 << "train.balance_classes has no effect with train.overfit_batches";
        QTest::newRow("balanced order") << 12 << "train.shuffle=false has no effect";
        QTest::newRow("deterministic") << 13 << "train.benchmark has no effect with train.deterministic";
        QTest::newRow("no GPU to measure") << 14 << "train.benchmark has no effect on the processor";
        QTest::newRow("no pictures") << 15 << "train.channels_last has no effect";
        QTest::newRow("nothing to clip by") << 16 << "train.gradient_clip_val is not given";
        QTest::newRow("no classes to score") << 17 << "metrics.top_k has no effect: it is about classes";
        QTest::newRow("no momentum") << 18 << "sched.cycle_momentum has no effect: Adagrad has no momentum";
    }
    void options_without_effect_are_told() {
        QFETCH(int, row);
        QFETCH(QString, note);
        const std::vector<Changes> all{
            {{"sched.name", "cosine"}, {"sched.warmup_steps", 500}},
            {{"sched.name", "multi_step"}, {"sched.milestones", config::List{1, 2, 40}}, {"train.epochs", 2}},
            {{"sched.name", "step"}, {"sched.step_size", 7}, {"train.epochs", 2}},
            {{"sched.name", "cosine"}, {"sched.t_max", 5000}},
            {{"sched.name", "one_cycle"}, {"sched.total_steps", 3}},
            {{"swa.enable", true}, {"swa.start", 9}, {"train.epochs", 2}},
            {{"train.min_epochs", 5}, {"train.epochs", 2}},
            {{"data.val_samples", 0}},
            {{"train.check_val_every_n_epoch", 5}, {"train.epochs", 2}},
            {{"train.limit_test_batches", 0}},
            {{"checkpoint.monitor", "val_acc"}, {"checkpoint.mode", "min"}},
            {{"train.balance_classes", true}, {"train.overfit_batches", 2}},
            {{"train.balance_classes", true}, {"train.shuffle", false}},
            {{"train.benchmark", true}, {"train.deterministic", true}},
            {{"train.benchmark", true}, {"hw.device", "cpu"}},
            table_changes({{"train.channels_last", true}}),
            {{"train.gradient_clip_algorithm", "value"}},
            table_changes({{"metrics.top_k", 1}}),
            {{"sched.name", "one_cycle"}, {"opt.name", "Adagrad"}},
        };
        const auto check = look(all[static_cast<std::size_t>(row)]);
        QVERIFY2(check.errors.empty(), check.errors.empty() ? "" : check.errors.front().str().c_str());
        const auto says = [&](const std::string& one) { return one.find(note.toStdString()) != std::string::npos; };
        QVERIFY(std::ranges::any_of(check.notes, says));
    }
    void an_end_that_is_left_to_the_validation_is_told_data() {
        QTest::addColumn<int>("row");
        for (int i = 0; i < 6; ++i) QTest::addRow("%d", i) << i;
    }
    void an_end_that_is_left_to_the_validation_is_told() {
        QFETCH(int, row);
        struct Case {
            Changes changes;
            const char* told;  // nullptr: nothing of it
        };
        const config::Value none;
        const std::vector<Case> all{
            {{{"train.epochs", none}}, "ends when val_loss has not improved for 20 validations, after 1000 epochs"},
            {{{"train.epochs", none}, {"data.val_samples", 0}},
             "no validation ends the training: it takes 1000 epochs"},
            {{{"train.epochs", none}, {"sched.name", "cosine"}}, "give train.epochs"},
            {{{"train.epochs", none}, {"train.max_steps", 5}}, nullptr},
            {{{"train.epochs", none}, {"early_stopping.enable", true}}, nullptr},
            {{{"train.epochs", 3}, {"sched.name", "cosine"}}, nullptr},
        };
        const Case& one = all[static_cast<std::size_t>(row)];
        Changes changes = one.changes;
        changes.emplace_back("log.every_n_steps", 1);
        const auto check = look(changes);
        QVERIFY2(check.errors.empty(), check.errors.empty() ? "" : check.errors.front().str().c_str());
        const auto says = [&check](const char* part) {
            return std::ranges::any_of(check.notes,
                                       [&](const std::string& note) { return note.find(part) != std::string::npos; });
        };
        if (one.told != nullptr) QVERIFY(says(one.told));
        else QVERIFY(!says("train.epochs"));
    }

    void a_plain_training_needs_no_notes() {
        const auto check = look({});
        QVERIFY2(check.notes.empty(), check.notes.empty() ? "" : check.notes.front().c_str());
    }

    // However the length is given, a cosine over the whole training ends one step before its lowest point.
    void every_length_is_the_schedules_length_data() {
        QTest::addColumn<int>("row");
        for (int i = 0; i < 6; ++i) QTest::addRow("%d", i) << i;
    }
    void every_length_is_the_schedules_length() {
        QFETCH(int, row);
        const std::vector<Changes> all{
            {{"train.epochs", 3}},
            {{"train.epochs", 3}, {"train.accumulation_schedule", config::Dict{{"0", 5}}}},
            {{"train.epochs", 4}, {"train.accumulation_schedule", config::Dict{{"1", 3}, {"3", 2}}}},
            {{"train.epochs", 9}, {"train.max_steps", 10}, {"train.accumulate_grad_batches", 2}},
            {{"train.epochs", 3}, {"train.limit_train_batches", 0.5}},
            {{"train.epochs", config::Value()}, {"train.max_steps", 11}},
        };
        Changes changes = all[static_cast<std::size_t>(row)];
        changes.insert(changes.end(), {{"sched.name", "cosine"}, {"log.every_n_steps", 1}, {"opt.lr", 0.01}});
        QTemporaryDir folder;
        Trial trial{small_config(changes), folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        const auto steps = static_cast<double>(outcome->steps);
        const double last = 0.01 / 2 * (1 + std::cos(std::numbers::pi * (steps - 1) / steps));
        QVERIFY(std::abs(trial.recorder.points.at("lr").back().second - last) < 1e-12);
        QCOMPARE(trial.progress.total_steps.load(), outcome->steps);
    }

    void one_batch_goes_through_each_part() {
        QVERIFY(look({}, run::CheckDepth::one_batch).errors.empty());
        // Only a batch shows that the loss of this learning rate is no number.
        const auto check = look({{"train.gradient_clip_val", 1e-30}}, run::CheckDepth::one_batch);
        QVERIFY(check.errors.empty());
    }
};

LATHE_TEST(TestOutlook)
#include "test_outlook.moc"
