// SPDX-License-Identifier: GPL-3.0-or-later
// What each command does to the items of a queue.
#include <signal.h>

#include <QtTest>

#include "core/base/files.h"
#include "core/queue/frozen_experiment.h"
#include "core/queue/queue_order.h"
#include "core/queue/standing.h"
#include "core/search/experiment_text.h"
#include "core/store/study_record.h"
#include "tests/core/queue/queue_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;
using Numbers = std::vector<int>;

class TestQueue : public QObject {
    Q_OBJECT

    std::unique_ptr<QueueBench> bench_;

    Queue queue() const { return bench_->queue(); }
    void put(int number, const std::function<void(Item&)>& change) const {
        Item item = queue().find(number).value();
        change(item);
        QVERIFY(write_item(item).has_value());
    }

  private Q_SLOTS:
    void init() { bench_ = std::make_unique<QueueBench>(); }

    void in_the_order_in_which_they_were_added() {
        for (int i = 0; i < 3; ++i) bench_->add();
        QCOMPARE(bench_->pending(), (Numbers{1, 2, 3}));
        const auto taken = bench_->take();
        QCOMPARE(taken.item.number, 1);
        QCOMPARE(bench_->state(1), ItemState::running);
        QCOMPARE(bench_->pending(), (Numbers{2, 3}));
    }

    void higher_priorities_first() {
        bench_->add(0);
        bench_->add(5);
        bench_->add(-1);
        bench_->add(5);
        bench_->add(0);
        QCOMPARE(bench_->pending(), (Numbers{2, 4, 1, 5, 3}));
    }

    void moves() {
        using enum Place::Kind;
        for (int i = 0; i < 5; ++i) bench_->add();
        const auto moved = [&](int number, const Place& place) {
            const auto done = queue().move(number, place);
            if (!done) qFatal("%s", done.error().str().c_str());
            return bench_->pending();
        };
        QCOMPARE(moved(4, {first}), (Numbers{4, 1, 2, 3, 5}));
        QCOMPARE(moved(1, {last}), (Numbers{4, 2, 3, 5, 1}));
        QCOMPARE(moved(5, {before, 2}), (Numbers{4, 5, 2, 3, 1}));
        QCOMPARE(moved(4, {after, 3}), (Numbers{5, 2, 3, 4, 1}));
        QCOMPARE(moved(1, {Place::Kind::number, 2}), (Numbers{5, 1, 2, 3, 4}));
        QCOMPARE(moved(5, {Place::Kind::number, 99}), (Numbers{1, 2, 3, 4, 5}));
        // To the place that it has.
        QCOMPARE(moved(3, {Place::Kind::number, 3}), (Numbers{1, 2, 3, 4, 5}));
    }

    void a_move_tells_what_it_came_to() {
        using enum Place::Kind;
        for (int i = 0; i < 3; ++i) bench_->add();
        for (const Place& itself : {Place{before, 2}, Place{after, 2}}) {
            const auto refused = queue().move(2, itself);
            QVERIFY(!refused && refused.error().what.find("itself") != std::string::npos);
        }
        for (const Place& same : {Place{before, 3}, Place{after, 1}, Place{Place::Kind::number, 2}}) {
            const auto file = read_file(queue().find(2)->folder / "item.json").value();
            const auto moved = queue().move(2, same);
            QVERIFY(moved && !moved->changed);
            QCOMPARE(read_file(queue().find(2)->folder / "item.json").value(), file);
        }
        const auto moved = queue().move(2, {Place::Kind::number, 9});
        QVERIFY(moved && moved->changed);
        QCOMPARE(moved->place, 3);
        QCOMPARE(moved->places, 3);
    }

    void a_move_across_priorities_takes_the_nearest_one() {
        using enum Place::Kind;
        bench_->add(5);
        bench_->add(0);
        bench_->add(-3);
        const auto moved = queue().move(3, {first});
        QVERIFY(moved.has_value());
        QCOMPARE(moved->old_priority, -3);
        QCOMPARE(moved->priority, 5);
        QCOMPARE(bench_->pending(), (Numbers{3, 1, 2}));
        QCOMPARE(queue().find(3)->rank.priority, 5);
        const auto kept = queue().move(3, {after, 1});
        QVERIFY(kept.has_value());
        QCOMPARE(kept->old_priority, kept->priority);
        QCOMPARE(queue().find(3)->rank.priority, 5);
        QVERIFY(queue().move(3, {last}).has_value());
        QCOMPARE(bench_->pending(), (Numbers{1, 2, 3}));
        QCOMPARE(queue().find(3)->rank.priority, 0);
    }

    // Each goes between the same two, until there is no room.
    void moves_without_room() {
        for (int i = 0; i < 4; ++i) bench_->add();
        for (int i = 0; i < 60; ++i) {
            QVERIFY(queue().move(i % 2 == 0 ? 3 : 4, {Place::Kind::number, 2}).has_value());
            QCOMPARE(bench_->pending(),
                     i % 2 == 0 ? (Numbers{1, 3, i == 0 ? 2 : 4, i == 0 ? 4 : 2}) : (Numbers{1, 4, 3, 2}));
        }
    }

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

