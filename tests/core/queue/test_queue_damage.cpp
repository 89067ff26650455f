// SPDX-License-Identifier: GPL-3.0-or-later
// Items that cannot be read, and a queue that cannot be one.
#include <unistd.h>

#include <QtTest>

#include "core/base/files.h"
#include "core/queue/queue_watch.h"
#include "core/queue/standing.h"
#include "tests/core/queue/queue_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;

class TestQueueDamage : public QObject {
    Q_OBJECT

    std::unique_ptr<QueueBench> bench_;

    Queue queue() const { return bench_->queue(); }
    void damage(int number, const char* text) const {
        const fs::path folder = queue().folder() / "items" / item_folder_name(number);
        QVERIFY(write_file_atomically(folder / "item.json", text).has_value());
    }

  private Q_SLOTS:
    void init() { bench_ = std::make_unique<QueueBench>(); }

    void damaged_items_are_named_and_hide_nothing() {
        bench_->add();
        bench_->add();
        for (const char* text :
             {"", "{", "[]", "{}", R"({"state": "flying", "position": 0, "name": "a", "workspace": "/"})",
              R"({"state": "damaged", "position": 0, "name": "a", "workspace": "/"})",
              R"({"state": "waiting", "position": 9e99, "name": "a", "workspace": "/"})",
              R"({"state": "waiting", "position": 0, "name": "a", "workspace": "/", "study": "../x"})", "\xff"}) {
            damage(1, text);
            const auto items = bench_->items();
            QCOMPARE(items.size(), 2u);
            QCOMPARE(items.back().number, 1);
            QCOMPARE(items.back().state, ItemState::damaged);
            QVERIFY2(items.back().message.find("0001/item.json") != std::string::npos, items.back().message.c_str());
            QVERIFY2(items.back().message.find("lathectl queue remove 1") != std::string::npos,
                     items.back().message.c_str());
            QVERIFY(!queue().find(1));
            for (const auto& done : {queue().hold({1}), queue().release({1}), queue().restore({1})}) QVERIFY(!done);
            QCOMPARE(bench_->take().item.number, 2);
            QVERIFY(queue().end(2, {ItemState::waiting, std::nullopt, {}}).has_value());
        }
    }

    void damaged_items_can_be_removed() {
        for (int i = 0; i < 3; ++i) bench_->add();
        damage(3, "{");
        {
            // Whoever runs it goes on, and needs its folder.
            const auto lock = FileLock::take(queue().folder() / "items" / "0003" / "lock");
            QVERIFY(lock.has_value());
            QVERIFY(!queue().remove({3}, Queue::IfRunning::stop));
        }
        QVERIFY(!queue().remove({3, 7}));
        QCOMPARE(bench_->items().size(), 3u);
        QVERIFY(queue().remove({2, 3}).has_value());
        QCOMPARE(bench_->state(2), ItemState::removed);
        QCOMPARE(bench_->items().size(), 2u);
        QVERIFY(!fs::exists(queue().folder() / "items" / "0003"));
        QCOMPARE(bench_->add(), 4);
    }

    void a_damaged_one_that_is_named_twice_is_removed_once() {
        bench_->add();
        bench_->add();
        damage(1, "{");
        const auto removed = queue().remove({1, 2, 1, 2});
        QVERIFY2(removed.has_value(), removed ? "" : removed.error().str().c_str());
        QCOMPARE(bench_->items().size(), 1u);
        QCOMPARE(bench_->state(2), ItemState::removed);
    }

    // It takes its place among those that run until its process ends, and what the others are told is its own
    // misfortune.
    void one_that_is_damaged_while_it_runs() {
        for (int i = 0; i < 3; ++i) bench_->add();
        {
            const auto taken = bench_->take();
            damage(1, "{");
            const auto next = queue().take(1);
            QVERIFY(next && !next->taken && next->must_wait);
            QCOMPARE(bench_->take(2).item.number, 2);
            const auto message = bench_->items().back().message;
            QVERIFY2(message.find("once its process has ended: lathectl queue remove 1") != std::string::npos,
                     message.c_str());
            const auto refused = queue().remove({1}, Queue::IfRunning::stop);
            QVERIFY(!refused && refused.error().hint.find("lathectl queue stop") != std::string::npos);
            const auto settled = queue().settle(1, {ItemState::failed, 1, "why"});
            QVERIFY(settled.has_value());
            QCOMPARE(settled->number, 1);
            QCOMPARE(settled->state, ItemState::damaged);
        }
        QVERIFY(queue().end(2, {ItemState::done, 0, {}}).has_value());
        QCOMPARE(bench_->take(1).item.number, 3);
        QVERIFY(queue().remove({1}).has_value());
    }

