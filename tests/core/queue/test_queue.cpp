// SPDX-License-Identifier: GPL-3.0-or-later
// What each command does to the items of a queue.
#include <memory>
#include <vector>

#include <QtTest>

#include "core/base/files.h"
#include "core/queue/frozen_experiment.h"
#include "core/search/experiment_text.h"
#include "core/store/study_lock.h"
#include "tests/core/queue/queue_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;
using Numbers = std::vector<int>;

class TestQueue : public QObject {
    Q_OBJECT

    std::unique_ptr<QueueBench> bench_;

    Queue queue() const { return bench_->queue(); }

  private Q_SLOTS:
    void init() { bench_ = std::make_unique<QueueBench>(); }

    void no_more_than_so_many_at_once() {
        for (int i = 0; i < 3; ++i) bench_->add();
        const auto one = bench_->take(2);
        const auto two = bench_->take(2);
        QCOMPARE(two.item.number, 2);
        const auto next = queue().take(2);
        QVERIFY(next && !next->taken && next->must_wait);
        QVERIFY(queue().end(1, {ItemState::done, 0, {}}).has_value());
        QCOMPARE(bench_->take(2).item.number, 3);
    }

    void what_has_ended_is_not_taken_again() {
        bench_->add();
        QVERIFY(QueueBench::train(bench_->take().item).has_value());
        QVERIFY(queue().end(1, {ItemState::done, 0, {}}).has_value());
        const auto next = queue().take(1);
        QVERIFY(next && !next->taken && !next->must_wait);
    }

    void a_study_that_somebody_else_runs_is_left_alone() {
        bench_->add();
        bench_->add();
        {
            const auto taken = bench_->take();
            QVERIFY(QueueBench::train(taken.item).has_value());
            QVERIFY(queue().end(1, {ItemState::waiting, std::nullopt, {}}).has_value());
        }
        const auto lock = store::StudyLock::try_lock(queue().find(1)->study_folder());
        QVERIFY(lock.has_value());
        QCOMPARE(bench_->take().item.number, 2);
    }

    void held_ones_wait_for_a_person() {
        bench_->add();
        bench_->add();
        QVERIFY(queue().hold({1}).has_value());
        {
            const auto taken = bench_->take();
            QCOMPARE(taken.item.number, 2);
            QVERIFY(!queue().hold({2}).has_value());
            QVERIFY(queue().end(2, {ItemState::failed, 1, "why"}).has_value());
        }
        QVERIFY(!queue().take(1)->taken);
        QVERIFY(!queue().take(1)->must_wait);
        QVERIFY(!queue().hold({2}).has_value());
        QVERIFY(queue().release({1, 2}).has_value());
        QCOMPARE(queue().find(2)->message, std::string());
        QCOMPARE(bench_->take().item.number, 1);
    }

    void all_or_none_of_several() {
        bench_->add();
        const auto refused = queue().remove({1, 7});
        QVERIFY(!refused);
        QVERIFY(refused.error().str().find("item 7") != std::string::npos);
        QCOMPARE(bench_->state(1), ItemState::waiting);
    }

    void removed_ones_come_back_as_they_were() {
        for (int i = 0; i < 3; ++i) bench_->add();
        QVERIFY(queue().hold({2}).has_value());
        QVERIFY(queue().remove({1, 2}).has_value());
        QCOMPARE(bench_->pending(), (Numbers{3}));
        QVERIFY(queue().restore({1, 2}).has_value());
        QCOMPARE(bench_->pending(), (Numbers{1, 2, 3}));
        QCOMPARE(bench_->state(2), ItemState::held);
    }

    void what_is_so_already_is_told() {
        const auto changed = [](const Result<Queue::Changes>& done) {
            if (!done) qFatal("%s", done.error().str().c_str());
            std::vector<bool> flags;
            for (const auto& one : *done) flags.push_back(one.changed);
            return flags;
        };
        bench_->add();
        bench_->add();
        QCOMPARE(changed(queue().release({1})), (std::vector<bool>{false}));
        QCOMPARE(changed(queue().hold({1})), (std::vector<bool>{true}));
        QCOMPARE(changed(queue().hold({1, 2})), (std::vector<bool>{false, true}));
        QCOMPARE(changed(queue().remove({1})), (std::vector<bool>{true}));
        QCOMPARE(changed(queue().remove({1})), (std::vector<bool>{false}));
        const auto refused = queue().restore({1, 2});
        QVERIFY(!refused && refused.error().str().find("item 2 (quadratic) is held") != std::string::npos);
        QCOMPARE(bench_->state(1), ItemState::removed);
        QCOMPARE(changed(queue().restore({1})), (std::vector<bool>{true}));
        QCOMPARE(bench_->state(1), ItemState::held);
    }

