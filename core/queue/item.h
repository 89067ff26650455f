// SPDX-License-Identifier: GPL-3.0-or-later
// One experiment of the queue: a folder that holds experiment.yaml (what will run, frozen when it was added), source/
// (the files as the person had them), item.json (what became of it), log.txt and a lock, which is held as long as
// somebody runs it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/queue/process_identity.h"
#include "core/queue/rank.h"
#include "core/search/purpose.h"

namespace lathe::queue {

// How far an item has come.
enum class ItemState : std::uint8_t {
    waiting,
    held,
    running,
    interrupted,  // it was being run, and who ran it is gone: a crash, or the machine was restarted. Running in its
                  // file
    done,
    failed,
    removed,
    damaged  // its file cannot be read, and `message` says why; no more is known than its number
};
// The word for it in item.json and in listings: "waiting", "held", ...
std::string_view name_of(ItemState state);

// An item as its file says, with what was seen when that was read. Value type.
struct Item {
    std::filesystem::path folder;  // its name is the item's number
    int number = 0;
    ItemState state = ItemState::waiting;
    Rank rank;
    std::string name;  // of the experiment
    search::Purpose purpose = search::Purpose::trial;
    std::optional<int> trials = 1;    // that it was added with; nullopt: no limit
    std::string source;               // the file that it was added from, absolute
    std::filesystem::path workspace;  // absolute
    std::string study;                // name of its study's folder in the workspace; "": not chosen yet
    std::optional<Time> added;
    std::optional<Time> started;  // last
    std::optional<Time> ended;
    int attempts = 0;                        // begun, and neither ended nor stopped in order
    std::optional<int> exit_code;            // of the last time
    std::string message;                     // why it failed, or what came to its end
    std::optional<ProcessIdentity> process;  // that ran it last
    ItemState before_removal = ItemState::waiting;
    bool stop_asked = false;  // of the process that ran it last

    // Not in the file: what is seen when it is read.
    bool is_locked = false;    // somebody runs it, or is about to end with it
    bool is_stopping = false;  // a stop was asked for, and its process still lives. Its state is what it will be then;
                               // one that goes on later may be running still

    // Below the workspace; empty as long as the study has no name.
    std::filesystem::path study_folder() const { return study.empty() ? std::filesystem::path() : workspace / study; }
    // The file whose lock is held as long as somebody runs the item.
    std::filesystem::path lock_file() const { return folder / "lock"; }
    // The file that gets what the process that runs the item prints.
    std::filesystem::path log_file() const { return folder / "log.txt"; }
    // Whether it has a place among those that are still to run.
    bool is_pending() const { return state == ItemState::waiting || state == ItemState::held; }
    // Whether it has come to its end, with or without success. Not so of what was removed.
    bool is_over() const { return state == ItemState::done || state == ItemState::failed; }
    // Whether it was begun, and has not come to its end.
    bool is_begun() const { return state == ItemState::running || state == ItemState::interrupted; }
    // Whether it waits for its turn, and nothing of it lives.
    bool has_place() const { return is_pending() && !is_stopping; }
    // Whether it is one of those that are run at once: its process lives, whatever a person has said of it since, and
    // its study has not come to its end.
    bool takes_a_slot() const;
};

// Whether it is still to come to its end. Between two looks an item may begin and end, or be interrupted and go on.
constexpr bool is_unfinished(ItemState state) {
    return state == ItemState::waiting || state == ItemState::held || state == ItemState::running ||
           state == ItemState::interrupted;
}

// How an item ended that was being run.
struct ItemEnd {
    ItemState state = ItemState::done;  // waiting: it was stopped, and goes on later at its place
    std::optional<int> exit_code;
    std::string message;
};

// Whether the queue runs a before b. A running one keeps its place, in case it comes back to it.
bool comes_before(const Item& a, const Item& b);

// Reads item.json, and looks whether somebody holds the item's lock. The error names the file and says what to do.
Result<Item> read_item(const std::filesystem::path& folder);
// The item that a listing shows in the place of one that cannot be read.
Item damaged_item(const std::filesystem::path& folder, const Error& why);
// Writes item.json of the item's folder; it is safe on the disk when this returns.
Result<void> write_item(const Item& item);

// The number that a folder's name says; nullopt: it is no item's.
std::optional<int> item_number(const std::filesystem::path& folder);
// The name of an item's folder: its number in at least four digits, "0007".
std::string item_folder_name(int number);

}  // namespace lathe::queue
