// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/value.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/config/python_text.h"

namespace lathe::config {

namespace {

std::optional<std::size_t> index_of(std::string_view step) {
    const auto index = python_int(step);
    if (!index || *index < 0 || step.empty() || step[0] == '+' || step[0] == ' ') return std::nullopt;
    return static_cast<std::size_t>(*index);
}

const Value* child_of(const Value& value, std::string_view step) {
    if (value.is_dict()) return value.get(step);
    if (!value.is_list()) return nullptr;
    const auto index = index_of(step);
    return index && *index < value.as_list().size() ? &value.as_list()[*index] : nullptr;
}

}  // namespace

bool Value::is_missing() const {
    return is_string() && as_string() == "???";
}

const Value* Value::get(std::string_view key) const {
    if (!is_dict()) return nullptr;
    for (const auto& [name, value] : as_dict())
        if (name == key) return &value;
    return nullptr;
}

Value* Value::get(std::string_view key) {
    return const_cast<Value*>(std::as_const(*this).get(key));
}

const Value* Value::find(std::string_view path) const {
    const Value* at = this;
    if (path.empty()) return at;
    for (const auto& step : split_path(path)) {
        at = child_of(*at, step);
        if (at == nullptr) return nullptr;
    }
    return at;
}

void Value::set(std::string_view path, Value value) {
    Value* at = this;
    if (!path.empty()) {
        for (const auto& step : split_path(path)) {
            if (const Value* child = child_of(*at, step)) {
                at = const_cast<Value*>(child);
                continue;
            }
            if (at->is_list() && index_of(step) == at->as_list().size()) {
                at->as_list().emplace_back();
                at = &at->as_list().back();
                continue;
            }
            if (!at->is_dict()) at->data_ = Dict{};
            at->as_dict().emplace_back(step, Value());
            at = &at->as_dict().back().second;
        }
    }
    const auto key_kind_before = at->key_kind;
    *at = std::move(value);
    at->key_kind = key_kind_before;
}

bool Value::erase(std::string_view path) {
    auto steps = split_path(path);
    if (steps.empty()) return false;
    const auto last = std::move(steps.back());
    steps.pop_back();
    const Value* at = this;
    for (const auto& step : steps) {
        at = child_of(*at, step);
        if (at == nullptr) return false;
    }
    auto* parent = const_cast<Value*>(at);
    if (parent->is_list()) {
        const auto index = index_of(last);
        if (!index || *index >= parent->as_list().size()) return false;
        parent->as_list().erase(parent->as_list().begin() + static_cast<std::ptrdiff_t>(*index));
        return true;
    }
    if (!parent->is_dict()) return false;
    return std::erase_if(parent->as_dict(), [&](const Entry& entry) { return entry.first == last; }) > 0;
}

std::int64_t Value::int_or(std::string_view path, std::int64_t fallback) const {
    const Value* value = find(path);
    if (value == nullptr) return fallback;
    if (value->is_int()) return value->as_int();
    // A whole float is the same number: a tuner may hand 64.0 where the option is an integer.
    if (value->is_float() && std::abs(value->as_float()) < 9e15 && value->as_float() == std::floor(value->as_float()))
        return static_cast<std::int64_t>(value->as_float());
    return fallback;
}

double Value::number_or(std::string_view path, double fallback) const {
    const Value* value = find(path);
    return value != nullptr && value->is_number() ? value->as_number() : fallback;
}

bool Value::bool_or(std::string_view path, bool fallback) const {
    const Value* value = find(path);
    return value != nullptr && value->is_bool() ? value->as_bool() : fallback;
}

std::string Value::string_or(std::string_view path, std::string fallback) const {
    const Value* value = find(path);
    return value != nullptr && value->is_string() ? value->as_string() : std::move(fallback);
}

bool operator==(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return false;
    if (a.is_float()) return a.as_float() == b.as_float() || (std::isnan(a.as_float()) && std::isnan(b.as_float()));
    if (!a.is_dict()) return a.data_ == b.data_;
    // The order of keys does not count, as in Python; it is nearly always the same, so look there first.
    const auto& left = a.as_dict();
    const auto& right = b.as_dict();
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const Value* other = right[i].first == left[i].first ? &right[i].second : b.get(left[i].first);
        if (other == nullptr || !(left[i].second == *other)) return false;
    }
    return true;
}

