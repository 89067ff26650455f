#include "core/queue/queue.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/host.h"
#include "core/base/numbers.h"
#include "core/base/temporary_folder.h"
#include "core/queue/frozen_experiment.h"
#include "core/queue/queue_order.h"
#include "core/queue/study_end.h"
#include "core/store/study_lock.h"
#include "core/store/workspace.h"

namespace lathe::queue {

namespace {

constexpr const char* new_prefix = ".new-";  // of hidden folders in which items are made
// An experiment that takes the machine down with it must not do so for ever.
constexpr int most_attempts = 5;

Error about(const Item& item, std::string what, std::string hint) {
    return Error{fmt::format("item {} ({}) {}", item.number, item.name, what), std::move(hint)};
}

Error is_running(const Item& item) {
    return about(item, "is running", "wait for its end, or stop it: --stop");
}

// The highest number that was ever given.
int highest_number(const fs::path& queue, const std::vector<fs::path>& items) {
    int highest = 0;
    if (const auto text = read_file(queue / "last")) highest = parse_number<int>(*text).value_or(0);
    for (const auto& item : items) highest = std::max(highest, item_number(item).value_or(0));
    return highest;
}

std::vector<fs::path> item_folders(const fs::path& items) {
    std::vector<fs::path> folders;
    std::error_code code;
    for (fs::directory_iterator it(items, code), end; !code && it != end; it.increment(code))
        if (item_number(it->path())) folders.push_back(it->path());
    return folders;
}

// What a process that crashed has left of items that never were. Under the queue's lock nobody is making one.
void remove_abandoned(const fs::path& items) {
    std::vector<fs::path> abandoned;
    std::error_code code;
    for (fs::directory_iterator it(items, code), end; !code && it != end; it.increment(code))
        if (it->path().filename().string().starts_with(new_prefix)) abandoned.push_back(it->path());
    for (const auto& folder : abandoned) fs::remove_all(folder, code);
}

// What was removed stays so, and what a person has held or released meanwhile, unless it came to its end.
void take_up(Item& item, const ItemEnd& end) {
    item.exit_code = end.exit_code;
    item.message = end.message;
    item.attempts = 0;
    if (end.state != ItemState::waiting) item.ended = now();
    if (item.state == ItemState::removed) item.before_removal = end.state;
    else if (item.state == ItemState::running || end.state != ItemState::waiting) item.state = end.state;
}

}  // namespace

// Holds the queue's lock, and tells those who watch it when it is let go.
class Queue::Change {
  public:
    static Result<Change> begin(const Queue& queue) {
        if (auto made = make_folders(queue.items_folder()); !made) return fail(made.error());
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

Listing Queue::list() const {
    Listing listing;
    for (const auto& folder : item_folders(items_folder())) {
        auto item = read_item(folder);
        std::error_code code;
        if (item) listing.items.push_back(std::move(*item));
        else if (fs::exists(folder, code)) listing.warnings.push_back(item.error().str());
    }
    sort_for_listing(listing.items);
    return listing;
}

Result<Item> Queue::find(int number) const {
    std::error_code code;
    if (!fs::exists(folder_of(number), code))
        return fail(fmt::format("there is no item {} in the queue", number), "`lathectl queue list` shows them");
    return read_item(folder_of(number));
}

Result<std::vector<Item>> Queue::find_all(const std::vector<int>& numbers) const {
    std::vector<Item> items;
    for (const int number : numbers) {
        auto item = find(number);
        if (!item) return fail(item.error());
        items.push_back(std::move(*item));
    }
    return items;
}

Result<int> Queue::add(const search::Experiment& experiment, const fs::path& workspace, int priority) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    remove_abandoned(items_folder());
    std::error_code code;
    Item item;
    item.name = experiment.name;
    item.purpose = experiment.purpose;
    if (item.purpose == search::Purpose::search) item.trials = experiment.search.max_trials;
    if (!experiment.source.empty()) item.source = fs::absolute(experiment.source, code).lexically_normal().string();
    item.workspace = fs::absolute(workspace, code).lexically_normal();
    item.rank = rank_at_end(list().items, priority);
    item.added = now();
    auto hidden = TemporaryFolder::make_in(items_folder(), new_prefix);
    if (!hidden) return fail(hidden.error());
    item.folder = hidden->path();
    const int number = highest_number(folder_, item_folders(items_folder())) + 1;
    const auto made = freeze(experiment, hidden->path()).and_then([&] { return write_item(item); }).and_then([&] {
        return change->rename(hidden->path(), folder_of(number));
    });
    if (!made) return fail(made.error());
    hidden->keep();
    return number;
}

Result<void> Queue::move(int number, const Place& place) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    const auto item = find(number);
    if (!item) return fail(item.error());
    if (item->state == ItemState::running) return fail(is_running(*item));
    if (!item->is_pending()) return fail(about(*item, fmt::format("is {}", name_of(item->state)), "it has no place"));
    if (place.kind == Place::Kind::before || place.kind == Place::Kind::after) {
        if (place.value == number) return {};
        const auto other = find(place.value);
        if (!other) return fail(other.error());
        if (!other->is_pending() && other->state != ItemState::running)
            return fail(about(*other, fmt::format("is {}", name_of(other->state)), "name one that waits"));
    }
    for (const Item& moved : ranks_after_move(list().items, *item, place))
        if (auto written = change->write(moved); !written) return written;
    return {};
}

Result<void> Queue::change_all(const std::vector<int>& numbers, const std::function<Result<void>(Item&)>& change_one) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    auto items = find_all(numbers);
    if (!items) return fail(items.error());
    for (Item& item : *items)
        if (auto may = change_one(item); !may) return may;
    for (const Item& item : *items)
        if (auto written = change->write(item); !written) return written;
    return {};
}

