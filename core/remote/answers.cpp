// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/answers.h"

#include "core/base/base64.h"
#include "core/base/json_members.h"

namespace lathe::remote {

tl::unexpected<Error> senseless(const std::string& what) {
    Error error{"the other machine's answer makes no sense: " + what,
                "install the same version of lathectl on both machines"};
    error.kind = makes_no_sense;
    return fail(std::move(error));
}

Result<ChangesAnswer> changes_of(const Json& answer) {
    JsonMembers members(answer);
    ChangesAnswer changes;
    changes.upto = static_cast<std::uint64_t>(members.large_count("upto"));
    changes.more = members.boolean("more");
    const Json* changed = members.find("changed");
    const Json* gone = members.find("gone");
    if (members.bad() != nullptr || !changed || !changed->is_array() || !gone || !gone->is_array())
        return senseless("no list of changes");
    for (const Json& one : *changed) {
        if (!one.is_object()) return senseless("a change without a name");
        std::string name = JsonMembers(one).text("name");
        if (name.empty()) return senseless("a change without a name");
        changes.changed.emplace_back(std::move(name), one);
    }
    for (const Json& one : *gone) {
        if (!one.is_string()) return senseless("a change without a name");
        changes.gone.push_back(one.get<std::string>());
    }
    if (changes.more && changes.changed.empty() && changes.gone.empty()) return senseless("more changes, and none");
    return changes;
}

Result<PieceAnswer> piece_of(const Json& answer, std::uint64_t from) {
    JsonMembers members(answer);
    const auto at = static_cast<std::uint64_t>(members.large_count("from"));
    auto bytes = from_base64(members.text("bytes"));
    PieceAnswer piece{{}, static_cast<std::uint64_t>(members.large_count("size")), members.text("mark")};
    if (members.bad() != nullptr || !bytes || at != from) return senseless("other bytes than were asked for");
    piece.bytes = std::move(*bytes);
    return piece;
}

}  // namespace lathe::remote
