// SPDX-License-Identifier: GPL-3.0-or-later
// How the queue of another machine stands: what a client asks, and what a server answers.
//
//   queue {mark}      {mark, standing?}: as `lathectl queue list --json` has it, unless the client has it already
//
// Its items are changed by commands (remote_commands.h).
#pragma once

#include <optional>
#include <string>

#include "core/queue/standing.h"
#include "core/remote/host.h"
#include "core/remote/request.h"

namespace lathe::remote {

// Adds the handlers by which a server answers requests about the queue of its machine and person.
void add_queue_requests(Handlers& handlers);

// How the queue of another machine stands.
struct QueueThere {
    std::string mark;                         // changes with it
    std::optional<queue::Standing> standing;  // nullopt: it has not changed
};
// Asks how the queue of another machine stands, if it is not as `mark` says any more ("": it is not known yet). The
// error: the connection, or an answer that makes no sense. One thread at a time.
Result<QueueThere> queue_of(Host& host, const std::string& mark);

}  // namespace lathe::remote
