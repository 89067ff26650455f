// SPDX-License-Identifier: GPL-3.0-or-later
// How the queue stands at a moment: what a terminal or a window shows of it.
#pragma once

#include <string>
#include <vector>

#include "core/queue/queue.h"
#include "core/queue/runners.h"
#include "core/queue/study_progress.h"

namespace lathe::queue {

// Why an item is not being run.
enum class Reason : std::uint8_t {
    none,         // it is, it is being stopped, or it is over
    held,         // by a person
    no_runner,    // nobody runs the queue
    behind,       // others come first
    next,         // it is the next to begin
    interrupted,  // its process or the machine went down; it goes on when the queue is run
    study_in_use  // another process runs its study
};

// One item as a listing shows it.
struct ItemStanding {
    Item item;
    int place = 0;  // among those that are to run, from 1; 0: not among them
    StudyProgress progress;
    Reason reason = Reason::none;
    int before = 0;          // behind: so many run or come first
    std::string study_user;  // study_in_use: "process 42 on HOST"
};

// Whether a listing shows the item's message beside the reason: that of its end, and while it waits that of its last
// stop.
bool shows_message(const ItemStanding& one);

// The state that an item which is being stopped comes to: waiting, held or removed.
ItemState state_after_stop(const Item& item);

// All items in the order of a listing, and who runs them.
struct Standing {
    std::vector<ItemStanding> items;  // without removed ones, but for those whose process still lives
    std::vector<RunnerInfo> runners;
};

// How the queue stands now. Reads the journals of all studies that were begun: not for a thread that draws. The error:
// the queue cannot be read.
Result<Standing> read_standing(const Queue& queue);

// {items: [...], runners: [{process, at_once, stays}]}, for `lathectl queue list --json` and for other machines.
Json to_json(const Standing& standing);
// Reads what to_json() wrote on another machine, which may say anything: sizes are bounded, and nothing in its texts
// steers a terminal. What only that machine can use (folders of items, ranks) stays empty.
Result<Standing> standing_from_json(const Json& json);

}  // namespace lathe::queue
