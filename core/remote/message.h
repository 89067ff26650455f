// SPDX-License-Identifier: GPL-3.0-or-later
// The messages between a client and the server of a workspace (server.h), and how errors travel.
//
//   client  {"id": 0, "do": "hello", "protocol": 2, "workspace": "lathe-runs"}
//   server  {"id": 0, "ok": {"protocol": 2, "version": "0.1.0", "host": "gpu1", "workspace": "/home/me/lathe-runs",
//                           "cleared"?: {"jobs": 3, "uploads": 1, "bytes": 5000}}}
//   client  {"id": 1, "do": "read", "study": "net-20261130-101500", "file": "study.jsonl", "from": 0}
//   server  {"id": 1, "ok": {"from": 0, "size": 5120, "bytes": "<base64>"}}   or
//           {"id": 1, "error": {"what": "...", "hint": "...", "file": "...", "key": "...", "kind": "..."}}
//
// A request is answered once, and each may be asked again on another connection: none does a second time what it has
// done. What a side does not know in a message it passes over.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/error.h"
#include "core/base/json.h"

namespace lathe::remote {

inline constexpr int protocol_version = 2;

// What the server writes before anything else, so that a client finds it behind what a login shell may print, also on
// the same line.
Json greeting();
// Whether a message that came is the one that greeting() gives.
bool is_greeting(const Json& message);

// {id, ok}: the message that answers the request with this number.
Json answer(std::int64_t id, Json result);
// {id, error}: the same for a request that failed.
Json refusal(std::int64_t id, const Error& error);

// Reads an answer: what it holds, or the error that the other side gave. Its texts are cut to a bound, and nothing in
// them steers a terminal. An answer of another form is an error of the kind connection_lost.
Result<Json> result_of(const Json& answer, std::int64_t id);

// A text that another machine sent, cut to the same bound and without what steers a terminal.
std::string harmless(std::string_view text);

}  // namespace lathe::remote
