// SPDX-License-Identifier: GPL-3.0-or-later
// A trial from its config to its metrics, on synthetic data.
#include <QtTest>

#include <cmath>

#include "core/train/engine.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::Points;
using test::small_config;
using test::Trial;

class TestTrial : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void learns_and_reports() {
        QTemporaryDir folder;
        Trial trial{small_config({{"train.epochs", 3}}), folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(outcome->end, run::TrialEnding::finished);
        QCOMPARE(outcome->epochs, 3);
        QCOMPARE(outcome->steps, 21);  // 100 samples: 7 batches of 16
        QVERIFY(outcome->metrics.at("test_acc") > 0.9);
        const auto& points = trial.recorder.points;
        QCOMPARE(points.at("train_loss").size(), 21u);
        QCOMPARE(points.at("train_loss").front().first, 1);
        QCOMPARE(points.at("lr").size(), 21u);
        QCOMPARE(points.at("val_loss").size(), 3u);
        QCOMPARE(points.at("val_loss")[1].first, 14);
        QCOMPARE(points.at("val_acc").size(), 3u);
        QCOMPARE(points.at("test_loss").size(), 1u);
        QCOMPARE(points.at("test_acc").back().first, 21);
        QCOMPARE(trial.recorder.objectives.size(), 3u);
        QCOMPARE(trial.recorder.objectives[0].first, 0);
        QVERIFY(trial.recorder.objectives[0].second.contains("val_loss"));
        QVERIFY(!trial.recorder.objectives[0].second.contains("test_loss"));
        QCOMPARE(trial.progress.step.load(), 21);
        QCOMPARE(trial.progress.total_steps.load(), 21);
        QCOMPARE(trial.progress.epoch.load(), 3);
        QCOMPARE(outcome->facts.int_or("seed", -1), 7);
        QVERIFY(std::filesystem::exists(trial.folder / "checkpoints" / "last.pt"));
        QVERIFY(std::filesystem::exists(trial.folder / "checkpoints" / "best.pt"));
    }

    void each_step_has_one_value() {
        QTemporaryDir folder;
        Trial trial{small_config(), folder.path().toStdString()};
        QVERIFY(trial.run());
        for (const auto& [name, points] : trial.recorder.points) {
            for (std::size_t i = 1; i < points.size(); ++i) {
                QVERIFY2(points[i].first > points[i - 1].first, name.c_str());
            }
        }
    }

    void same_seed_same_bits() {
        QTemporaryDir folder;
        Trial a{small_config({{"network.dropout", 0.3}}), folder.filePath("a").toStdString()};
        Trial b{small_config({{"network.dropout", 0.3}}), folder.filePath("b").toStdString()};
        Trial c{small_config({{"network.dropout", 0.3}, {"seed", 8}}), folder.filePath("c").toStdString()};
        QVERIFY(a.run() && b.run() && c.run());
        QVERIFY(a.recorder.points.at("train_loss") == b.recorder.points.at("train_loss"));
        QVERIFY(a.recorder.points == b.recorder.points);
        QVERIFY(a.recorder.points.at("train_loss") != c.recorder.points.at("train_loss"));
        const auto last = [](const Trial& t) {
            return test::checkpoint_tensors(t.folder / "checkpoints" / "last.pt", "model.");
        };
        QVERIFY(!last(a).empty());
        QVERIFY(last(a) == last(b));
        QVERIFY(last(a) != last(c));
    }

    void train_loss_every_n_steps() {
        QTemporaryDir folder;
        Trial trial{small_config({{"log.every_n_steps", 5}}), folder.path().toStdString()};
        QVERIFY(trial.run());
        Points& points = trial.recorder.points.at("train_loss");
        QCOMPARE(points.size(), 2u);
        QCOMPARE(points[0].first, 5);
        QCOMPARE(points[1].first, 10);
    }

    void a_stop_takes_one_batch() {
        QTemporaryDir folder;
        Trial trial{small_config(), folder.path().toStdString()};
        trial.recorder.on_point = [&trial](const std::string& metric, std::int64_t step) {
            if (metric == "train_loss" && step == 3) trial.stop.request_stop();
        };
        const auto outcome = trial.run();
        QVERIFY(outcome);
        QCOMPARE(outcome->end, run::TrialEnding::stopped);
        QCOMPARE(outcome->steps, 3);
    }

    void the_assessor_stops() {
        QTemporaryDir folder;
        Trial trial{small_config({{"train.epochs", 5}, {"train.min_epochs", 4}}), folder.path().toStdString()};
        trial.recorder.assess = [](std::int64_t report) {
            return report == 1 ? std::optional<std::string>("worse than the median") : std::nullopt;
        };
        const auto outcome = trial.run();
        QVERIFY(outcome);
        QCOMPARE(outcome->end, run::TrialEnding::early_stopped);
        QCOMPARE(outcome->reason, std::string("worse than the median"));
        QCOMPARE(outcome->epochs, 2);
        QVERIFY(!trial.recorder.points.contains("test_loss"));
    }

    void a_diverging_trial_fails_with_a_sentence() {
        QTemporaryDir folder;
        Trial trial{small_config({{"opt.name", "SGD"}, {"opt.lr", 1e30}}), folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY(!outcome);
        const QString text = QString::fromStdString(outcome.error().str());
        QVERIFY2(text.contains("train_loss became"), qPrintable(text));
        QVERIFY2(text.contains("at step") && text.contains("epoch 0") && text.contains("opt.lr"), qPrintable(text));
    }

    void the_engine_describes_itself() {
        const train::Engine* engine = lathe_train_engine();
        QVERIFY(engine != nullptr && engine->make_body() != nullptr);
        QVERIFY(!engine->torch_version.empty());
        QVERIFY(!engine->blas.empty());
        qInfo("LibTorch %s, %s", engine->torch_version.c_str(), engine->blas.c_str());
    }
};

LATHE_TEST(TestTrial)
#include "test_trial.moc"
