// SPDX-License-Identifier: GPL-3.0-or-later
// Who makes a block, who gets it, and what is left when a process dies.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include <QTest>

#include "core/base/shared_blocks.h"
#include "tests/test_program.h"

using namespace lathe;

namespace {

SharedBlocks::Made made_of(const std::string& text) {
    return {"head of " + text, {text.begin(), text.end()}};
}

std::string text_of(const SharedBlocks::Block& block) {
    return {block.bytes.begin(), block.bytes.end()};
}

[[noreturn]] SharedBlocks::Made make_nothing() {
    throw std::runtime_error("it should have been there");
}

// The exit code of a child that does `work`; what it inherits of the blocks is the descriptor.
int in_child(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

class TestSharedBlocks : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_one_process_made_the_others_have() {
        const auto blocks = SharedBlocks::create().value();
        const std::string large(3'000'000, 'x');
        QCOMPARE(in_child([&] {
                     blocks->get("first", [] { return made_of("one"); });
                     blocks->get("second", [&] { return made_of(large); });
                     return 0;
                 }),
                 0);
        const auto second = blocks->get("second", make_nothing);
        QCOMPARE(text_of(*second), large);
        const auto first = blocks->get("first", make_nothing);
        QCOMPARE(text_of(*first), std::string("one"));
        QCOMPARE(first->head, std::string("head of one"));
        QCOMPARE(in_child([&] { return blocks->get("second", make_nothing)->bytes.size() == large.size() ? 0 : 1; }),
                 0);
    }

    void numbers_are_kept_beside_the_bytes() {
        const auto blocks = SharedBlocks::create().value();
        const std::vector<std::int64_t> numbers{3, -1, INT64_MAX};
        QCOMPARE(in_child([&] {
                     blocks->get("both", [&] { return SharedBlocks::Made{"head", {7, 8}, numbers}; });
                     blocks->get("one kind", [&] { return SharedBlocks::Made{"", {}, numbers}; });
                     return 0;
                 }),
                 0);
        const auto both = blocks->get("both", make_nothing);
        QVERIFY(std::ranges::equal(both->numbers, numbers));
        QVERIFY(std::ranges::equal(both->bytes, std::vector<std::uint8_t>{7, 8}));
        const auto one = blocks->get("one kind", make_nothing);
        QVERIFY(std::ranges::equal(one->numbers, numbers) && one->bytes.empty());
    }

    void of_two_threads_one_makes_it() {
        const auto blocks = SharedBlocks::create().value();
        std::mutex mutex;
        std::condition_variable changed;
        int makers = 0;
        std::optional<std::jthread> other;
        std::string others;
        const SharedBlocks::Maker make = [&] {
            std::unique_lock lock(mutex);
            ++makers;
            changed.notify_all();
            if (!other) other.emplace([&] { others = text_of(*blocks->get("it", make)); });
            // Time for the other thread to make it, too; where all is well it is never enough.
            changed.wait_for(lock, std::chrono::milliseconds(50), [&] { return makers == 2; });
            std::stop_source stop;
            stop.request_stop();
            lock.unlock();
            std::jthread([&] { QVERIFY(!blocks->get("it", make_nothing, stop.get_token())); }).join();
            return made_of("once");
        };
        QCOMPARE(text_of(*blocks->get("it", make)), std::string("once"));
        other->join();
        QCOMPARE(others, std::string("once"));
        QCOMPARE(makers, 1);
    }

    void one_without_bytes_has_its_head() {
        const auto blocks = SharedBlocks::create().value();
        blocks->get("empty", [] { return SharedBlocks::Made{"all there is", {}}; });
        const auto again = blocks->get("empty", make_nothing);
        QCOMPARE(again->head, std::string("all there is"));
        QVERIFY(again->bytes.empty());
    }

    void of_many_at_once_one_makes_it() {
        const auto blocks = SharedBlocks::create().value();
        int made[2];
        QCOMPARE(::pipe(made), 0);
        std::vector<pid_t> children;
        for (int i = 0; i < 6; ++i) {
            const pid_t child = ::fork();
            if (child == 0) {
                const auto block = blocks->get("it", [&] {
                    static_cast<void>(!::write(made[1], "1", 1));
                    return made_of("once");
                });
                ::_exit(text_of(*block) == "once" ? 0 : 1);
            }
            children.push_back(child);
        }
        for (const pid_t child : children) {
            int status = 0;
            ::waitpid(child, &status, 0);
            QCOMPARE(status, 0);
        }
        ::close(made[1]);
        char bytes[8];
        QCOMPARE(::read(made[0], bytes, sizeof bytes), 1);
        ::close(made[0]);
    }

    void who_dies_while_making_leaves_it_to_the_next() {
        const auto blocks = SharedBlocks::create().value();
        const int killed = in_child([&] {
            blocks->get("it", []() -> SharedBlocks::Made {
                ::raise(SIGKILL);
                return {};
            });
            return 0;
        });
        QCOMPARE(killed, 128 + SIGKILL);
        QCOMPARE(text_of(*blocks->get("it", [] { return made_of("ours"); })), std::string("ours"));
        QCOMPARE(text_of(*blocks->get("it", make_nothing)), std::string("ours"));
    }

    void who_fails_to_make_it_tells_and_leaves_it_to_the_next() {
        const auto blocks = SharedBlocks::create().value();
        QVERIFY_EXCEPTION_THROWN(blocks->get("it", make_nothing), std::runtime_error);
        QCOMPARE(in_child([&] { return text_of(*blocks->get("it", [] { return made_of("x"); })) == "x" ? 0 : 1; }), 0);
    }

    void who_waits_can_be_stopped() {
        const auto blocks = SharedBlocks::create().value();
        int begun[2];
        int leave[2];
        QCOMPARE(::pipe2(begun, O_CLOEXEC), 0);
        QCOMPARE(::pipe2(leave, O_CLOEXEC), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(leave[1]);
            blocks->get("it", [&] {
                char byte = 0;
                static_cast<void>(!::write(begun[1], "1", 1));
                static_cast<void>(!::read(leave[0], &byte, 1));
                return made_of("late");
            });
            ::_exit(0);
        }
        char byte = 0;
        QCOMPARE(::read(begun[0], &byte, 1), 1);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!blocks->get("it", make_nothing, stop.get_token()));
        ::close(leave[1]);
        ::waitpid(child, nullptr, 0);
        QCOMPARE(text_of(*blocks->get("it", make_nothing)), std::string("late"));
        for (const int fd : {begun[0], begun[1], leave[0]}) ::close(fd);
    }

    void a_process_without_a_session_has_its_own() {
        QVERIFY(SharedBlocks::of_process() == nullptr);
        QCOMPARE(text_of(*shared_block("it", [] { return made_of("mine"); })), std::string("mine"));
        QCOMPARE(text_of(*shared_block("it", [] { return made_of("another"); })), std::string("another"));
    }
};

LATHE_TEST(TestSharedBlocks)
#include "test_shared_blocks.moc"
