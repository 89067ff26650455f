// SPDX-License-Identifier: GPL-3.0-or-later
// How the numbers of a training lie in memory, what is computed twice instead of kept, and what the processor refuses.
#include <QtTest>

#include <cmath>
#include <fstream>

#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::small_config;
using test::Trial;
using Changes = std::vector<std::pair<std::string, config::Value>>;

class TestPrecision : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    int count_ = 0;

    struct Trained {
        QString error;
        std::map<std::string, double> metrics;
        std::map<std::string, std::string> weights;
    };
    Trained train(const Changes& changes) {
        auto config = small_config();
        config.erase("network.hidden");
        for (const auto& [key, value] : changes) config.set(key, value);
        Trial trial{config, dir_.filePath(QString::number(count_++)).toStdString()};
        const auto outcome = trial.run();
        if (!outcome) return {QString::fromStdString(outcome.error().str()), {}, {}};
        return {{}, outcome->metrics, test::checkpoint_tensors(trial.folder / "checkpoints" / "last.pt", "model.")};
    }

  private Q_SLOTS:
    void pictures_may_lie_with_channels_last_data() {
        QTest::addColumn<QString>("network");
        for (const char* network : {"mlp", "lenet", "squeezenet", "resnet"}) QTest::newRow(network) << network;
    }
    void pictures_may_lie_with_channels_last() {
        QFETCH(const QString, network);
        Changes changes{{"network.name", network.toStdString()},
                        {"data.channels", 3},
                        {"data.size", 32},
                        {"data.samples", 32},
                        {"data.val_samples", 16},
                        {"train.precision", "64"},
                        {"train.epochs", 1},
                        {"opt.name", "SGD"},
                        {"opt.lr", 0.01}};
        const Trained plain = train(changes);
        changes.emplace_back("train.channels_last", true);
        const Trained other = train(changes);
        QCOMPARE(plain.error + other.error, QString());
        QVERIFY(std::abs(plain.metrics.at("val_loss") - other.metrics.at("val_loss")) < 1e-9);
    }

    // Dropout draws the same numbers when a block is computed again.
    void a_transformer_may_compute_its_blocks_again_data() {
        QTest::addColumn<QString>("precision");
        for (const char* precision : {"32", "bf16-mixed"}) QTest::newRow(precision) << precision;
    }
    void a_transformer_may_compute_its_blocks_again() {
        QFETCH(const QString, precision);
        std::string text;
        for (int i = 0; i < 60; ++i) text += "line " + std::to_string(i * i) + " of the poem\n";
        std::ofstream(dir_.filePath("poem.txt").toStdString()) << text;
        Changes changes{{"data.name", "text"},
                        {"data.file", dir_.filePath("poem.txt").toStdString()},
                        {"data.length", 16},
                        {"network.name", "transformer"},
                        {"network.width", 16},
                        {"network.heads", 2},
                        {"network.feed_forward", 32},
                        {"network.dropout", 0.2},
                        {"train.accumulate_grad_batches", 2},
                        {"train.precision", precision.toStdString()}};
        const Trained plain = train(changes);
        changes.emplace_back("network.recompute", true);
        const Trained again = train(changes);
        QCOMPARE(plain.error + again.error, QString());
        QVERIFY(plain.weights.size() > 10);
        QCOMPARE(again.weights, plain.weights);
        QCOMPARE(again.metrics.at("val_loss"), plain.metrics.at("val_loss"));
    }

    void float16_is_for_gpus() {
        const QString error = train({{"train.precision", "16-mixed"}}).error;
        QVERIFY2(error.startsWith("train.precision: ") && error.contains("bf16-mixed"), qPrintable(error));
    }
};

LATHE_CORE_TEST(TestPrecision)
#include "test_precision.moc"
