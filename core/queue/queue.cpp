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
#include "core/queue/frozen_experiment.h"
#include "core/queue/item_changes.h"
#include "core/queue/queue_order.h"
#include "core/queue/study_end.h"
#include "core/store/study_lock.h"
#include "core/store/workspace.h"

namespace lathe::queue {

namespace {

// An experiment that takes the machine down with it must not do so for ever.
constexpr int most_attempts = 5;

Result<void> outcome_of(const Result<Queue::Changes>& changes) {
    if (changes) return {};
    return fail(changes.error());
}

}  // namespace

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

Result<QueueChange> Queue::begin_change() const {
    if (auto usable = folders_.check(); !usable) return fail(usable.error());
    if (auto made = make_folders(folders_.parent()); !made) return fail(made.error());
    return QueueChange::begin(lock_file());
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
    auto change = begin_change();
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

Result<Moved> Queue::move(int number, const Place& place) {
    auto change = begin_change();
    if (!change) return fail(change.error());
    const auto item = find(number);
    if (!item) return fail(item.error());
    if (const auto fine = check_can_move(*item); !fine) return fail(fine.error());
    if (place.kind == Place::Kind::before || place.kind == Place::Kind::after) {
        if (place.value == number)
            return fail(error_about(*item, "cannot come before or after itself", "name another item that waits"));
        const auto other = find(place.value);
        if (!other) return fail(other.error());
        if (const auto fine = check_can_be_neighbour(*other); !fine) return fail(fine.error());
    }
    auto items = list();
    if (!items) return fail(items.error());
    const std::vector<Item> moved = ranks_after_move(*items, *item, place);
    Moved done{item->rank.priority, item->rank.priority};
    const auto order = numbers_in_order(*items);
    for (const Item& one : moved) {
        std::ranges::find(*items, one.number, &Item::number)->rank = one.rank;
        if (one.number == number) done.priority = one.rank.priority;
    }
    const auto places = numbers_with_place(*items);
    const auto found = std::ranges::find(places, number);
    if (found != places.end()) done.place = static_cast<int>(found - places.begin()) + 1;
    done.places = static_cast<int>(places.size());
    done.changed = done.priority != done.old_priority || numbers_in_order(*items) != order;
    for (const Item& one : moved)
        if (done.changed)
            if (auto written = change->write(one); !written) return fail(written.error());
    return done;
}

Result<Queue::Changes> Queue::change_all(const std::vector<int>& numbers, const ChangeOne& change_one,
                                         IfDamaged damaged) {
    auto change = begin_change();
    if (!change) return fail(change.error());
    Changes changes;
    for (const int number : std::set(numbers.begin(), numbers.end())) {
        auto item = find(number);
        std::error_code code;
        if (item) changes.push_back({std::move(*item)});
        else if (damaged == IfDamaged::include && fs::exists(folders_.of(number), code))
            changes.push_back({damaged_item(folders_.of(number), item.error())});
        else return fail(item.error());
    }
    for (auto& [item, changed] : changes) {
        const auto done = change_one(item);
        if (!done) return fail(done.error());
        changed = *done;
    }
    const auto is_damaged = [](const Changed& one) { return one.item.state == ItemState::damaged; };
    if (std::ranges::any_of(changes, is_damaged))
        if (auto ready = folders_.prepare_removal(); !ready) return fail(ready.error());
    for (const Changed& one : changes) {
        if (!one.changed) continue;
        const auto done = is_damaged(one) ? forget(one.item, *change) : change->write(one.item);
        if (!done) return fail(done.error());
    }
    return changes;
}

Result<Queue::Changes> Queue::put_aside(const std::vector<int>& numbers, ItemState state, IfRunning running) {
    std::vector<ProcessIdentity> to_stop;
    const auto one = [&](Item& item) -> Result<bool> {
        const auto process = is_running_on(item) ? item.process : std::nullopt;
        const auto changed = put_item_aside(item, state, running);
        if (changed && process) to_stop.push_back(*process);
        return changed;
    };
    auto done = change_all(numbers, one, state == ItemState::removed ? IfDamaged::include : IfDamaged::refuse);
    // Written before: the process finds it so when it stops, or before it begins.
    if (done)
        for (const auto& process : to_stop) send_signal(process, SIGTERM);
    return done;
}

Result<Queue::Changes> Queue::hold(const std::vector<int>& numbers, IfRunning running) {
    return put_aside(numbers, ItemState::held, running);
}

Result<Queue::Changes> Queue::remove(const std::vector<int>& numbers, IfRunning running) {
    return put_aside(numbers, ItemState::removed, running);
}

Result<Queue::Changes> Queue::release(const std::vector<int>& numbers) {
    return change_all(numbers, release_item);
}

Result<Queue::Changes> Queue::restore(const std::vector<int>& numbers) {
    return change_all(numbers, restore_item);
}

Result<void> Queue::forget(const Item& item, QueueChange& change) const {
    // First out of sight, as deleting a folder takes several steps.
    const fs::path hidden = folders_.hidden(item.number);
    if (auto renamed = change.rename(item.folder, hidden); !renamed) return renamed;
    std::error_code code;
    fs::remove_all(hidden, code);
    return {};
}

Result<std::vector<int>> Queue::clear() {
    auto change = begin_change();
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
    auto change = begin_change();
    if (!change) return fail(change.error());
    auto listed = list();
    if (!listed) return fail(listed.error());
    std::vector<Item> items = std::move(*listed);
    for (Item& item : items) {
        if (item.state != ItemState::interrupted) continue;
        const auto end = end_of_study(item);
        if (!end) continue;
        end_item(item, *end);
        if (auto written = change->write(item); !written) return fail(written.error());
    }
    const auto running = std::ranges::count_if(items, &Item::takes_a_slot);
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
Result<std::optional<TakenItem>> Queue::try_to_take(Item& item, QueueChange& change) {
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
        end_item(item, {ItemState::failed, std::nullopt, misfortune});
        if (auto written = change.write(item); !written) return fail(written.error());
        return std::optional<TakenItem>();
    }
    item.state = ItemState::running;
    item.started = now();
    item.ended.reset();
    item.process.reset();
    item.stop_asked = false;
    ++item.attempts;
    if (auto written = change.write(item); !written) return fail(written.error());
    item.is_locked = true;
    return std::optional(TakenItem{item, std::move(**lock)});
}

Result<bool> Queue::begin(int number, const ProcessIdentity& process) {
    auto change = begin_change();
    if (!change) return fail(change.error());
    auto item = find(number);
    if (!item) return fail(item.error());
    if (!is_running_on(*item)) return false;
    item->process = process;
    if (auto written = change->write(*item); !written) return fail(written.error());
    return true;
}

Result<Queue::Changes> Queue::ask_to_stop(const std::vector<int>& numbers) {
    auto change = begin_change();
    if (!change) return fail(change.error());
    Changes asked;
    for (const int number : numbers) {
        auto item = find(number);
        if (!item || !item->is_locked || !(is_running_on(*item) || item->is_stopping)) continue;
        const bool is_new = !std::exchange(item->stop_asked, true);
        if (is_new) {
            const auto written = change->write(*item);
            // On a full disk it stops all the same.
            if (item->process) send_signal(*item->process, SIGTERM);
            else if (!written) return fail(written.error());
        }
        item->is_stopping = true;
        asked.push_back({std::move(*item), is_new});
    }
    return asked;
}

void Queue::tell_watchers() const {
    if (auto change = begin_change()) change->tell_watchers();
}

Result<void> Queue::end(int number, const ItemEnd& end) {
    return outcome_of(change_all({number}, [&](Item& item) -> Result<bool> {
        end_item(item, end);
        return true;
    }));
}

Result<void> Queue::add_to_message(int number, const std::string& sentence) {
    return outcome_of(change_all({number}, [&](Item& item) -> Result<bool> {
        item.message += (item.message.empty() ? "" : "; ") + sentence;
        return true;
    }));
}

Result<Item> Queue::settle(int number, const ItemEnd& otherwise) {
    auto change = begin_change();
    if (!change) return fail(change.error());
    auto item = find(number);
    if (!item) return damaged_item(folders_.of(number), item.error());
    if (item->state != ItemState::running) return item;
    const ItemEnd stopped{ItemState::waiting, std::nullopt, {}};
    end_item(*item, end_of_study(*item).value_or(item->stop_asked ? stopped : otherwise));
    if (auto written = change->write(*item); !written) return fail(written.error());
    return item;
}

}  // namespace lathe::queue