    void a_crash_after_the_end_of_its_study_is_done() {
        bench_->add();
        QVERIFY(QueueBench::train(bench_->take().item).has_value());  // and the lock is let go
        QCOMPARE(bench_->state(1), ItemState::interrupted);
        const auto next = queue().take(1);
        QVERIFY(next && !next->taken && !next->must_wait);
        QCOMPARE(bench_->state(1), ItemState::done);
    }

    void a_crash_goes_on_with_the_same_study() {
        bench_->add();
        const std::string study = bench_->take().item.study;
        QVERIFY(!study.empty());
        const auto again = bench_->take();
        QCOMPARE(again.item.study, study);
        QCOMPARE(again.item.attempts, 2);
        QVERIFY(QueueBench::train(again.item).has_value());
        QCOMPARE(bench_->studies().size(), 1u);
    }

    void a_crash_keeps_its_place() {
        for (int i = 0; i < 3; ++i) bench_->add();
        bench_->take();
        QVERIFY(queue().move(3, {Place::Kind::first}).has_value());
        QCOMPARE(bench_->take(3).item.number, 1);
        QCOMPARE(bench_->pending(), (Numbers{3, 2}));
    }

    void what_crashes_again_and_again_fails_in_the_end() {
        bench_->add();
        bench_->add();
        for (int i = 0; i < 5; ++i) QCOMPARE(bench_->take().item.number, 1);
        QCOMPARE(bench_->take().item.number, 2);
        QCOMPARE(bench_->state(1), ItemState::failed);
        QVERIFY(queue().find(1)->message.find("5 times") != std::string::npos);
        QVERIFY(queue().release({1}).has_value());
        QCOMPARE(queue().find(1)->attempts, 0);
    }

