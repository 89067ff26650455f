// SPDX-License-Identifier: GPL-3.0-or-later
// A trial that was stopped and resumed gives the bits of one that was not.
#include <QtTest>

#include <fstream>

#include "core/base/random.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::checkpoint_tensors;
using test::small_config;
using test::Trial;

namespace {

// Everything that randomness, accumulators and schedules can spoil is on.
config::Value hard_config() {
    return small_config({{"train.epochs", 3},
                         {"network.dropout", 0.2},
                         {"train.accumulate_grad_batches", 3},
                         {"train.val_check_interval", 0.5},
                         {"train.gradient_clip_val", 0.5},
                         {"sched.name", "cosine"},
                         {"sched.warmup_steps", 2},
                         {"opt.name", "AdamW"},
                         {"early_stopping.enable", true},
                         {"early_stopping.patience", 50}});
}

std::map<std::string, double> validation_values(const Trial& trial) {
    std::map<std::string, double> values;
    for (const char* name : {"train_loss", "val_loss", "val_acc", "lr", "test_loss", "test_acc"}) {
        const auto found = trial.recorder.points.find(name);
        if (found == trial.recorder.points.end()) continue;
        for (const auto& [step, value] : found->second) values[std::string(name) + "@" + std::to_string(step)] = value;
    }
    return values;
}

}  // namespace