    void numbers_are_never_given_again() {
        bench_->add();
        bench_->add();
        QVERIFY(queue().remove({1, 2}).has_value());
        QCOMPARE(queue().clear().value(), (Numbers{1, 2}));
        QVERIFY(bench_->items().empty());
        QCOMPARE(bench_->add(), 3);
    }

    void clearing_leaves_what_is_to_run() {
        for (int i = 0; i < 4; ++i) bench_->add();
        {
            const auto taken = bench_->take();
            QVERIFY(QueueBench::train(taken.item).has_value());
            QVERIFY(queue().end(1, {ItemState::done, 0, {}}).has_value());
            QVERIFY(queue().clear()->empty());  // somebody holds it still
        }
        QVERIFY(queue().hold({3}).has_value());
        const auto taken = bench_->take();
        QCOMPARE(queue().clear().value(), (Numbers{1}));
        QCOMPARE(bench_->pending(), (Numbers{3, 4}));
        QCOMPARE(bench_->studies().size(), 1u);
    }

    void what_was_added_is_what_runs() {
        const std::string file = (bench_->root() / "mine.yaml").string();
        auto experiment = QueueBench::experiment();
        experiment.source = file;
        experiment.search.max_trials = 17;
        experiment.folder = bench_->root();
        const std::string text = experiment.text;
        QVERIFY(write_file_atomically(file, text).has_value());
        QCOMPARE(queue().add(experiment, bench_->workspace()).value(), 1);
        QVERIFY(write_file_atomically(file, "lathe: 2").has_value());
        const auto thawed = thaw(queue().find(1).value(), config::Catalog());
        QVERIFY(thawed.has_value());
        QCOMPARE(search::to_yaml(*thawed), search::to_yaml(experiment));
        QCOMPARE(thawed->search.max_trials, 17);
        QCOMPARE(thawed->purpose, search::Purpose::search);
        QCOMPARE(thawed->folder, bench_->root());
        QCOMPARE(thawed->text, text);
        QCOMPARE(fs::path(thawed->source).filename().string(), std::string("mine.yaml"));
    }

    void a_workspace_that_cannot_be_written_fails_one_item() {
        QVERIFY(write_file_atomically(bench_->root() / "file", "").has_value());
        QCOMPARE(queue().add(QueueBench::experiment(), bench_->root() / "file").value(), 1);
        bench_->add();
        QCOMPARE(bench_->take().item.number, 2);
        QCOMPARE(bench_->state(1), ItemState::failed);
        QVERIFY(!queue().find(1)->message.empty());
    }

    void what_became_of_an_end_joins_its_message() {
        bench_->add();
        {
            const auto taken = bench_->take();
            QVERIFY(queue().end(1, {ItemState::failed, 1, "2 of 4 trials failed"}).has_value());
            QVERIFY(queue().add_to_message(1, "--on-end: note ended with exit code 3").has_value());
        }
        QCOMPARE(queue().find(1)->message, std::string("2 of 4 trials failed; --on-end: note ended with exit code 3"));
        QCOMPARE(bench_->state(1), ItemState::failed);
    }

    void names_do_not_steer_a_terminal() {
        auto experiment = QueueBench::experiment();
        experiment.name = "a\x1b[2J\nb";
        QVERIFY(queue().add(experiment, bench_->workspace()).has_value());
        const auto taken = bench_->take();
        const std::string message = queue().remove({1}).error().str();
        QVERIFY2(message.find("a?[2J b") != std::string::npos, message.c_str());
    }

    void an_empty_queue_is_no_error() {
        QVERIFY(bench_->items().empty());
        QVERIFY(!queue().find(1));
        QVERIFY(!queue().take(1)->must_wait);
        QVERIFY(queue().clear()->empty());
    }

    void where_the_queue_is() {
        qputenv("LATHE_QUEUE", "/somewhere/queue");
        QCOMPARE(default_queue_folder(), fs::path("/somewhere/queue"));
        qunsetenv("LATHE_QUEUE");
        qputenv("XDG_STATE_HOME", "/state");
        const auto folder = default_queue_folder();
        QCOMPARE(folder.parent_path(), fs::path("/state/lathe/queue"));
        QVERIFY(!folder.filename().empty());
        qputenv("XDG_STATE_HOME", "relative");
        qputenv("HOME", "/home/me");
        QCOMPARE(default_queue_folder().parent_path(), fs::path("/home/me/.local/state/lathe/queue"));
    }
};

LATHE_TEST(TestQueue)
#include "test_queue.moc"
