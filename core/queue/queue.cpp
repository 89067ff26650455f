// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/queue.h"

#include <signal.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/host.h"
#include "core/base/printable.h"
#include "core/queue/frozen_experiment.h"
#include "core/queue/queue_order.h"
#include "core/queue/study_end.h"
#include "core/store/study_lock.h"
#include "core/store/workspace.h"

namespace lathe::queue {

namespace {

// An experiment that takes the machine down with it must not do so for ever.
constexpr int most_attempts = 5;

Error about(const Item& item, std::string what, std::string hint) {
    return Error{fmt::format("item {} ({}) {}", item.number, printable(item.name), what), std::move(hint)};
}

Error is_running(const Item& item) {
    return about(item, "is running", "wait for its end, or stop it: --stop");
}

// One that is damaged meanwhile runs on.
bool is_being_run(const Item& item) {
    return item.state == ItemState::running || (item.state == ItemState::damaged && item.is_locked);
}

// What was removed stays so, and what a person has held or released meanwhile, unless it came to its end.
void take_up(Item& item, const ItemEnd& end) {
    item.exit_code = end.exit_code;
    item.message = end.message;
    item.attempts = 0;
    if (end.state != ItemState::waiting) item.ended = now();
    if (item.state == ItemState::removed) item.before_removal = end.state;
    else if (item.is_begun() || end.state != ItemState::waiting) item.state = end.state;
}

}  // namespace

// Holds the queue's lock, and tells those who watch it when it is let go.
class Queue::Change {
  public:
    static Result<Change> begin(const Queue& queue) {
        if (auto usable = queue.folders_.check(); !usable) return fail(usable.error());
        if (auto made = make_folders(queue.folders_.parent()); !made) return fail(made.error());
        auto lock = FileLock::take(queue.lock_file());
        if (!lock) return fail(lock.error());
        return Change(std::move(*lock));
    }
    Change(Change&&) = default;
    Change& operator=(Change&&) = delete;
    ~Change() {
        // The byte that stands there already: noticed all the same, and on a full disk there is room for it.
        if (changed_ && lock_.descriptor() >= 0) [[maybe_unused]]
            const auto written = ::pwrite(lock_.descriptor(), "\n", 1, 0);
    }

    Result<void> write(const Item& item) {
        changed_ = true;
        return write_item(item);
    }
    Result<void> rename(const fs::path& from, const fs::path& to) {
        changed_ = true;
        return rename_durably(from, to);
    }

  private:
    explicit Change(FileLock lock) : lock_(std::move(lock)) {}
    FileLock lock_;
    bool changed_ = false;
};

fs::path default_queue_folder() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    };
    std::error_code code;
    if (const auto named = variable("LATHE_QUEUE"); !named.empty()) return fs::absolute(named, code);
    // As the XDG base directory specification has it, a relative path does not count.
    fs::path state = variable("XDG_STATE_HOME");
    if (!state.is_absolute()) state = fs::path(variable("HOME")) / ".local" / "state";
    return state / "lathe" / "queue" / host_name();
}

Result<std::vector<Item>> Queue::list() const {
    const auto folders = folders_.list();
    if (!folders) return fail(folders.error());
    std::vector<Item> items;
    for (const auto& folder : *folders) {
        auto item = read_item(folder);
        std::error_code code;
        if (item) items.push_back(std::move(*item));
        else if (fs::exists(folder, code) || code) items.push_back(damaged_item(folder, item.error()));
    }
    sort_for_listing(items);
    return items;
}

Result<Item> Queue::find(int number) const {
    std::error_code code;
    if (fs::exists(folders_.of(number), code)) return read_item(folders_.of(number));
    if (auto usable = folders_.check(); !usable) return fail(usable.error());
    return fail(fmt::format("there is no item {} in the queue", number), "`lathectl queue list` shows them");
}

Result<int> Queue::add(const search::Experiment& experiment, const fs::path& workspace, int priority) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    folders_.remove_hidden();
    const auto items = list();
    if (!items) return fail(items.error());
    const auto highest = folders_.highest_number();
    if (!highest) return fail(highest.error());
    const int number = *highest + 1;
    std::error_code code;
    Item item;
    item.name = experiment.name;
    item.purpose = experiment.purpose;
    if (item.purpose == search::Purpose::search) item.trials = experiment.search.max_trials;
    if (!experiment.source.empty()) item.source = fs::absolute(experiment.source, code).lexically_normal().string();
    item.workspace = fs::absolute(workspace, code).lexically_normal();
    item.rank = rank_at_end(*items, priority);
    item.added = now();
    auto hidden = folders_.make_hidden();
    if (!hidden) return fail(hidden.error());
    item.folder = hidden->path();
    const auto made = freeze(experiment, hidden->path()).and_then([&] { return write_item(item); }).and_then([&] {
        return change->rename(hidden->path(), folders_.of(number));
    });
    if (!made) return fail(made.error());
    hidden->keep();
    return number;
}

