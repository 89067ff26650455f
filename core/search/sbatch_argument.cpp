// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/sbatch_argument.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace lathe::search {

namespace {

constexpr std::array<std::string_view, 25> own_long_options{
    "array",     "chdir", "cluster", "clusters",  "error",  "export-file", "gid",   "help",    "input",
    "job-name",  "nodes", "ntasks",  "open-mode", "output", "parsable",    "quiet", "requeue", "no-requeue",
    "test-only", "uid",   "usage",   "version",   "wait",   "wrap",        "signal"};
constexpr std::string_view own_short_options = "aDehiJMnNoQVW";
// They take no value, so that another option may stand behind them in the same word.
constexpr std::string_view short_flags = "hHIkOQsuvVW";

// Of "--out=x": "out". An own option is meant as soon as it begins so, but where the name is another option's.
bool means_own_long_option(std::string_view name) {
    if (name == "export") return false;  // which variables the job gets
    return std::ranges::any_of(own_long_options, [&](std::string_view option) { return option.starts_with(name); });
}

bool has_own_short_option(std::string_view letters) {
    for (const char letter : letters) {
        if (own_short_options.find(letter) != std::string_view::npos) return true;
        if (short_flags.find(letter) == std::string_view::npos) return false;  // what follows is its value
    }
    return false;
}

}  // namespace

std::optional<Error> refusal_of_sbatch_argument(const std::string& argument) {
    const std::string_view text = argument;
    if (!text.starts_with('-') || text == "-" || text == "--" || text.find('\0') != std::string_view::npos)
        return Error{"expected an option of sbatch, found " + argument, "write its value behind it: --account=x"};
    const bool is_own = text.starts_with("--") ? means_own_long_option(text.substr(2, text.find('=') - 2))
                                               : has_own_short_option(text.substr(1));
    if (!is_own) return std::nullopt;
    return Error{argument + " is set by Lathe itself", "remove it"};
}

}  // namespace lathe::search
