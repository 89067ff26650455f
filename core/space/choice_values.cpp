// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/choice_values.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <string>
#include <unordered_map>

namespace lathe::space {

namespace {

std::uint64_t hash_of_number(double x) {
    return std::isnan(x) ? 1 : std::bit_cast<std::uint64_t>(x + 0.0);  // + 0.0: no negative zero
}

// Equal for values that is_same_choice() calls the same; the order of a mapping's keys does not count.
std::uint64_t hash_of_value(const config::Value& value) {
    const auto kind = static_cast<std::uint64_t>(value.kind());
    if (value.is_number()) return mix_seeds(2, hash_of_number(value.as_number()));
    if (value.is_string()) return mix_seeds(kind, std::hash<std::string>()(value.as_string()));
    if (value.is_bool()) return mix_seeds(kind, value.as_bool() ? 1 : 0);
    std::uint64_t sum = kind;
    if (value.is_list())
        for (const config::Value& item : value.as_list()) sum = mix_seeds(sum, hash_of_value(item));
    if (value.is_dict())
        for (const auto& [key, item] : value.as_dict())
            sum += mix_seeds(std::hash<std::string>()(key), hash_of_value(item));
    return sum;
}

}  // namespace

bool is_same_choice(const config::Value& a, const config::Value& b) {
    if (a.is_number() && b.is_number() && a.kind() != b.kind()) return a.as_number() == b.as_number();
    return a == b;
}

std::vector<std::size_t> first_equal_branches(const Distribution& choice) {
    std::vector<std::size_t> out(choice.branches.size());
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> firsts;  // by hash: the branches that are no repetition
    for (std::size_t b = 0; b < out.size(); ++b) {
        out[b] = b;
        if (choice.is_nested()) continue;  // their names are all different
        auto& known = firsts[hash_of_value(choice.branches[b].value)];
        const auto same = std::ranges::find_if(known, [&](std::size_t other) {
            return is_same_choice(choice.branches[other].value, choice.branches[b].value);
        });
        if (same != known.end()) out[b] = *same;
        else known.push_back(b);
    }
    return out;
}

}  // namespace lathe::space
