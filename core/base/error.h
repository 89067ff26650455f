// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong, where, and what to do about it.
//
// Everything a person can cause (files, YAML, values, devices) is reported as a value of this type, never as
// an exception. `str()` gives the one-line form that every command prints.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace lathe {

// One thing that went wrong.
struct Error {
    std::string what;  // one sentence, without a full stop: what was expected and what was found
    std::string hint;  // what to do about it; may be empty
    std::string kind;  // error class of the field, e.g. "ValidationError" (OmegaConf's names); may be empty
    std::string key;   // full key path, e.g. "opt.lr"; may be empty
    std::string file;  // empty: not from a file
    int line = 0;      // from 1; 0: unknown
    int column = 0;    // from 1; 0: unknown

    // "FILE:LINE:COL: KEY: KIND: what; hint", leaving out what is unknown. What is very long, because it repeats what
    // somebody wrote, is shortened.
    std::string str() const;
};

// The kind of an error that passes by itself when the person makes room: what was being done may be done again.
inline constexpr const char* disk_full = "DiskFull";

// A value, or why there is none.
template <class T>
using Result = tl::expected<T, Error>;
// Several errors, in the order in which they were found.
using Errors = std::vector<Error>;

// Makes an error that any function with a Result returns as it is: return fail("what is wrong", "what to do");
inline tl::unexpected<Error> fail(std::string what, std::string hint = {}) {
    return tl::make_unexpected(Error{std::move(what), std::move(hint), {}, {}, {}, 0, 0});
}
// The same with an error that is there already.
inline tl::unexpected<Error> fail(Error error) {
    return tl::make_unexpected(std::move(error));
}

}  // namespace lathe
