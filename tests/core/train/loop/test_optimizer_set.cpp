// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/core/train/loop/loop_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using test::follow_schedules;
using test::Halving;
using test::OptimizerChoice;

namespace {

using Rates = std::vector<std::vector<double>>;

OptimizerChoice halved(Halving::Every every, std::int64_t frequency = 1, const std::string& monitor = {}) {
    return {"SGD", 1, "ab", {every, frequency, monitor}};
}

}  // namespace

class TestOptimizerSet : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void each_has_its_own_schedule() {
        OptimizerChoice a = halved(Halving::Every::step);
        a.parameters = "a";
        OptimizerChoice b = halved(Halving::Every::epoch);
        b.parameters = "b";
        b.lr = 8;
        QCOMPARE(follow_schedules({a, b}, "ssbe").lr, (Rates{{1, 8}, {0.5, 8}, {0.25, 8}, {0.25, 4}, {0.25, 4}}));
    }

    void every_so_many_steps_or_epochs() {
        QCOMPARE(follow_schedules({halved(Halving::Every::step, 2)}, "ssss").lr,
                 (Rates{{1}, {1}, {0.5}, {0.5}, {0.25}}));
        QCOMPARE(follow_schedules({halved(Halving::Every::epoch, 2)}, "bebe").lr, (Rates{{1}, {1}, {1}, {0.5}, {0.5}}));
    }

    void a_watched_metric_decides_after_the_epoch() {
        const auto watching = halved(Halving::Every::epoch, 1, "val_loss");
        QCOMPARE(follow_schedules({watching}, "sbe", {{"val_loss", 1}}).lr, (Rates{{1}, {1}, {1}, {0.5}}));
        const QString error = QString::fromStdString(follow_schedules({watching}, "be", {{"val_acc", 1}}).error);
        QVERIFY2(error.contains("sched.monitor") && error.contains("val_loss"), qPrintable(error));
    }

    void without_a_schedule_the_rate_stays() {
        QCOMPARE(follow_schedules({OptimizerChoice()}, "sbe").lr, (Rates{{0.1}, {0.1}, {0.1}, {0.1}}));
        QCOMPARE(follow_schedules({}, "sbe").lr, (Rates{{}, {}, {}, {}}));
    }
};

LATHE_TEST(TestOptimizerSet)
#include "test_optimizer_set.moc"