    void a_stop_is_no_crash() {
        bench_->add();
        for (int i = 0; i < 20; ++i) {
            const auto taken = bench_->take();
            QVERIFY(queue().end(1, {ItemState::waiting, std::nullopt, {}}).has_value());
        }
        QCOMPARE(bench_->state(1), ItemState::waiting);
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

    void a_running_one_is_removed_only_with_a_stop() {
        bench_->add();
        {
            const auto taken = bench_->take();
            const auto refused = queue().remove({1});
            QVERIFY(!refused);
            QVERIFY(refused.error().hint.find("--stop") != std::string::npos);
            QVERIFY(queue().remove({1}, Queue::IfRunning::stop).has_value());
            // Its process has not begun yet: it will not.
            QVERIFY(!queue().begin(1, this_process()).value());
            QVERIFY(queue().end(1, {ItemState::waiting, std::nullopt, {}}).has_value());
        }
        QCOMPARE(bench_->state(1), ItemState::removed);
        QVERIFY(queue().restore({1}).has_value());
        QCOMPARE(bench_->state(1), ItemState::waiting);
    }

    // Its process lives up to its grace: nothing begins in its place.
    void what_is_stopped_takes_its_slot_until_it_is_gone_data() {
        QTest::addColumn<bool>("is_held");
        QTest::newRow("removed") << false;
        QTest::newRow("held") << true;
    }
    void what_is_stopped_takes_its_slot_until_it_is_gone() {
        QFETCH(bool, is_held);
        const auto listed = [&](std::size_t row) {
            return to_json(read_standing(queue()).value()).at("items").at(row);
        };
        bench_->add();
        bench_->add();
        {
            const auto taken = bench_->take();
            const auto stopped =
                is_held ? queue().hold({1}, Queue::IfRunning::stop) : queue().remove({1}, Queue::IfRunning::stop);
            QVERIFY(stopped && stopped->front().changed && stopped->front().item.is_stopping);
            QCOMPARE(listed(0).at("item").get<int>(), 1);
            QCOMPARE(listed(0).at("state").get<std::string>(), std::string("stopping"));
            QCOMPARE(listed(0).at("then").get<std::string>(), std::string(is_held ? "held" : "removed"));
            QVERIFY(listed(0).at("place").is_null());
            QCOMPARE(listed(1).at("place").get<int>(), 1);
            const auto next = queue().take(1);
            QVERIFY(next && !next->taken && next->must_wait);
            QCOMPARE(bench_->take(2).item.number, 2);
        }
        QCOMPARE(bench_->state(1), is_held ? ItemState::held : ItemState::removed);
        QVERIFY(!queue().find(1)->is_stopping);
        QCOMPARE(bench_->take().item.number, 2);
    }

    void one_that_is_stopped_keeps_its_turn() {
        bench_->add();
        bench_->add();
        {
            const auto taken = bench_->take();
            QVERIFY(queue().begin(1, this_process()).value());
            QVERIFY(queue().end(1, {ItemState::waiting, std::nullopt, {}}).has_value());
            // It has said its end, and lives still.
            const auto next = queue().take(1);
            QVERIFY(next && !next->taken && next->must_wait);
        }
        QCOMPARE(bench_->take().item.number, 1);
    }

    void one_that_is_taken_back_while_it_stops_waits_for_its_own_end() {
        bench_->add();
        bench_->add();
        {
            const auto taken = bench_->take();
            QVERIFY(queue().remove({1}, Queue::IfRunning::stop).has_value());
            QVERIFY(queue().restore({1}).has_value());
            QVERIFY(queue().find(1)->is_stopping);
            QVERIFY(!queue().take(1)->taken);
        }
        QCOMPARE(bench_->take().item.number, 1);
        QVERIFY(!queue().find(1)->stop_asked);
    }

    // What is left of its process is none of the training: a command of a person's that is told of its end.
    void one_that_is_over_takes_no_slot() {
        bench_->add();
        bench_->add();
        const auto taken = bench_->take();
        QVERIFY(queue().end(1, {ItemState::done, 0, {}}).has_value());
        QVERIFY(!queue().find(1)->is_stopping);
        {
            const auto second = bench_->take();
            QCOMPARE(second.item.number, 2);
        }
        QVERIFY(queue().remove({1}).has_value());
        QCOMPARE(bench_->take().item.number, 2);
    }

    // A second signal would end it without its checkpoint.
    void a_stop_is_asked_for_once() {
        bench_->add();
        bench_->add();
        const auto taken = bench_->take();
        const auto first = queue().ask_to_stop({1, 2, 7});
        QVERIFY(first && first->size() == 1 && first->front().changed);
        const auto second = queue().ask_to_stop({1});
        QVERIFY(second && second->size() == 1 && !second->front().changed);
        QVERIFY(queue().find(1)->is_stopping);
        QCOMPARE(bench_->state(1), ItemState::running);
        QVERIFY(!queue().begin(1, this_process()).value());  // had it not begun, it does not
        // It is no failure that it ended without a word.
        QCOMPARE(queue().settle(1, {ItemState::failed, 1, "why"})->state, ItemState::waiting);
        // What stops already needs no --stop.
        QVERIFY(queue().hold({1}).has_value());
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

    void a_stop_never_meets_another_process() {
        bench_->add();
        const auto taken = bench_->take();
        // As a restart of the machine leaves it: the number is that of this test now.
        auto process = this_process();
        process.boot = "0b4d9f5e-0000-4000-8000-000000000000";
        QVERIFY(queue().begin(1, process).value());
        QVERIFY(!is_alive(process));
        QVERIFY(!send_signal(process, SIGTERM));
        QVERIFY(queue().remove({1}, Queue::IfRunning::stop).has_value());  // or this test would be gone
        process = this_process();
        ++process.start;
        QVERIFY(!send_signal(process, SIGTERM));
        QVERIFY(is_alive(this_process()));
        QVERIFY(send_signal(this_process(), 0));
    }

    void after_a_restart_of_the_machine() {
        bench_->add();
        bench_->take();
        put(1, [](Item& item) {
            item.process = this_process();
            item.process->boot = "0b4d9f5e-0000-4000-8000-000000000000";
        });
        QCOMPARE(bench_->state(1), ItemState::interrupted);
        QCOMPARE(bench_->take().item.number, 1);
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

    // Beside the reason; the same rule for terminal and window.
    void when_a_message_is_shown() {
        using enum ItemState;
        const auto shown = [](ItemState state, Reason reason, const char* message = "stopped") {
            ItemStanding one;
            one.item.state = state;
            one.item.message = message;
            one.reason = reason;
            return shows_message(one);
        };
        QVERIFY(shown(failed, Reason::none) && shown(done, Reason::none) && shown(damaged, Reason::none));
        QVERIFY(shown(waiting, Reason::behind) && shown(held, Reason::held));
        QVERIFY(!shown(interrupted, Reason::interrupted));  // it is that of an earlier time
        QVERIFY(!shown(running, Reason::none));
        QVERIFY(!shown(failed, Reason::none, ""));
    }

    void an_interrupted_one_says_so() {
        for (int i = 0; i < 2; ++i) bench_->add();
        bench_->take();
        QCOMPARE(bench_->state(1), ItemState::interrupted);
        const auto json = to_json(read_standing(queue()).value()).at("items");
        QCOMPARE(json.at(0).at("state").get<std::string>(), std::string("interrupted"));
        QCOMPARE(json.at(0).at("waits").get<std::string>(), std::string("interrupted"));
        // Not "is running": there is nothing to wait for.
        QVERIFY(queue().move(1, {Place::Kind::last}).error().str().find("is interrupted") != std::string::npos);
        QVERIFY(queue().hold({1}).has_value());
        QCOMPARE(bench_->state(1), ItemState::held);
        QVERIFY(queue().move(1, {Place::Kind::last}).has_value());
        QVERIFY(queue().release({1}).has_value());
        QCOMPARE(bench_->pending(), (Numbers{2, 1}));
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
