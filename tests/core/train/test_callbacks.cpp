// SPDX-License-Identifier: GPL-3.0-or-later
// Early stopping and checkpoints, by the rules of PyTorch Lightning.
#include <QtTest>

#include <cmath>
#include <limits>

#include "tests/core/train/trainer_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using test::Probe;
using test::trace;
using test::Traced;
using train::CheckpointOptions;
using train::EarlyStoppingOptions;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
using Files = std::vector<std::string>;

Traced kept_by(QTemporaryDir& folder, const CheckpointOptions& options, const std::vector<double>& scores) {
    Probe probe;
    probe.trainer.batch_size = 4;
    probe.trainer.epochs = static_cast<std::int64_t>(scores.size());
    probe.folder = folder.path().toStdString();
    probe.val_scores = scores;
    probe.checkpoint = std::make_shared<CheckpointOptions>(options);
    return trace(probe);
}

}  // namespace

class TestCallbacks : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void early_stopping_data() {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<QString>("options");
        QTest::addColumn<int>("stop");  // after which value; -1: never
        QTest::addColumn<QString>("reason");
        QTest::newRow("improves") << QList<double>{5, 4, 3, 2, 1, 0} << "" << -1 << "";
        QTest::newRow("patience 3") << QList<double>{5, 6, 6, 6, 6} << "" << 3 << "did not improve in the last 3";
        QTest::newRow("equal is no improvement") << QList<double>{5, 5, 5, 5} << "" << 3 << "did not improve";
        QTest::newRow("an improvement starts the count again") << QList<double>{5, 6, 6, 4, 6, 6, 6} << "" << 6 << "";
        QTest::newRow("patience 0 stops at the first") << QList<double>{5, 4, 4} << "patience=0" << 2 << "";
        QTest::newRow("less than min_delta") << QList<double>{5, 4.9, 4.8, 4.7} << "min_delta=1" << 3 << "";
        QTest::newRow("just min_delta is not more") << QList<double>{5, 4, 4, 4} << "min_delta=1" << 3 << "";
        QTest::newRow("mode max") << QList<double>{1, 0, 0, 0} << "mode=max" << 3 << "";
        QTest::newRow("NaN") << QList<double>{5, not_a_number} << "" << 1 << "not finite";
        QTest::newRow("infinite") << QList<double>{5, infinite} << "" << 1 << "not finite";
        QTest::newRow("NaN unchecked waits")
            << QList<double>{5, not_a_number, not_a_number, not_a_number} << "check_finite=0" << 3 << "";
        QTest::newRow("threshold") << QList<double>{5, 1.5, 0.9} << "stop=1" << 2 << "better than the threshold";
        QTest::newRow("at the threshold goes on") << QList<double>{5, 1} << "stop=1" << -1 << "";
        QTest::newRow("divergence") << QList<double>{5, 11} << "diverge=10" << 1 << "worse than 10";
        QTest::newRow("non-finite comes first") << QList<double>{infinite} << "diverge=10" << 0 << "not finite";
    }
    void early_stopping() {
        QFETCH(QList<double>, values);
        QFETCH(QString, options);
        QFETCH(int, stop);
        QFETCH(QString, reason);
        EarlyStoppingOptions o;
        const QString value = options.section('=', 1);
        if (options.startsWith("patience")) o.patience = value.toInt();
        if (options.startsWith("min_delta")) o.min_delta = value.toDouble();
        if (options.startsWith("mode")) o.mode = value.toStdString();
        if (options.startsWith("check_finite")) o.check_finite = false;
        if (options.startsWith("stop=")) o.stopping_threshold = value.toDouble();
        if (options.startsWith("diverge")) o.divergence_threshold = value.toDouble();
        const auto [index, text] = test::first_stop(o, {values.begin(), values.end()});
        QCOMPARE(index, stop);
        QVERIFY2(QString::fromStdString(text).contains(reason), text.c_str());
    }

    void early_stopping_ends_a_training_and_keeps_its_reason() {
        Probe probe;
        probe.trainer.epochs = 20;
        probe.trainer.enable_checkpointing = false;
        probe.early_stopping = std::make_shared<EarlyStoppingOptions>();
        probe.val_scores = {1, 0.5, 0.6};
        const Traced traced = trace(probe);
        QCOMPARE(traced.end, std::string("early_stopped"));
        QCOMPARE(traced.epochs, 5);
        QVERIFY(QString::fromStdString(traced.reason).contains("best 0.5"));
    }

    void a_missing_metric_is_an_error_when_strict() {
        EarlyStoppingOptions options;
        options.monitor = "val_f1";
        Probe probe;
        probe.trainer.epochs = 2;
        probe.early_stopping = std::make_shared<EarlyStoppingOptions>(options);
        QVERIFY(QString::fromStdString(trace(probe).error).contains("val_f1"));
        options.strict = false;
        probe.early_stopping = std::make_shared<EarlyStoppingOptions>(options);
        QCOMPARE(trace(probe).end, std::string("finished"));
    }

    void checkpoint_names() {
        const std::map<std::string, double> values{{"epoch", 2}, {"step", 99}, {"val_loss", 0.25}};
        QCOMPARE(test::checkpoint_name("{epoch}-{step}", values), std::string("epoch=2-step=99"));
        QCOMPARE(test::checkpoint_name("net-{val_loss:.3f}", values), std::string("net-val_loss=0.250"));
        QCOMPARE(test::checkpoint_name("{step:05d}", values), std::string("step=00099"));
        QCOMPARE(test::checkpoint_name("{val_loss}", values), std::string("val_loss=0.25"));
        QCOMPARE(test::checkpoint_name("{other}", values), std::string("other=0"));
        QCOMPARE(test::checkpoint_name("a/b", values), std::string("a_b"));
        QCOMPARE(test::checkpoint_name("open{", values), std::string("open{"));
    }

    void the_best_are_kept_data() {
        QTest::addColumn<int>("k");
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QList<double>>("scores");
        QTest::addColumn<QStringList>("files");
        // 12 samples in batches of 4: 3 steps an epoch
        QTest::newRow("the best one") << 1 << "min" << QList<double>{3, 1, 2}
                                      << QStringList{"best.pt", "epoch=1-step=6.pt", "last.pt"};
        QTest::newRow("none") << 0 << "min" << QList<double>{3, 1, 2} << QStringList{"last.pt"};
        QTest::newRow("two") << 2 << "min" << QList<double>{3, 1, 2}
                             << QStringList{"best.pt", "epoch=1-step=6.pt", "epoch=2-step=9.pt", "last.pt"};
        QTest::newRow("all") << -1 << "min" << QList<double>{3, 1, 2}
                             << QStringList{"best.pt", "epoch=0-step=3.pt", "epoch=1-step=6.pt", "epoch=2-step=9.pt",
                                            "last.pt"};
        QTest::newRow("the largest") << 1 << "max" << QList<double>{3, 1, 2}
                                     << QStringList{"best.pt", "epoch=0-step=3.pt", "last.pt"};
        QTest::newRow("an equal one does not replace")
            << 1 << "min" << QList<double>{1, 1} << QStringList{"best.pt", "epoch=0-step=3.pt", "last.pt"};
        QTest::newRow("NaN is the worst") << 1 << "min" << QList<double>{not_a_number, 5, not_a_number}
                                          << QStringList{"best.pt", "epoch=1-step=6.pt", "last.pt"};
        QTest::newRow("only NaN") << 1 << "min" << QList<double>{not_a_number, not_a_number}
                                  << QStringList{"best.pt", "epoch=0-step=3.pt", "last.pt"};
    }
    void the_best_are_kept() {
        QFETCH(int, k);
        QFETCH(QString, mode);
        QFETCH(QList<double>, scores);
        QFETCH(QStringList, files);
        QTemporaryDir folder;
        CheckpointOptions options;
        options.save_top_k = k;
        options.mode = mode.toStdString();
        const Traced traced = kept_by(folder, options, {scores.begin(), scores.end()});
        QStringList found;
        for (const auto& file : traced.files) found << QString::fromStdString(file);
        QCOMPARE(found, files);
    }

    void a_taken_name_gets_a_version() {
        QTemporaryDir folder;
        CheckpointOptions options;
        options.filename = "same";
        options.save_top_k = -1;
        const Traced traced = kept_by(folder, options, {3, 2, 1});
        QCOMPARE(traced.files, (Files{"best.pt", "last.pt", "same-v1.pt", "same-v2.pt", "same.pt"}));
    }

    void every_n_epochs() {
        QTemporaryDir folder;
        CheckpointOptions options;
        options.every_n_epochs = 2;
        options.save_top_k = -1;
        const Traced traced = kept_by(folder, options, {4, 3, 2, 1});
        QCOMPARE(traced.files, (Files{"best.pt", "epoch=1-step=6.pt", "epoch=3-step=12.pt", "last.pt"}));
    }

    void without_last() {
        QTemporaryDir folder;
        CheckpointOptions options;
        options.save_last = false;
        QCOMPARE(kept_by(folder, options, {1}).files, (Files{"best.pt", "epoch=0-step=3.pt"}));
    }

    void a_bad_pattern_names_the_option() {
        QTemporaryDir folder;
        CheckpointOptions options;
        options.filename = "{val_loss:.3q}";
        QVERIFY(QString::fromStdString(kept_by(folder, options, {1}).error).contains("checkpoint.filename"));
    }
};

LATHE_TEST(TestCallbacks)
#include "test_callbacks.moc"
