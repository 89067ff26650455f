// SPDX-License-Identifier: GPL-3.0-or-later
// A request that has come from a client, and the table of those that a server answers.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "core/base/error.h"
#include "core/base/json.h"

namespace lathe::remote {

// The answer is a JSON object.
using Handler = std::function<Result<Json>(const Json& request)>;
// The handlers of a server, by the name of the request.
using Handlers = std::map<std::string, Handler>;

// The error of a request that lacks a member, or has it in a wrong kind: "the request has no 'study'".
tl::unexpected<Error> bad_member(const char* key);

}  // namespace lathe::remote