Result<MovedPriority> Queue::move(int number, const Place& place) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    const auto item = find(number);
    if (!item) return fail(item.error());
    if (item->state == ItemState::running) return fail(is_running(*item));
    if (item->state == ItemState::interrupted)
        return fail(about(*item, "is interrupted, and goes on before the others",
                          fmt::format("to move it, hold it first: lathectl queue hold {}", number)));
    if (!item->is_pending()) return fail(about(*item, fmt::format("is {}", name_of(item->state)), "it has no place"));
    if (place.kind == Place::Kind::before || place.kind == Place::Kind::after) {
        if (place.value == number) return MovedPriority{item->rank.priority, item->rank.priority};
        const auto other = find(place.value);
        if (!other) return fail(other.error());
        if (!other->is_pending() && !other->is_begun())
            return fail(about(*other, fmt::format("is {}", name_of(other->state)), "name one that waits"));
    }
    const auto items = list();
    if (!items) return fail(items.error());
    MovedPriority priority{item->rank.priority, item->rank.priority};
    for (const Item& moved : ranks_after_move(*items, *item, place)) {
        if (auto written = change->write(moved); !written) return fail(written.error());
        if (moved.number == number) priority.to = moved.rank.priority;
    }
    return priority;
}

Result<void> Queue::change_all(const std::vector<int>& numbers, const std::function<Result<void>(Item&)>& change_one,
                               IfDamaged damaged) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    std::vector<Item> items;
    for (const int number : std::set(numbers.begin(), numbers.end())) {
        auto item = find(number);
        std::error_code code;
        if (item) items.push_back(std::move(*item));
        else if (damaged == IfDamaged::include && fs::exists(folders_.of(number), code))
            items.push_back(damaged_item(folders_.of(number), item.error()));
        else return fail(item.error());
    }
    const auto is_damaged = [](const Item& item) { return item.state == ItemState::damaged; };
    for (Item& item : items)
        if (auto may = change_one(item); !may) return may;
    if (std::ranges::any_of(items, is_damaged))
        if (auto ready = folders_.prepare_removal(); !ready) return ready;
    for (const Item& item : items)
        if (auto done = is_damaged(item) ? forget(item, *change) : change->write(item); !done) return done;
    return {};
}

Result<void> Queue::put_aside(const std::vector<int>& numbers, ItemState state, IfRunning running) {
    std::vector<ProcessIdentity> to_stop;
    const auto one = [&](Item& item) -> Result<void> {
        if (item.state == state) return {};
        if (item.state == ItemState::damaged) {
            if (!item.is_locked) return {};
            return fail(fmt::format("item {} is damaged, and its process still runs", item.number),
                        "wait for its end, or stop all that run: lathectl queue stop");
        }
        if (item.state == ItemState::running) {
            if (running == IfRunning::refuse) return fail(is_running(item));
            if (item.process) to_stop.push_back(*item.process);
        }
        if (state == ItemState::held && !item.is_pending() && !item.is_begun())
            return fail(about(item, fmt::format("is {}", name_of(item.state)), "only what waits can be held"));
        // What is restored later waits; it does not run by itself.
        item.before_removal = item.is_begun() ? ItemState::waiting : item.state;
        item.state = state;
        return {};
    };
    auto done = change_all(numbers, one, state == ItemState::removed ? IfDamaged::include : IfDamaged::refuse);
    // Written before: the process finds it so when it stops, or before it begins.
    if (done)
        for (const auto& process : to_stop) send_signal(process, SIGTERM);
    return done;
}

Result<void> Queue::hold(const std::vector<int>& numbers, IfRunning running) {
    return put_aside(numbers, ItemState::held, running);
}

Result<void> Queue::remove(const std::vector<int>& numbers, IfRunning running) {
    return put_aside(numbers, ItemState::removed, running);
}

Result<void> Queue::release(const std::vector<int>& numbers) {
    return change_all(numbers, [](Item& item) -> Result<void> {
        if (item.state == ItemState::waiting) return {};
        if (item.state != ItemState::held && item.state != ItemState::failed)
            return fail(about(item, fmt::format("is {}", name_of(item.state)), "only what is held or failed can be"));
        item.state = ItemState::waiting;
        item.attempts = 0;
        item.message.clear();
        item.exit_code.reset();
        return {};
    });
}

