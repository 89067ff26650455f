// SPDX-License-Identifier: GPL-3.0-or-later
// What waits, what runs and what changed, against a plain model of it.
#include <algorithm>
#include <vector>

#include <rapidcheck.h>
#include <QtTest>

#include "core/run/trial_rows.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

TrialRow row_of(int number) {
    TrialRow row;
    row.record.number = number;
    return row;
}

// The same in the plainest form.
struct RowsModel {
    int size = 0;
    std::vector<int> waiting;
    std::set<int> running;
    std::set<int> changed;
    std::map<int, std::string> reasons;
};

}  // namespace

class TestTrialRows : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatever_is_done_it_is_as_the_model() {
        QVERIFY(rc::check("rows and model agree", [] {
            FakeExecutor executor;
            NoListener listener;
            TrialRows rows;
            RowsModel model;
            const int steps = *rc::gen::inRange(0, 60);
            for (int step = 0; step < steps; ++step) {
                const int any = *rc::gen::inRange(0, std::max(1, model.size));
                switch (*rc::gen::inRange(0, 7)) {
                    case 0:
                    case 1: {
                        const auto end = *rc::gen::element(QueueEnd::first, QueueEnd::last);
                        rows.add(row_of(model.size));
                        rows.enqueue(model.size, end);
                        model.waiting.insert(end == QueueEnd::first ? model.waiting.begin() : model.waiting.end(),
                                             model.size);
                        model.changed.insert(model.size++);
                        break;
                    }
                    case 2: RC_ASSERT(rows.dequeue(any) == (std::erase(model.waiting, any) > 0)); break;
                    case 3:  // the next one starts
                        if (model.waiting.empty()) break;
                        RC_ASSERT(rows.waiting().front() == model.waiting.front());
                        rows.set_running(model.waiting.front(), executor.start({}, listener));
                        rows.dequeue(model.waiting.front());
                        model.changed.insert(model.waiting.front());
                        model.running.insert(model.waiting.front());
                        model.waiting.erase(model.waiting.begin());
                        break;
                    case 4:  // one is interrupted: it goes on next
                        if (model.running.empty()) break;
                        rows.clear_running(*model.running.begin());
                        rows.enqueue(*model.running.begin(), QueueEnd::first);
                        model.waiting.insert(model.waiting.begin(), *model.running.begin());
                        model.changed.insert(*model.running.begin());
                        model.running.erase(model.running.begin());
                        break;
                    case 5: {
                        const auto reason = *rc::gen::element<std::string>("", "a", "b");
                        if (model.size == 0) break;
                        rows.edit(any).waiting_for = model.reasons[any] = reason;
                        model.changed.insert(any);
                        break;
                    }
                    default:
                        RC_ASSERT(rows.changed() == !model.changed.empty());
                        RC_ASSERT(rows.take_changed() == std::exchange(model.changed, {}));
                }
                RC_ASSERT(rows.size() == model.size);
                RC_ASSERT(std::equal(rows.waiting().begin(), rows.waiting().end(), model.waiting.begin(),
                                     model.waiting.end()));
                RC_ASSERT(rows.running_count() == static_cast<int>(model.running.size()));
                for (int number = 0; number < model.size; ++number) {
                    RC_ASSERT(rows.at(number).record.number == number);
                    RC_ASSERT(rows.is_running(number) == model.running.contains(number));
                    RC_ASSERT(rows.at(number).waiting_for == model.reasons[number]);
                }
            }
            RC_ASSERT(rows.take_changed() == model.changed);
        }));
    }

    void numbers_that_are_none() {
        TrialRows rows;
        QVERIFY(!rows.contains(0));
        rows.add(row_of(0));
        QVERIFY(rows.contains(0));
        QVERIFY(!rows.contains(-1));
        QVERIFY(!rows.contains(1));
        QVERIFY(!rows.is_running(7));
        QVERIFY(!rows.dequeue(0));
    }

    void the_progress_outlives_the_run() {
        FakeExecutor executor;
        NoListener listener;
        TrialRows rows;
        rows.add(row_of(0));
        rows.set_running(0, executor.start({}, listener));
        const auto progress = rows.at(0).progress;
        QVERIFY(progress);
        rows.clear_running(0);
        QCOMPARE(rows.at(0).progress, progress);
    }
};

LATHE_TEST(TestTrialRows)
#include "test_trial_rows.moc"
