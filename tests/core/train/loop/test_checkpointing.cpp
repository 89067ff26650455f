// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/core/train/loop/loop_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using test::CheckpointProbe;
using test::CheckpointTrace;
using test::Halving;
using test::OptimizerChoice;
using test::save_and_go_on;

namespace {

// Moments and a schedule, so that all of an optimizer matters.
OptimizerChoice adam(const std::string& parameters = "ab", double lr = 0.05) {
    return {"Adam", lr, parameters, {Halving::Every::step, 3, {}}};
}

}  // namespace

class TestCheckpointing : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_resumed_training_gives_the_same_bits_data() {
        QTest::addColumn<int>("optimizers");
        QTest::addColumn<bool>("within_accumulation");
        QTest::addColumn<bool>("old");
        QTest::newRow("one optimizer") << 1 << false << false;
        QTest::newRow("two optimizers") << 2 << false << false;
        QTest::newRow("within an accumulation") << 2 << true << false;
        QTest::newRow("from format 1") << 1 << false << true;
        QTest::newRow("from format 1, within an accumulation") << 1 << true << true;
    }
    void a_resumed_training_gives_the_same_bits() {
        QFETCH(int, optimizers);
        QFETCH(bool, within_accumulation);
        QFETCH(bool, old);
        CheckpointProbe probe;
        probe.before = optimizers == 1 ? std::vector{adam()} : std::vector{adam("a", 0.05), adam("b", 0.2)};
        probe.after = probe.before;
        probe.within_accumulation = within_accumulation;
        if (old) probe.how = CheckpointProbe::How::resume_old;
        const CheckpointTrace trace = save_and_go_on(probe);
        QCOMPARE(trace.error, std::string());
        QCOMPARE(trace.whole.size(), 3u);
        QVERIFY(trace.continued == trace.whole);
        QCOMPARE(trace.loop.epoch, 2);
        QCOMPARE(trace.loop.batch, 4);
        QCOMPARE(trace.loop.step, within_accumulation ? 1 : 4);
        QCOMPARE(trace.loop.validations, 5);
        QVERIFY(trace.loop.stop_requested);
        QCOMPARE(trace.loop.stop_reason, std::string("enough"));
        QCOMPARE(trace.metrics, (std::map<std::string, double>{{"val_loss", 0.5}}));
    }

    void another_trial_brings_weights_and_counters_but_no_options() {
        CheckpointProbe probe;
        probe.how = CheckpointProbe::How::begin_from;
        probe.before = {adam("ab", 0.05)};
        probe.after = {{"Adam", 0.4, "ab", {}}};
        const CheckpointTrace trace = save_and_go_on(probe);
        QCOMPARE(trace.error, std::string());
        QCOMPARE(trace.lr, 0.4);
        QCOMPARE(trace.loop.epoch, 2);
        QCOMPARE(trace.loop.step, 4);
        QCOMPARE(trace.loop.validations, 5);
        QCOMPARE(trace.loop.batch, 0);
        QVERIFY(!trace.loop.stop_requested);
        QVERIFY(trace.continued != trace.whole);
    }

    void another_number_of_optimizers_is_refused() {
        CheckpointProbe probe;
        probe.before = {adam("a"), adam("b")};
        probe.after = {adam()};
        const QString error = QString::fromStdString(save_and_go_on(probe).error);
        QVERIFY2(error.contains("made with 2 optimizers, this training has 1"), qPrintable(error));
    }

    // As in a checkpoint of an older Lathe, where a layer with two names had its parameters twice.
    void another_number_of_parameters_is_refused() {
        CheckpointProbe probe;
        probe.before = {adam("ab")};
        probe.after = {adam("a")};
        const QString error = QString::fromStdString(save_and_go_on(probe).error);
        QVERIFY2(error.contains("other groups of parameters") && error.contains("network.checkpoint"),
                 qPrintable(error));
    }

    void a_newer_format_is_refused() {
        CheckpointProbe probe;
        probe.format = 3;
        const QString error = QString::fromStdString(save_and_go_on(probe).error);
        QVERIFY2(error.contains("is of format 3, and this Lathe reads up to 2"), qPrintable(error));
    }
};

LATHE_TEST(TestCheckpointing)
#include "test_checkpointing.moc"