Result<void> Queue::restore(const std::vector<int>& numbers) {
    return change_all(numbers, [](Item& item) -> Result<void> {
        if (item.state == ItemState::removed) item.state = item.before_removal;
        return {};
    });
}

Result<void> Queue::forget(const Item& item, Change& change) const {
    // First out of sight, as deleting a folder takes several steps.
    const fs::path hidden = folders_.hidden(item.number);
    if (auto renamed = change.rename(item.folder, hidden); !renamed) return renamed;
    std::error_code code;
    fs::remove_all(hidden, code);
    return {};
}

Result<std::vector<int>> Queue::clear() {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    const auto items = list();
    if (!items) return fail(items.error());
    if (auto ready = folders_.prepare_removal(); !ready) return fail(ready.error());
    std::vector<int> cleared;
    for (const Item& item : *items) {
        if (!item.is_over() && item.state != ItemState::removed) continue;
        if (item.is_locked) continue;  // it is about to end
        if (auto forgotten = forget(item, *change); !forgotten) return fail(forgotten.error());
        cleared.push_back(item.number);
    }
    std::ranges::sort(cleared);
    return cleared;
}

Result<Next> Queue::take(int at_once) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    auto listed = list();
    if (!listed) return fail(listed.error());
    std::vector<Item> items = std::move(*listed);
    for (Item& item : items) {
        if (item.state != ItemState::interrupted) continue;
        const auto end = end_of_study(item);
        if (!end) continue;
        take_up(item, *end);
        if (auto written = change->write(item); !written) return fail(written.error());
    }
    const auto running = std::ranges::count_if(items, is_being_run);
    std::ranges::sort(items, [](const Item& a, const Item& b) { return comes_before(a, b); });
    Next next;
    next.must_wait = running > 0;  // what another runs may come back to the queue
    for (Item& item : items) {
        if (item.state != ItemState::waiting && item.state != ItemState::interrupted) continue;
        if (running < at_once) {
            auto taken = try_to_take(item, *change);
            if (!taken) return fail(taken.error());
            next.taken = std::move(*taken);
        }
        if (next.taken) break;
        next.must_wait = next.must_wait || !item.is_over();
    }
    return next;
}

// nullopt: not now, or, when it has failed, not at all.
Result<std::optional<TakenItem>> Queue::try_to_take(Item& item, Change& change) {
    auto lock = FileLock::try_take(item.lock_file());
    if (!lock) return fail(lock.error());
    if (!*lock) return std::optional<TakenItem>();  // its last process is about to end
    if (!item.study.empty() && store::is_locked(item.study_folder())) return std::optional<TakenItem>();
    std::string misfortune;  // of its own, which those behind it do not share
    if (item.attempts >= most_attempts)
        misfortune =
            fmt::format("was begun {} times, and each time its process or the machine went down", item.attempts);
    if (misfortune.empty() && item.study.empty()) {
        auto name = store::Workspace(item.workspace).reserve_study(item.name);
        if (name) item.study = std::move(*name);
        else misfortune = name.error().str();
    }
    if (!misfortune.empty()) {
        take_up(item, {ItemState::failed, std::nullopt, misfortune});
        if (auto written = change.write(item); !written) return fail(written.error());
        return std::optional<TakenItem>();
    }
    item.state = ItemState::running;
    item.started = now();
    item.ended.reset();
    item.process.reset();
    ++item.attempts;
    if (auto written = change.write(item); !written) return fail(written.error());
    item.is_locked = true;
    return std::optional(TakenItem{item, std::move(**lock)});
}

Result<bool> Queue::begin(int number, const ProcessIdentity& process) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    auto item = find(number);
    if (!item) return fail(item.error());
    if (item->state != ItemState::running) return false;
    item->process = process;
    if (auto written = change->write(*item); !written) return fail(written.error());
    return true;
}

Result<void> Queue::end(int number, const ItemEnd& end) {
    return change_all({number}, [&](Item& item) -> Result<void> {
        take_up(item, end);
        return {};
    });
}

Result<void> Queue::add_to_message(int number, const std::string& sentence) {
    return change_all({number}, [&](Item& item) -> Result<void> {
        item.message += (item.message.empty() ? "" : "; ") + sentence;
        return {};
    });
}

Result<Item> Queue::settle(int number, const ItemEnd& otherwise) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    auto item = find(number);
    if (!item) return damaged_item(folders_.of(number), item.error());
    if (item->state != ItemState::running) return item;
    take_up(*item, end_of_study(*item).value_or(otherwise));
    if (auto written = change->write(*item); !written) return fail(written.error());
    return item;
}

}  // namespace lathe::queue
