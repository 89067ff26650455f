// SPDX-License-Identifier: GPL-3.0-or-later
// Commands from many threads, carried out by one.
#include <atomic>
#include <thread>
#include <vector>

#include <QtTest>

#include "core/run/command_queue.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

// Carries out everything until the queue is closed and empty, as Session does; `state` is what it then settles at.
class Consumer {
  public:
    explicit Consumer(CommandQueue& queue, SessionState state = SessionState::idle)
        : queue_(queue), thread_([this, state] { run(state); }) {}
    ~Consumer() {
        queue_.close();
        thread_.join();
    }

  private:
    void run(SessionState state) {
        for (bool leave = false; !leave;) {
            const auto batch = queue_.take();
            for (const auto& command : batch.commands) command();
            queue_.handled(batch.commands.size(), state);
            leave = batch.closed;
        }
    }

    CommandQueue& queue_;
    std::thread thread_;
};

}  // namespace

class TestCommandQueue : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void all_are_carried_out_in_the_order_of_each_thread() {
        constexpr int threads = 4;
        constexpr int each = 2000;
        std::vector<std::vector<int>> carried_out(threads);
        {
            CommandQueue queue;
            const Consumer consumer(queue);
            std::vector<std::thread> posting;
            for (int thread = 0; thread < threads; ++thread)
                posting.emplace_back([&, thread] {
                    for (int i = 0; i < each; ++i)
                        queue.post([&carried_out, thread, i] { carried_out[std::size_t(thread)].push_back(i); });
                });
            for (auto& thread : posting) thread.join();
        }
        for (const auto& numbers : carried_out) {
            QCOMPARE(numbers.size(), std::size_t{each});
            for (int i = 0; i < each; ++i) QCOMPARE(numbers[std::size_t(i)], i);
        }
    }

    void wait_returns_after_what_was_posted_before() {
        CommandQueue queue;
        const Consumer consumer(queue, SessionState::finished);
        std::vector<std::thread> waiting;
        std::atomic<int> missed = 0;
        for (int thread = 0; thread < 4; ++thread)
            waiting.emplace_back([&] {
                for (int i = 0; i < 500; ++i) {
                    bool done = false;  // wait() orders it
                    queue.post([&done] { done = true; });
                    if (queue.wait() != SessionState::finished || !done) ++missed;
                }
            });
        for (auto& thread : waiting) thread.join();
        QCOMPARE(missed, 0);
    }

    void wait_lasts_while_the_session_runs() {
        CommandQueue queue;
        QCOMPARE(queue.wait(), SessionState::idle);  // nothing was posted
        queue.post([] {});
        std::atomic<bool> returned = false;
        std::thread waiting([&] {
            queue.wait();
            returned = true;
        });
        QCOMPARE(queue.take().commands.size(), 1u);
        for (const auto state : {SessionState::running, SessionState::paused, SessionState::stopping}) {
            queue.handled(state == SessionState::running ? 1 : 0, state);
            QVERIFY(!returned);
        }
        queue.handled(0, SessionState::stopped);
        waiting.join();
        QVERIFY(returned);
        QCOMPARE(queue.wait(), SessionState::stopped);
    }

    void closing_ends_one_wait_and_loses_no_command() {
        CommandQueue queue;
        queue.post([] {});
        queue.close();
        queue.post([] {});
        auto batch = queue.take();
        QVERIFY(batch.closed);
        QCOMPARE(batch.commands.size(), 2u);
        batch = queue.take(std::chrono::milliseconds(0));  // it does wait again
        QVERIFY(batch.closed && batch.commands.empty());
        queue.post([] {});
        QCOMPARE(queue.take().commands.size(), 1u);
    }

    void a_command_may_post_another() {
        CommandQueue queue;
        int carried_out = 0;
        queue.post([&] {
            queue.post([&] { ++carried_out; });
            ++carried_out;
        });
        for (int round = 0; round < 2; ++round)
            for (const auto& command : queue.take().commands) command();
        QCOMPARE(carried_out, 2);
    }
};

LATHE_TEST(TestCommandQueue)
#include "test_command_queue.moc"
