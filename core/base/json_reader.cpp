// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace lathe::detail {

namespace {

constexpr std::size_t max_json_depth = 1000;  // values are destroyed, written and compared recursively

}  // namespace

bool JsonReader::refuse(std::string what, std::string hint) {
    error = Error{std::move(what), std::move(hint)};
    byte = read_;
    return false;
}

Json* JsonReader::put(Json item) {
    if (levels_.empty()) {
        value = std::move(item);
        return &value;
    }
    Level& level = levels_.back();
    if (level.at->is_array()) {
        level.at->push_back(std::move(item));
        return &level.at->back();
    }
    // Appended without the look-up of operator[]: key() has made sure that it is new.
    auto& entries = level.at->get_ref<Json::object_t&>();
    entries.emplace_back(std::move(level.key), std::move(item));
    return &entries.back().second;
}

bool JsonReader::open(Json container) {
    if (levels_.size() == max_json_depth)
        return refuse(fmt::format("the JSON is nested deeper than {} levels", max_json_depth), "flatten it");
    levels_.push_back({put(std::move(container)), {}, {}});
    return true;
}

bool JsonReader::close() {
    levels_.pop_back();
    return true;
}

bool JsonReader::is_repeated(Level& level, const std::string& key) {
    constexpr std::size_t few = 16;
    const auto& entries = level.at->get_ref<const Json::object_t&>();
    if (entries.size() < few)
        return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == key; });
    if (level.keys.empty())
        for (const auto& entry : entries) level.keys.insert(entry.first);
    return !level.keys.insert(key).second;
}

bool JsonReader::key(std::string& text) {
    if (is_repeated(levels_.back(), text))
        return refuse(fmt::format("the key \"{}\" is given twice", text), "remove one of them");
    levels_.back().key = std::move(text);
    return true;
}

bool JsonReader::number_float(Json::number_float_t number, const std::string& text) {
    // The library reads integers beyond 64 bits as floats, which are other numbers. (Its text of a number holds the
    // decimal point of the process's locale.)
    if (text.find_first_not_of("-0123456789") == std::string::npos)
        return refuse(fmt::format("the integer {} does not fit in 64 bits", text),
                      "write it with a decimal point, or as a string");
    return add(number);
}

bool JsonReader::parse_error(std::size_t at, const std::string& token, const Json::exception& problem) {
    byte = at;
    constexpr int number_overflow = 406;
    if (problem.id == number_overflow) {
        error = {fmt::format("the number {} is beyond what a 64-bit float holds", token),
                 R"(infinity is the string "Infinity")"};
        return false;
    }
    std::string what = problem.what();
    if (const auto start = what.find("syntax error"); start != std::string::npos) what = what.substr(start);
    error = {"not valid JSON: " + what, "check brackets, commas and quotes"};
    return false;
}

}  // namespace lathe::detail
