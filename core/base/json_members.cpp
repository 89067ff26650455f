// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json_members.h"

#include <limits>

namespace lathe {

const Json* JsonMembers::find(const char* key) const {
    const auto it = json_.find(key);
    return it == json_.end() || it->is_null() ? nullptr : &*it;
}

void JsonMembers::refuse(const char* key) {
    if (!bad_) bad_ = key;
}

std::string JsonMembers::text(const char* key, Need need) {
    const Json* value = find(key);
    if (value && value->is_string()) return value->get<std::string>();
    if (value || need == Need::required) refuse(key);
    return {};
}

std::int64_t JsonMembers::integer(const char* key, Need need, std::int64_t fallback) {
    const Json* value = find(key);
    const auto number = value ? integer_from_json(*value) : std::nullopt;
    if (!number && (value || need == Need::required)) refuse(key);
    return number.value_or(fallback);
}

std::int64_t JsonMembers::large_count(const char* key) {
    const std::int64_t value = integer(key);
    if (value >= 0) return value;
    refuse(key);
    return 0;
}

int JsonMembers::count(const char* key, Need need, int fallback) {
    const std::int64_t value = integer(key, need, fallback);
    if (value >= 0 && value <= std::numeric_limits<int>::max()) return static_cast<int>(value);
    refuse(key);
    return fallback;
}

std::optional<int> JsonMembers::count_or_none(const char* key, std::optional<int> absent) {
    const auto at = json_.find(key);
    if (at == json_.end()) return absent;
    if (at->is_null()) return std::nullopt;
    return count(key, Need::required, absent.value_or(0));
}

std::optional<double> JsonMembers::number(const char* key, Need need) {
    const Json* value = find(key);
    const auto number = value ? number_from_json(*value) : std::nullopt;
    if (!number && (value || need == Need::required)) refuse(key);
    return number;
}

std::vector<double> JsonMembers::numbers(const char* key) {
    std::vector<double> out;
    const Json* value = find(key);
    if (value && !value->is_array()) refuse(key);
    if (!value || !value->is_array()) return out;
    for (const Json& one : *value) {
        const auto number = number_from_json(one);
        if (!number) refuse(key);
        out.push_back(number.value_or(0));
    }
    return out;
}

bool JsonMembers::boolean(const char* key, Need need) {
    const Json* value = find(key);
    if (value && value->is_boolean()) return value->get<bool>();
    if (value || need == Need::required) refuse(key);
    return false;
}

std::optional<Time> JsonMembers::time(const char* key) {
    const std::string written = text(key);
    if (written.empty()) return std::nullopt;
    const auto time = from_iso8601(written);
    if (!time) refuse(key);
    return time;
}

}  // namespace lathe