Json to_json(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::null: return nullptr;
        case Value::Kind::boolean: return value.as_bool();
        case Value::Kind::integer: return value.as_int();
        case Value::Kind::floating: return json_number(value.as_float());
        case Value::Kind::string: return value.as_string();
        case Value::Kind::list: {
            Json out = Json::array();
            for (const auto& item : value.as_list()) out.push_back(to_json(item));
            return out;
        }
        case Value::Kind::dict: {
            Json out = Json::object();
            // Keys are unique, so the look-up that operator[] would do for each can be left out.
            auto& entries = out.get_ref<Json::object_t&>();
            for (const auto& [key, item] : value.as_dict()) entries.emplace_back(key, to_json(item));
            return out;
        }
    }
    return nullptr;
}

Value from_json(const Json& json) {
    switch (json.type()) {
        case Json::value_t::boolean: return json.get<bool>();
        case Json::value_t::number_integer: return json.get<std::int64_t>();
        case Json::value_t::number_unsigned: {
            const auto number = json.get<std::uint64_t>();
            if (number <= static_cast<std::uint64_t>(INT64_MAX)) return static_cast<std::int64_t>(number);
            return std::to_string(number);  // exact, as text: 64 bits with a sign cannot hold it
        }
        case Json::value_t::number_float: return json.get<double>();
        case Json::value_t::string: return json.get<std::string>();
        case Json::value_t::array: {
            List out;
            for (const auto& item : json) out.push_back(from_json(item));
            return out;
        }
        case Json::value_t::object: {
            Value out{Dict{}};
            for (const auto& [key, item] : json.items()) out.as_dict().emplace_back(key, from_json(item));
            return out;
        }
        default: return {};
    }
}

std::vector<std::string> split_path(std::string_view path) {
    // KEY_PATH_HEAD and KEY_PATH_OTHER of OmegaConf: "a.b" "a[b]" "[a].b"; leading dots give empty steps.
    std::vector<std::string> steps;
    std::size_t at = 0;
    while (at < path.size() && path[at] == '.') {
        steps.emplace_back();
        ++at;
    }
    if (at == path.size() || path[at] != '[') {
        const auto end = std::min(path.find_first_of(".[", at), path.size());
        steps.emplace_back(path.substr(at, end - at));
        at = end;
    }
    while (at < path.size()) {
        if (path[at] == '.') {
            const auto end = std::min(path.find_first_of(".[", at + 1), path.size());
            // "a.[b]" is "a[b]": the dot before a bracket names nothing.
            if (end > at + 1 || end == path.size() || path[end] == '.')
                steps.emplace_back(path.substr(at + 1, end - at - 1));
            at = end;
        } else if (path[at] == '[' && path.find(']', at) != std::string_view::npos) {
            const auto end = path.find(']', at);
            steps.emplace_back(path.substr(at + 1, end - at - 1));
            at = end + 1;
        } else {
            const auto end = std::min(path.find_first_of(".[", at + 1), path.size());
            steps.emplace_back(path.substr(at, end - at));
            at = end;
        }
    }
    return steps;
}

namespace {

std::size_t levels_of(const Value& value) {
    std::size_t deepest = 0;
    if (value.is_list())
        for (const auto& item : value.as_list()) deepest = std::max(deepest, levels_of(item) + 1);
    if (value.is_dict())
        for (const auto& [key, item] : value.as_dict()) deepest = std::max(deepest, levels_of(item) + 1);
    return deepest;
}

}  // namespace

Result<void> check_depth(std::string_view path, const Value& value) {
    if (split_path(path).size() + levels_of(value) <= max_config_depth) return {};
    Error error{"this is nested deeper than " + std::to_string(max_config_depth) + " levels", "use fewer levels"};
    error.kind = "ConfigKeyError";
    constexpr std::size_t longest_shown = 80;
    error.key = shortened(path, longest_shown);
    return fail(std::move(error));
}

std::string join_path(std::string_view parent, std::string_view key) {
    if (key.empty() || key.find_first_of(".[") != std::string_view::npos)
        return std::string(parent) + "[" + std::string(key) + "]";
    return parent.empty() ? std::string(key) : std::string(parent) + "." + std::string(key);
}

std::string join_path(std::string_view parent, std::size_t index) {
    return std::string(parent) + "[" + std::to_string(index) + "]";
}

}  // namespace lathe::config