    void what_cannot_be_read_says_what_to_do() {
        bench_->add();
        bench_->add();
        const fs::path file = queue().folder() / "items" / "0001" / "item.json";
        const auto message = [&] { return bench_->items().back().message; };
        fs::remove(file);
        QVERIFY2(message().find("lathectl queue remove 1") != std::string::npos, message().c_str());
        fs::create_directory(file);
        QVERIFY2(message().find("is a folder, not a file; lathectl queue remove 1") != std::string::npos,
                 message().c_str());
        fs::remove(file);
        if (::geteuid() == 0) return;  // who may read everything
        damage(1, "{}");
        fs::permissions(file, fs::perms::none);
        QVERIFY2(message().find("allow yourself to read it, or lathectl queue remove 1") != std::string::npos,
                 message().c_str());
        QVERIFY(queue().remove({1}).has_value());
        QCOMPARE(bench_->items().size(), 1u);
    }

    void without_its_experiment_it_is_damaged_data() {
        QTest::addColumn<bool>("is_empty");
        QTest::newRow("missing") << false;
        QTest::newRow("empty") << true;
    }
    void without_its_experiment_it_is_damaged() {
        QFETCH(bool, is_empty);
        auto experiment = QueueBench::experiment();
        experiment.source = "/home/me/mine.yaml";
        QVERIFY(queue().add(experiment, bench_->workspace()).has_value());
        bench_->add();
        const fs::path file = queue().find(1)->folder / "experiment.yaml";
        fs::remove(file);
        if (is_empty) QVERIFY(write_file_atomically(file, "").has_value());
        const auto items = bench_->items();
        QCOMPARE(items.back().state, ItemState::damaged);
        QVERIFY2(items.back().message.find("0001/experiment.yaml") != std::string::npos, items.back().message.c_str());
        QVERIFY2(
            items.back().message.find("lathectl queue remove 1, and add /home/me/mine.yaml again") != std::string::npos,
            items.back().message.c_str());
        QCOMPARE(bench_->take().item.number, 2);
        QVERIFY(queue().remove({1}).has_value());
        QCOMPARE(bench_->items().size(), 1u);
    }

    // A study that was begun has its own.
    void one_whose_study_was_begun_needs_no_experiment() {
        bench_->add();
        {
            const auto taken = bench_->take();
            QVERIFY(QueueBench::train(taken.item).has_value());
            fs::remove(taken.item.folder / "experiment.yaml");
            QCOMPARE(bench_->state(1), ItemState::running);
        }
        QCOMPARE(bench_->state(1), ItemState::interrupted);
        QVERIFY(!queue().take(1)->taken);
        QCOMPARE(bench_->state(1), ItemState::done);
    }

    void a_file_in_the_place_of_the_queue_is_no_empty_queue() {
        for (const char* place : {"queue", "queue/items", ""}) {
            bench_ = std::make_unique<QueueBench>();
            const Queue queue(*place ? bench_->root() / "queue" : bench_->root() / "file" / "queue");
            fs::create_directories((bench_->root() / place).parent_path());
            QVERIFY(write_file_atomically(*place ? bench_->root() / place : bench_->root() / "file", "").has_value());
            const auto listed = queue.list();
            QVERIFY(!listed);
            QVERIFY2(listed.error().str().find("LATHE_QUEUE") != std::string::npos, listed.error().str().c_str());
            QCOMPARE(Queue(queue).hold({1}).error().str(), listed.error().str());
            QCOMPARE(queue.find(1).error().str(), listed.error().str());
            QCOMPARE(QueueWatch::open(queue).error().str(), listed.error().str());
            QCOMPARE(read_standing(queue).error().str(), listed.error().str());
        }
    }
};

LATHE_TEST(TestQueueDamage)
#include "test_queue_damage.moc"