class TestResume : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // The stop comes while batch number `batch` of the whole training is prepared, or during validation.
    void at_random_batches_bit_for_bit() {
        QTemporaryDir folder;
        Trial whole{hard_config(), folder.filePath("whole").toStdString()};
        QVERIFY(whole.run());
        const auto expected = checkpoint_tensors(whole.folder / "checkpoints" / "last.pt", "");
        const auto expected_values = validation_values(whole);
        QVERIFY(expected.size() >= 5);  // two layers and the random state

        Random random(1);
        for (int i = 0; i < 20; ++i) {
            const int stop_after = 1 + static_cast<int>(random.below(60));
            const auto path = folder.filePath(QString("part%1").arg(i)).toStdString();
            std::map<std::string, double> values;
            int seen = 0;
            bool finished = false;
            for (int attempt = 0; attempt < 100 && !finished; ++attempt) {
                Trial part{hard_config(), path};
                int here = 0;
                part.recorder.on_point = [&](const std::string&, std::int64_t) {
                    ++seen;
                    if (++here == stop_after) part.stop.request_stop();
                };
                const auto outcome = part.run(attempt > 0);
                QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
                values.merge(validation_values(part));
                finished = outcome->end == run::TrialEnding::finished;
            }
            QVERIFY(finished);
            QCOMPARE(values.size(), expected_values.size());
            QVERIFY(values == expected_values);
            const auto resumed = checkpoint_tensors(std::filesystem::path(path) / "checkpoints" / "last.pt", "");
            for (const auto& [name, bytes] : expected) QVERIFY2(resumed.at(name) == bytes, name.c_str());
        }
    }

    // Stopped at a few batches, with callbacks that keep weights of their own and with batches prepared ahead.
    void averaging_and_augmentation_bit_for_bit_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"swa", "ema", "accumulation", "augmentation", "lbfgs", "groups", "balanced"})
            QTest::newRow(kind) << kind;
    }
    void averaging_and_augmentation_bit_for_bit() {
        QFETCH(QString, kind);
        auto config = small_config({{"train.epochs", 4}, {"network.dropout", 0.2}});
        if (kind == "swa") {
            config.set("swa.enable", true);
            config.set("swa.start", 2);
            config.set("sched.name", "plateau");
        } else if (kind == "ema") {
            config.set("ema.enable", true);
            config.set("ema.decay", 0.9);
        } else if (kind == "accumulation") {
            config.set("train.accumulation_schedule", config::Dict{{"1", 3}, {"3", 2}});
        } else if (kind == "groups") {
            config.set("opt.name", "SGD");
            config.set("opt.momentum", 0.9);
            config.set("sched.name", "one_cycle");
            config.set("sched.max_lr", 0.05);
            config.set("params.freeze", config::List{"network.layers.0.bias"});
            config.set("params.lr_factors", config::Dict{{"network.layers.3.*", 3.0}});
            config.set("params.weight_decay_factors", config::Dict{{"*.bias", 0.0}});
            config.set("opt.weight_decay", 1e-3);
        } else if (kind == "balanced") {
            config.set("train.balance_classes", true);
            config.set("loss.class_weights", "balanced");
            config.set("metrics.train_acc", true);
        } else if (kind == "lbfgs") {
            config.set("opt.name", "LBFGS");
            config.set("opt.lr", 0.1);
            config.set("opt.max_iter", 3);
            config.set("network.dropout", 0.0);
        } else {
            if (!QFile::exists("/usr/share/datasets/fashion-mnist")) QSKIP("dataset-fashion-mnist is not installed");
            config.set("data.name", "fashion_mnist");
            config.set("data.augment.rotate", 10.0);
            config.set("data.augment.mixup", 0.3);
            config.set("hw.num_workers", 2);
            config.set("train.limit_train_batches", 7);
            config.set("train.limit_val_batches", 2);
            config.set("train.limit_test_batches", 2);
        }
        QTemporaryDir folder;
        Trial whole{config, folder.filePath("whole").toStdString()};
        const auto all = whole.run();
        QVERIFY2(all, all ? "" : all.error().str().c_str());
        const auto expected = checkpoint_tensors(whole.folder / "checkpoints" / "last.pt", "");
        const auto expected_values = validation_values(whole);
        for (const int stop_after : {8, 19, 33}) {
            const auto path = folder.filePath(QString("part%1").arg(stop_after)).toStdString();
            std::map<std::string, double> values;
            bool finished = false;
            for (int attempt = 0; attempt < 50 && !finished; ++attempt) {
                Trial part{config, path};
                int here = 0;
                part.recorder.on_point = [&](const std::string&, std::int64_t) {
                    if (++here == stop_after) part.stop.request_stop();
                };
                const auto outcome = part.run(attempt > 0);
                QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
                values.merge(validation_values(part));
                finished = outcome->end == run::TrialEnding::finished;
            }
            QVERIFY(finished);
            QVERIFY(values == expected_values);
            const auto resumed = checkpoint_tensors(std::filesystem::path(path) / "checkpoints" / "last.pt", "");
            for (const auto& [name, bytes] : expected) QVERIFY2(resumed.at(name) == bytes, name.c_str());
        }
    }

    // As after kill -9 within the second epoch: only what the end of the first one wrote is there.
    void from_the_end_of_an_epoch() {
        QTemporaryDir folder;
        Trial whole{hard_config(), folder.filePath("whole").toStdString()};
        const auto first_epoch = folder.filePath("part/checkpoints").toStdString();
        std::filesystem::create_directories(first_epoch);
        whole.recorder.on_point = [&](const std::string& metric, std::int64_t step) {
            if (metric == "train_loss" && step == 4) {
                std::filesystem::copy(whole.folder / "checkpoints" / "last.pt", first_epoch + "/last.pt");
            }
        };
        QVERIFY(whole.run());
        Trial part{hard_config(), folder.filePath("part").toStdString()};
        QVERIFY(part.run(true));
        QVERIFY(checkpoint_tensors(part.folder / "checkpoints" / "last.pt", "") ==
                checkpoint_tensors(whole.folder / "checkpoints" / "last.pt", ""));
    }

    void a_damaged_checkpoint_is_passed_over() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        Trial whole{small_config({{"train.epochs", 2}, {"checkpoint.save_top_k", -1}}), path};
        QVERIFY(whole.run());
        const auto last = path / "checkpoints" / "last.pt";
        std::filesystem::resize_file(last, std::filesystem::file_size(last) / 2);

        Trial again{small_config({{"train.epochs", 2}, {"checkpoint.save_top_k", -1}}), path};
        const auto outcome = again.run(true);
        QVERIFY(outcome);
        QVERIFY(again.recorder.logged("checkpoint passed over"));
        QVERIFY(again.recorder.logged("goes on from"));
        QCOMPARE(outcome->end, run::TrialEnding::finished);
        QCOMPARE(again.recorder.points.at("test_acc").back(), whole.recorder.points.at("test_acc").back());
    }

    void every_flipped_byte_is_noticed() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        Trial whole{small_config({{"train.epochs", 1}}), path};
        QVERIFY(whole.run());
        const auto last = path / "checkpoints" / "last.pt";
        std::ifstream in(last, std::ios::binary);
        const std::string good((std::istreambuf_iterator<char>(in)), {});
        Random random(2);
        for (int i = 0; i < 50; ++i) {
            std::string bad = good;
            const std::size_t at = random.below(bad.size());
            bad[at] = static_cast<char>(bad[at] ^ (1 << random.below(8)));
            std::ofstream(last, std::ios::binary | std::ios::trunc) << bad;
            QVERIFY2(checkpoint_tensors(last, "").empty(), std::to_string(at).c_str());
        }
    }

    void another_network_is_refused_with_the_tensors() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        Trial first{small_config({{"train.epochs", 1}}), path};
        QVERIFY(first.run());
        Trial second{small_config({{"network.hidden", config::List{13}}}), path};
        const auto outcome = second.run(true);
        QVERIFY(!outcome);
        const QString text = QString::fromStdString(outcome.error().str());
        QVERIFY2(text.contains("network.layers.0.weight is [12, 144]") && text.contains("[13, 144]"), qPrintable(text));
    }

    void a_finished_trial_only_tests_again() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        Trial first{small_config(), path};
        QVERIFY(first.run());
        Trial second{small_config(), path};
        const auto outcome = second.run(true);
        QVERIFY(outcome);
        QVERIFY(!second.recorder.points.contains("train_loss"));
        QCOMPARE(second.recorder.points.at("test_loss"), first.recorder.points.at("test_loss"));
    }
};

LATHE_TEST(TestResume)
#include "test_resume.moc"