Result<void> Queue::put_aside(const std::vector<int>& numbers, ItemState state, IfRunning running) {
    std::vector<ProcessIdentity> to_stop;
    const auto one = [&](Item& item) -> Result<void> {
        if (item.state == state) return {};
        if (item.state == ItemState::running && item.is_locked) {
            if (running == IfRunning::refuse) return fail(is_running(item));
            if (item.process) to_stop.push_back(*item.process);
        }
        if (state == ItemState::held && !item.is_pending() && item.state != ItemState::running)
            return fail(about(item, fmt::format("is {}", name_of(item.state)), "only what waits can be held"));
        // What is restored later waits; it does not run by itself.
        item.before_removal = item.state == ItemState::running ? ItemState::waiting : item.state;
        item.state = state;
        return {};
    };
    auto done = change_all(numbers, one);
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

Result<std::vector<int>> Queue::clear() {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    remove_abandoned(items_folder());
    std::vector<int> cleared;
    // A number that was given once is not given again, so that it never means another item than a person saw.
    const int highest = highest_number(folder_, item_folders(items_folder()));
    if (auto kept = write_file_atomically(folder_ / "last", std::to_string(highest)); !kept) return fail(kept.error());
    for (const Item& item : list().items) {
        if (!item.is_over() && item.state != ItemState::removed) continue;
        if (item.is_locked) continue;  // it is about to end
        std::error_code code;
        // First out of sight, as deleting a folder takes several steps.
        const fs::path hidden = items_folder() / (new_prefix + item_folder_name(item.number));
        if (auto renamed = change->rename(item.folder, hidden); !renamed) return fail(renamed.error());
        fs::remove_all(hidden, code);
        cleared.push_back(item.number);
    }
    std::ranges::sort(cleared);
    return cleared;
}

Result<Next> Queue::take(int at_once) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    std::vector<Item> items = list().items;
    for (Item& item : items) {
        if (!item.is_orphan()) continue;
        const auto end = end_of_study(item);
        if (!end) continue;
        take_up(item, *end);
        if (auto written = change->write(item); !written) return fail(written.error());
    }
    const auto is_run = [](const Item& item) { return item.state == ItemState::running && item.is_locked; };
    const auto running = std::ranges::count_if(items, is_run);
    std::ranges::sort(items, [](const Item& a, const Item& b) { return comes_before(a, b); });
    Next next;
    next.must_wait = running > 0;  // what another runs may come back to the queue
    for (Item& item : items) {
        if (item.state != ItemState::waiting && !item.is_orphan()) continue;
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

Result<Item> Queue::settle(int number, const ItemEnd& otherwise) {
    auto change = Change::begin(*this);
    if (!change) return fail(change.error());
    auto item = find(number);
    if (!item || item->state != ItemState::running) return item;
    take_up(*item, end_of_study(*item).value_or(otherwise));
    if (auto written = change->write(*item); !written) return fail(written.error());
    return item;
}

}  // namespace lathe::queue
