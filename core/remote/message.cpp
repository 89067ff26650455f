// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/message.h"

#include <algorithm>
#include <string>

#include "core/base/json_members.h"
#include "core/base/printable.h"
#include "core/remote/connection.h"
#include "core/remote/wire.h"

namespace lathe::remote {

namespace {

constexpr std::size_t longest_text = 2000;  // bytes of a text in an error

Error error_from_json(const Json& json) {
    JsonMembers members(json);
    Error error;
    error.what = harmless(members.text("what"));
    error.hint = harmless(members.text("hint"));
    error.kind = harmless(members.text("kind"));
    error.key = harmless(members.text("key"));
    error.file = harmless(members.text("file"));
    error.line = members.count("line");
    error.column = members.count("column");
    // Only this side knows whether the connection is there: on these kinds it would be made again.
    for (const char* own : {connection_lost, cannot_connect, not_installed})
        if (error.kind == own) error.kind.clear();
    if (error.what.empty()) error.what = "the other machine says that it failed, and not why";
    return error;
}

}  // namespace

Json greeting() {
    return {{"lathe", "serve"}, {"protocol", protocol_version}};
}

bool is_greeting(const Json& message) {
    const auto it = message.find("lathe");
    return it != message.end() && *it == "serve";
}

Json answer(std::int64_t id, Json result) {
    return {{"id", id}, {"ok", std::move(result)}};
}

Json refusal(std::int64_t id, const Error& error) {
    return {{"id", id},
            {"error",
             {{"what", error.what},
              {"hint", error.hint},
              {"kind", error.kind},
              {"key", error.key},
              {"file", error.file},
              {"line", error.line},
              {"column", error.column}}}};
}

Result<Json> result_of(const Json& answer, std::int64_t id) {
    const auto given = answer.find("id");
    if (given == answer.end() || integer_from_json(*given) != id) {
        Error error{"an answer came that nobody asked for", {}};
        error.kind = connection_lost;
        return fail(std::move(error));
    }
    if (const auto error = answer.find("error"); error != answer.end() && error->is_object())
        return fail(error_from_json(*error));
    if (const auto result = answer.find("ok"); result != answer.end() && result->is_object()) return *result;
    Error error{"an answer has neither a result nor an error", {}};
    error.kind = connection_lost;
    return fail(std::move(error));
}

std::string harmless(std::string_view text) {
    std::string kept = printable(text.substr(0, longest_text));
    if (text.size() > longest_text) kept += "...";
    return kept;
}

}  // namespace lathe::remote
