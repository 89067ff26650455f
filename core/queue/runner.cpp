// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/runner.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/queue/item_process.h"
#include "core/queue/queue_watch.h"
#include "core/queue/runners.h"
#include "core/run/child_process.h"

namespace lathe::queue {

namespace {

// Processes of other runners that went down without a word are noticed by looking.
constexpr std::chrono::seconds look_again{5};

// How an item stands whose process ended and did not say so itself.
ItemEnd end_without_a_word(int wait_status, bool killed_by_us) {
    if (killed_by_us) return {ItemState::waiting, std::nullopt, {}};
    return {ItemState::failed, run::exit_code_of(wait_status),
            fmt::format("its process {} (its log may say more)", run::describe_end(wait_status))};
}

}  // namespace

class Runner::Impl {
  public:
    Impl(Queue queue, RunnerOptions options, Say say)
        : queue_(std::move(queue)),
          options_(std::move(options)),
          say_(std::move(say)),
          wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
    ~Impl() { ::close(wake_); }

    void stop() {
        stop_ = true;
        const std::uint64_t one = 1;
        static_cast<void>(!::write(wake_, &one, sizeof one));
    }

    Result<void> run() {
        auto watch = QueueWatch::open(queue_);
        if (!watch) return fail(watch.error());
        auto mark = RunnerMark::leave(queue_.folder(), {this_process(), options_.at_once, options_.stay});
        if (!mark) return fail(mark.error());
        std::optional listed(std::move(*mark));
        Result<void> problem;
        while (true) {
            if (stop_) {
                listed.reset();  // so that nobody tells it once more
                stop_children();
            }
            bool more = false;
            if (!stop_ && problem) problem = start_what_may_run(more);
            if (!more && children_.empty() && (stop_ || !problem || !options_.stay)) return problem;
            wait_for_something(*watch);
            const auto settled = settle_ended_ones();
            if (!settled && problem) problem = settled;
        }
    }

  private:
    struct Child {
        TakenItem taken;
        ItemProcess process;
        bool told_to_stop = false;
        bool killed_by_us = false;     // as it could not be told
        std::optional<Item> said_end;  // as it was said, before the process has ended
    };

    // `more`: something is to be run later.
    Result<void> start_what_may_run(bool& more) {
        while (!stop_) {
            auto next = queue_.take(options_.at_once);
            if (!next) return fail(next.error());
            more = next->must_wait;
            if (!next->taken) return {};
            TakenItem& taken = *next->taken;
            auto process = ItemProcess::start(queue_, taken, options_);
            if (!process) {
                const auto item =
                    queue_.settle(taken.item.number, {ItemState::failed, std::nullopt, process.error().str()});
                if (!item) return fail(item.error());
                say_(*item);
                continue;
            }
            // It has the place of one that has come to its end, whose process may take a moment longer.
            say_ends();
            say_(taken.item);
            children_.push_back({std::move(taken), std::move(*process)});
        }
        return {};
    }

    // Of those whose study is over, in the order of their starts.
    void say_ends() {
        for (Child& child : children_) {
            if (child.said_end) continue;
            auto item = queue_.find(child.taken.item.number);
            if (!item || !item->is_over()) continue;
            say_(*item);
            child.said_end = std::move(*item);
        }
    }

    Result<void> settle_ended_ones() {
        Result<void> problem;
        std::vector<Child> living;
        bool any_ended = false;
        for (Child& child : std::exchange(children_, {})) {
            if (!child.process.has_ended()) {
                living.push_back(std::move(child));
                continue;
            }
            any_ended = true;
            if (auto settled = settle(child); !settled && problem) problem = settled;
        }  // and their locks are let go
        children_ = std::move(living);
        // Nobody writes a lock's end; another runner waits for it.
        if (any_ended) queue_.tell_watchers();
        return problem;
    }

    Result<void> settle(Child& child) {
        auto item =
            queue_.settle(child.taken.item.number, end_without_a_word(child.process.status(), child.killed_by_us));
        if (!item) return fail(item.error());
        item->is_stopping = false;
        const auto& said = child.said_end;
        if (!said || said->state != item->state || said->message != item->message) say_(*item);
        return {};
    }

    void stop_children() {
        for (Child& child : children_) {
            if (std::exchange(child.told_to_stop, true)) continue;
            const int number = child.taken.item.number;
            const auto asked = queue_.ask_to_stop({number});
            if (asked && !asked->empty()) say_(asked->front().item);
            // One that is damaged, or cannot be written: it is told without being marked.
            child.killed_by_us = !asked || !queue_.find(number);
            if (child.killed_by_us) child.process.send(SIGTERM);
        }
    }

    void wait_for_something(QueueWatch& watch) {
        std::vector<pollfd> wanted{{wake_, POLLIN, 0}, {watch.descriptor(), POLLIN, 0}};
        for (const Child& child : children_) wanted.push_back({child.process.descriptor(), POLLIN, 0});
        ::poll(wanted.data(), wanted.size(), static_cast<int>(std::chrono::milliseconds(look_again).count()));
        std::uint64_t count = 0;
        static_cast<void>(!::read(wake_, &count, sizeof count));
        watch.take_events();
    }

    Queue queue_;
    const RunnerOptions options_;
    const Say say_;
    const int wake_;
    std::atomic<bool> stop_ = false;
    std::vector<Child> children_;
};

Runner::Runner(Queue queue, RunnerOptions options, Say say)
    : impl_(std::make_unique<Impl>(std::move(queue), std::move(options), std::move(say))) {}

Runner::~Runner() = default;

Result<void> Runner::run() {
    return impl_->run();
}

void Runner::stop() {
    impl_->stop();
}

}  // namespace lathe::queue
