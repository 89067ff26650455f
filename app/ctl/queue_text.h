// SPDX-License-Identifier: GPL-3.0-or-later
// What `lathectl queue` says of items: why one waits, what became of it, what a command did to it.
#pragma once

#include <string>

#include "core/queue/queue.h"
#include "core/queue/standing.h"

namespace lathe::ctl {

std::string state_text(const queue::Item& item);  // "stopping", "waiting", ...
// "item 3 (fashion)", without control characters; the name where it is known.
std::string item_text(const queue::Item& item);
// The last column of a listing: why it waits, who runs it, how it ended, what to do.
std::string note_text(const queue::ItemStanding& one);
// The line of a runner, after a start, a stop and an end.
std::string event_text(const queue::Item& item);
// What a move came to; "": what was asked for, and no more.
std::string moved_text(int number, const queue::Place& place, const queue::Moved& moved);
// What is being stopped, "stops at the next batch", and what becomes of it then.
std::string stopping_text(const queue::Item& item, const std::string& when);

}  // namespace lathe::ctl
