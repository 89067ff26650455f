// SPDX-License-Identifier: GPL-3.0-or-later
// The experiments that run one after another on this machine, in a folder that outlives every process and restart.
//
// Each change is made under the lock of the whole queue and is one file replaced; a crash leaves it made or not made.
// Any number of processes; any thread, as nothing is kept in memory.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/file_lock.h"
#include "core/queue/item.h"
#include "core/queue/item_changes.h"
#include "core/queue/item_folders.h"
#include "core/queue/queue_change.h"
#include "core/search/experiment.h"

namespace lathe::queue {

// $LATHE_QUEUE, or lathe/queue/HOST in the person's state folder: a queue belongs to one machine.
std::filesystem::path default_queue_folder();

// Where a move puts an item among those that have not begun.
struct Place {
    // What the place is relative to.
    enum class Kind : std::uint8_t { first, last, before, after, number };
    Kind kind = Kind::last;
    int value = 0;  // of before and after the item's number; of number the place, from 1
};

// What a move came to.
struct Moved {
    // Of the item: that of its new neighbours where its own does not fit between them.
    int old_priority = 0;
    int priority = 0;
    bool changed = false;  // false: it stood there already
    int place = 0;         // among those that wait for their turn, from 1; 0: it does not, as its process still ends
    int places = 0;        // so many wait
};

// An item that this process may run: nobody else can while the lock is held.
struct TakenItem {
    Item item;
    FileLock lock;
};

// What take() found.
struct Next {
    std::optional<TakenItem> taken;
    bool must_wait = false;  // something is being run, or is to be run later
};

// The queue in one folder. Value type.
class Queue {
  public:
    // Neither reads nor makes anything yet.
    explicit Queue(const std::filesystem::path& folder) : folder_(folder), folders_(folder) {}
    // The folder of the queue, which need not be there yet.
    const std::filesystem::path& folder() const { return folder_; }
    // The file that is written at each change: what a watcher looks at.
    std::filesystem::path lock_file() const { return folder_ / "queue.lock"; }

    // Whether the queue can be used. The error: something stands in the way of its folder. That there is none yet is no
    // error.
    Result<void> check() const { return folders_.check(); }
    // All items: those that were begun, those that are to run in their order, those that are over, those that are
    // damaged, those that were removed.
    Result<std::vector<Item>> list() const;
    // The item with this number. The error: there is none, or it is damaged.
    Result<Item> find(int number) const;

    // Adds an experiment behind all others of its priority; gives the number of its item. What is added is what will
    // run, whatever becomes of its files.
    Result<int> add(const search::Experiment& experiment, const std::filesystem::path& workspace, int priority = 0);
    // Gives an item another place. The error: there is no such item, it is being run, was interrupted or is over, or
    // `place` names an item that does not wait.
    Result<Moved> move(int number, const Place& place);
    // What became of one item: how it is now; `changed`: what was asked for was not so already.
    struct Changed {
        Item item;
        bool changed = false;
    };
    // hold(), remove(), release() and restore() change all of the items or, where one of them cannot be changed, none.
    // What is stopped takes its slot until its process has ended.
    using Changes = std::vector<Changed>;
    // What to do with an item that is being run.
    using IfRunning = queue::IfRunning;
    // Holds items: those that wait keep their places and do not begin until they are released. The error: one of them
    // is over, was removed or is damaged, or it is being run and `running` refuses.
    Result<Changes> hold(const std::vector<int>& numbers, IfRunning running = IfRunning::refuse);
    // Removes items, which restore() brings back; damaged ones are deleted, and cannot be restored.
    Result<Changes> remove(const std::vector<int>& numbers, IfRunning running = IfRunning::refuse);
    // Lets items that are held wait for their turn again, and those that failed as well: their studies go on. The
    // error: one of them is neither.
    Result<Changes> release(const std::vector<int>& numbers);
    // Brings removed items back as they were before.
    Result<Changes> restore(const std::vector<int>& numbers);

    // Deletes the items that are over or removed; their studies stay. Gives their numbers.
    Result<std::vector<int>> clear();

    // Takes the next item to run, unless `at_once` of them are being run, by whomever. It counts as running from now
    // on, and has a name for its study. Settles what crashed: a study that is finished is not run again, another goes
    // on.
    Result<Next> take(int at_once);
    // Says that `process`, which was started for a taken item and calls this, runs it now. False: the item was removed,
    // held or stopped meanwhile.
    Result<bool> begin(int number, const ProcessIdentity& process);
    // Stops those of these items that are running: they go on later at their places. A process is asked once, as a
    // second signal would end it without its checkpoint. Gives those that are stopping now; `changed`: they were not
    // before. The error: they could not be asked.
    Result<Changes> ask_to_stop(const std::vector<int>& numbers);
    // Has those who watch the queue look again: for changes that no file of it tells, such as a lock that was let go.
    void tell_watchers() const;

    // Writes how a taken item ended; whoever holds its lock calls it. One that was removed meanwhile stays removed, and
    // one that was held stays held unless it came to its end.
    Result<void> end(int number, const ItemEnd& end);
    // Adds a sentence to the message of an item that has ended.
    Result<void> add_to_message(int number, const std::string& sentence);
    // Writes how an item ended whose process ended without a word: by what its study says, else `otherwise`. Gives the
    // item as it is now; one that cannot be read any more is damaged. The error: the queue cannot be changed.
    Result<Item> settle(int number, const ItemEnd& otherwise);

  private:
    enum class IfDamaged : std::uint8_t { refuse, include };
    // Whether it changes the item; the error: none is changed.
    using ChangeOne = std::function<Result<bool>(Item& item)>;

    Result<QueueChange> begin_change() const;
    // Under the lock of the queue; one that is damaged, and included, is deleted unless it is refused.
    Result<Changes> change_all(const std::vector<int>& numbers, const ChangeOne& change_one,
                               IfDamaged damaged = IfDamaged::refuse);
    Result<Changes> put_aside(const std::vector<int>& numbers, ItemState state, IfRunning running);
    Result<void> forget(const Item& item, QueueChange& change) const;
    static Result<std::optional<TakenItem>> try_to_take(Item& item, QueueChange& change);

    std::filesystem::path folder_;
    ItemFolders folders_;
};

}  // namespace lathe::queue
