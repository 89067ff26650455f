// SPDX-License-Identifier: GPL-3.0-or-later
// Reads answers of another machine, which may hold anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/json.h"

namespace lathe::remote {

// The kind of the error that an answer is none.
inline constexpr const char* makes_no_sense = "MakesNoSense";

// The error of an answer that cannot be used: "the other machine's answer makes no sense: WHAT", of the kind
// makes_no_sense.
tl::unexpected<Error> senseless(const std::string& what);

// {changed: [{name, mark, ...}], gone: [name], upto, more}, as the requests studies and files give it.
struct ChangesAnswer {
    std::vector<std::pair<std::string, Json>> changed;  // name and all that was said of it
    std::vector<std::string> gone;
    std::uint64_t upto = 0;
    bool more = false;
};
// Reads such an answer. An error of the kind `makes_no_sense` where it has another form, or says that there is more and
// holds nothing.
Result<ChangesAnswer> changes_of(const Json& answer);

// {from, size, bytes}: a piece of a file, which begins at `from`.
struct PieceAnswer {
    std::string bytes;
    std::uint64_t size = 0;  // of the whole file
    std::string mark;        // of the file, where it has one
};
// Reads such an answer. An error of the kind `makes_no_sense` where it has another form, or does not begin at `from`.
Result<PieceAnswer> piece_of(const Json& answer, std::uint64_t from);

}  // namespace lathe::remote
