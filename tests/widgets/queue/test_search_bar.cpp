// SPDX-License-Identifier: GPL-3.0-or-later
// The limits of a search are edited where they stand, from what the session has now.
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "tests/test_program.h"
#include "widgets/common/elide.h"
#include "widgets/common/language.h"
#include "widgets/queue/search_bar.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

class LimitsBench {
  public:
    SearchBar bar;
    QSpinBox* trials = bar.findChild<QSpinBox*>("limitTrials");
    QSpinBox* concurrency = bar.findChild<QSpinBox*>("limitConcurrency");
    QLineEdit* duration = bar.findChild<QLineEdit*>("limitDuration");
    QSignalSpy asked{&bar, &SearchBar::limitsEdited};

    LimitsBench() {
        bar.resize(1400, 48);
        bar.show();
        bar.activateWindow();
        if (!QTest::qWaitForWindowActive(&bar)) qFatal("the window never became active");
    }

    void tell(const run::Limits& limits, const char* study = "one",
              run::SessionState state = run::SessionState::running) {
        run::SessionStatus status;
        status.state = state;
        status.folder = study;
        status.limits = limits;
        bar.showStatus(status);
    }
    run::Limits last() const { return asked.last().at(0).value<run::Limits>(); }
};

}  // namespace

class TestSearchBar : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void an_editor_with_the_focus_follows_the_session() {
        LimitsBench bench;
        bench.trials->setFocus();
        QVERIFY(bench.trials->hasFocus());
        bench.tell({12, 1, {}});
        QCOMPARE(bench.trials->value(), 12);
        QTest::keyClick(bench.trials, Qt::Key_Up);
        QCOMPARE(bench.asked.count(), 1);
        QCOMPARE(bench.last().max_trials, 13);
        bench.tell({13, 4, {}});
        bench.concurrency->setFocus();
        bench.tell({13, 6, {}});
        QTest::keyClick(bench.concurrency, Qt::Key_Down);
        QCOMPARE(bench.last().concurrency, 5);
        QCOMPARE(bench.last().max_trials, 13);
        bench.duration->setFocus();
        bench.tell({13, 5, std::chrono::hours(2)});
        QVERIFY(!bench.duration->text().isEmpty());
        QTest::keyClick(bench.duration, Qt::Key_Return);
        QCOMPARE(bench.asked.count(), 2);
    }

    // The session answers a moment later: steps until then count from what was asked for.
    void steps_add_up_while_the_session_has_not_answered() {
        LimitsBench bench;
        bench.tell({12, 1, {}});
        bench.trials->setFocus();
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(bench.trials, Qt::Key_Up);
            bench.tell({12, 1, {}});
        }
        QCOMPARE(bench.last().max_trials, 15);
        bench.tell({13, 1, {}});
        QCOMPARE(bench.trials->value(), 15);
        bench.tell({15, 1, {}});
        bench.tell({20, 1, {}});
        QCOMPARE(bench.trials->value(), 20);
    }

    void what_is_being_typed_is_left_alone_and_then_sent() {
        LimitsBench bench;
        bench.tell({12, 1, {}});
        bench.trials->setFocus();
        bench.trials->selectAll();
        QTest::keyClicks(bench.trials, "12");
        bench.tell({14, 3, {}});
        QCOMPARE(bench.trials->text(), QString("12"));
        QCOMPARE(bench.asked.count(), 0);
        QTest::keyClick(bench.trials, Qt::Key_Return);
        QCOMPARE(bench.asked.count(), 1);
        QCOMPARE(bench.last().max_trials, 12);
        QCOMPARE(bench.last().concurrency, 3);
        bench.tell({12, 3, {}});
        bench.tell({30, 3, {}});
        QCOMPARE(bench.trials->value(), 30);
    }

    void an_emptied_box_asks_for_nothing() {
        LimitsBench bench;
        bench.tell({12, 1, {}});
        bench.trials->setFocus();
        bench.trials->selectAll();
        QTest::keyClick(bench.trials, Qt::Key_Delete);
        bench.tell({14, 1, {}});
        bench.concurrency->setFocus();
        QCOMPARE(bench.asked.count(), 0);
        bench.tell({14, 1, {}});
        QCOMPARE(bench.trials->value(), 14);
    }

    void no_limit_of_trials_is_shown_as_such_and_given_one() {
        applyLanguage(*qApp, QStringLiteral("en"));
        LimitsBench bench;
        bench.tell({{}, 1, std::chrono::hours(1)});
        QCOMPARE(bench.trials->text(), QString("no limit"));
        bench.trials->setFocus();
        bench.trials->selectAll();
        QTest::keyClicks(bench.trials, "8");
        QTest::keyClick(bench.trials, Qt::Key_Return);
        QCOMPARE(bench.asked.count(), 1);
        QCOMPARE(bench.last().max_trials, 8);
        QVERIFY(bench.last().max_duration == std::chrono::hours(1));
        bench.tell({8, 1, std::chrono::hours(1)});
        QCOMPARE(bench.trials->value(), 8);
        QCOMPARE(bench.trials->minimum(), 1);
        const auto* summary = bench.bar.findChild<ElideLabel*>("studySummary");
        bench.tell({{}, 1, {}});
        QCOMPARE(summary->text(), QString("0 trials"));
    }

    void another_study_drops_what_was_typed_for_the_one_before() {
        LimitsBench bench;
        bench.tell({12, 1, std::chrono::hours(1)});
        bench.trials->setFocus();
        bench.trials->selectAll();
        QTest::keyClicks(bench.trials, "99");
        bench.tell({6, 1, {}}, "two");
        QCOMPARE(bench.trials->value(), 6);
        QCOMPARE(bench.trials->text(), QString("6"));
        QVERIFY(bench.duration->text().isEmpty());
        QTest::keyClick(bench.trials, Qt::Key_Up);
        QCOMPARE(bench.last().max_trials, 7);
    }

    void one_trial_is_no_trials() {
        applyLanguage(*qApp, QStringLiteral("en"));
        LimitsBench bench;
        const auto* summary = bench.bar.findChild<ElideLabel*>("studySummary");
        bench.tell({1, 1, {}});
        QCOMPARE(summary->fullText(), QString("0 of 1 trial"));
        bench.tell({2, 1, {}});
        QCOMPARE(summary->fullText(), QString("0 of 2 trials"));
    }

    void why_a_search_ended_is_told() {
        LimitsBench bench;
        run::SessionStatus status;
        status.state = run::SessionState::finished;
        status.limits = {12, 1, {}};
        status.message = "no improvement in 3 trials";
        bench.bar.showStatus(status);
        QVERIFY(bench.bar.findChild<ElideLabel*>("studySummary")->fullText().endsWith("; no improvement in 3 trials"));
    }

    void limits_are_edited_only_where_they_are_taken() {
        using enum run::SessionState;
        LimitsBench bench;
        const auto editable = [&] {
            return QList<bool>{bench.trials->isEnabled(), bench.concurrency->isEnabled(), bench.duration->isEnabled()};
        };
        const QList<bool> all{true, true, true};
        const QList<bool> none{false, false, false};
        bench.tell({12, 1, {}}, "one", finished);
        bench.bar.setLimitsEnabled(true);
        QCOMPARE(editable(), all);
        bench.tell({12, 1, {}}, "one", failed);
        QCOMPARE(editable(), none);
        bench.bar.setLimitsEnabled(true);  // it is a session of this window, but it has failed
        QCOMPARE(editable(), none);
        bench.tell({12, 1, {}}, "one", running);
        QCOMPARE(editable(), all);
        bench.bar.setLimitsEnabled(false);
        bench.tell({12, 1, {}}, "one", running);  // another process runs it
        QCOMPARE(editable(), none);
    }
};

LATHE_WINDOW_TEST(TestSearchBar)
#include "test_search_bar.moc"
