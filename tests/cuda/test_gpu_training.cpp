// SPDX-License-Identifier: GPL-3.0-or-later
// Training on GPUs: a trial goes on on another device, float16, and the same bits twice.
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <memory>

#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::small_config;
using test::Trial;
using Changes = std::vector<std::pair<std::string, config::Value>>;

class TestGpuTraining : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    int count_ = 0;

    std::unique_ptr<Trial> trial(const QString& device, const Changes& changes = {}) {
        auto made = std::make_unique<Trial>();
        made->config = small_config(changes);
        made->folder = dir_.filePath(QString::number(count_++)).toStdString();
        made->device = device::parse_device(device.toStdString()).value();
        return made;
    }
    static run::TrialOutcome finish(Trial& trial, bool resume = false) {
        const auto outcome = trial.run(resume);
        if (outcome) return *outcome;
        QTest::qFail(outcome.error().str().c_str(), __FILE__, __LINE__);
        return {};
    }
    static void stop_at(Trial& trial, std::int64_t wanted) {
        trial.recorder.on_point = [&trial, wanted](const std::string& name, std::int64_t step) {
            if (name == "train_loss" && step == wanted) trial.stop.request_stop();
        };
    }

  private Q_SLOTS:
    void init() {
        if (test::gpu_count() == 0) QSKIP("LibTorch sees no GPU here");
    }

    void a_trial_goes_on_on_another_device_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        for (const auto& [before, after] : {std::pair{"cpu", "cuda:0"}, {"cuda:0", "cpu"}, {"cuda:0", "cuda:1"}})
            QTest::addRow("%s, then %s", before, after) << before << after;
    }
    void a_trial_goes_on_on_another_device() {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        if (after == "cuda:1" && test::gpu_count() < 2) QSKIP("LibTorch sees one GPU only");
        const Changes changes{{"train.precision", "64"}, {"train.epochs", 3}};
        const auto whole = trial(before, changes);
        const double expected = finish(*whole).metrics.at("val_loss");
        const auto first = trial(before, changes);
        stop_at(*first, 9);
        QCOMPARE(finish(*first).end, run::TrialEnding::stopped);
        const auto second = trial(after, changes);
        second->folder = first->folder;
        QVERIFY(std::abs(finish(*second, true).metrics.at("val_loss") - expected) < 1e-9);
    }

    void float16_learns_and_goes_on() {
        const Changes changes{{"train.precision", "16-mixed"}, {"train.epochs", 5}};
        const auto first = trial("cuda:0", changes);
        stop_at(*first, 9);
        QCOMPARE(finish(*first).end, run::TrialEnding::stopped);
        const auto second = trial("cuda:0", changes);
        second->folder = first->folder;
        QVERIFY(finish(*second, true).metrics.at("test_acc") > 0.9);
    }

    void deterministic_training_gives_the_same_bits() {
        const Changes changes{{"train.deterministic", true}, {"network.name", "lenet"}, {"data.size", 28}};
        const auto one = trial("cuda:0", changes);
        one->config.erase("network.hidden");
        const auto other = trial("cuda:0", changes);
        other->config.erase("network.hidden");
        const auto digest = [](const run::TrialOutcome& outcome) {
            return outcome.facts.string_or("weights.xxh3", "");
        };
        const std::string first = digest(finish(*one));
        QVERIFY(!first.empty());
        QCOMPARE(digest(finish(*other)), first);
    }

    void channels_last_and_tensor_float_learn() {
        const auto one = trial("cuda:0", {{"train.channels_last", true},
                                          {"train.benchmark", true},
                                          {"train.float32_matmul_precision", "high"},
                                          {"network.name", "lenet"},
                                          {"data.size", 28},
                                          {"train.epochs", 3}});
        one->config.erase("network.hidden");
        QVERIFY(finish(*one).metrics.at("test_acc") > 0.9);
    }
};

LATHE_CORE_TEST(TestGpuTraining)
#include "test_gpu_training.moc"
