// SPDX-License-Identifier: GPL-3.0-or-later
// The pace of a training at times that the test gives.
#include <cmath>

#include <QTest>

#include "core/train/loop/pace.h"
#include "tests/test_program.h"

using lathe::train::Pace;
using namespace std::chrono_literals;

class TestPace : public QObject {
    Q_OBJECT

    Pace pace_;
    Pace::Time now_;
    std::int64_t step_ = 0;

    // One step after another, `each` apart; the pace after the last of them.
    double go(int steps, std::chrono::milliseconds each) {
        double last = 0;
        for (int i = 0; i < steps; ++i) {
            now_ += each;
            last = pace_.at(++step_, now_).value_or(0);
        }
        return last;
    }

  private Q_SLOTS:
    void init() {
        pace_ = {};
        now_ = Pace::Time{} + 1h;
        step_ = 100;  // a training that goes on counts from where it was
        pace_.begin(step_, now_);
    }

    void nothing_is_said_in_the_first_half_second() {
        QVERIFY(!pace_.at(step_ + 10, now_ + 499ms));
        QCOMPARE(pace_.at(step_ + 10, now_ + 500ms), std::optional(20.0));
    }

    void an_even_pace_stays_what_it_is() {
        for (int minute = 0; minute < 5; ++minute) QVERIFY(std::abs(go(600, 100ms) - 10) < 0.01);
    }

    void one_slow_step_is_a_part_of_the_average() {
        go(200, 100ms);
        const double after = go(1, 5s);  // of 10 to 20 seconds, not of that step alone
        QVERIFY2(after > 5 && after < 10, qPrintable(QString::number(after)));
    }

    void a_machine_that_got_slower_is_noticed_within_a_minute() {
        go(1000, 100ms);
        QVERIFY(std::abs(go(60, 1s) - 1) < 0.2);
    }

    // Fewer than two steps in any time: none can be forgotten.
    void very_slow_steps() {
        QCOMPARE(go(1, 60s), 1 / 60.0);
        QVERIFY(std::abs(go(10, 60s) - 1 / 60.0) < 1e-4);
    }

    void a_pause_counts_for_nothing() {
        go(100, 100ms);
        now_ += 2h;
        pace_.begin(step_, now_);
        QVERIFY(std::abs(go(10, 100ms) - 10) < 0.01);
    }
};

LATHE_TEST(TestPace)
#include "test_pace.moc"
