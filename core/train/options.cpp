// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/options.h"

#include <charconv>

namespace lathe::train {

using config::List;
using config::Type;
using config::Value;

Field& Field::at_least(double v) {
    option_.low = v;
    return *this;
}

Field& Field::above(double v) {
    option_.low = v;
    option_.low_open = true;
    return *this;
}

Field& Field::at_most(double v) {
    option_.high = v;
    return *this;
}

Field& Field::below(double v) {
    option_.high = v;
    option_.high_open = true;
    return *this;
}

Field& Field::one_of(std::vector<Value> v) {
    option_.choices = std::move(v);
    return *this;
}

Field& Field::in(std::string unit) {
    option_.unit = std::move(unit);
    return *this;
}

Field& Field::as_dict() {
    option_.type = Type::dict;
    return *this;
}

Field& Field::as_path() {
    option_.type = Type::path;
    return *this;
}

Field& Field::as_paths() {
    option_.type = Type::list;
    option_.element = Type::path;
    return *this;
}

Field& Field::required() {
    option_.fallback = Value("???");
    return *this;
}

config::Option& Fields::add(const char* key, Type type, Value fallback, const char* doc) {
    config::Option option;
    option.key = key;
    option.type = type;
    option.fallback = std::move(fallback);
    option.doc = doc;
    options_.push_back(std::move(option));
    return options_.back();
}

const Value* Fields::value(const char* key) const {
    const Value* found = from_ != nullptr ? from_->find(key) : nullptr;
    return found == nullptr || found->is_null() || found->is_missing() ? nullptr : found;
}

Field Fields::operator()(const char* key, bool& member, const char* doc) {
    config::Option& option = add(key, Type::boolean, Value(member), doc);
    if (const Value* v = value(key)) member = v->as_bool();
    return Field(option);
}

Field Fields::operator()(const char* key, std::int64_t& member, const char* doc) {
    config::Option& option = add(key, Type::integer, Value(member), doc);
    if (const Value* v = value(key)) member = v->as_int();
    return Field(option);
}

Field Fields::operator()(const char* key, double& member, const char* doc) {
    config::Option& option = add(key, Type::floating, Value(member), doc);
    if (const Value* v = value(key)) member = v->as_number();
    return Field(option);
}

Field Fields::operator()(const char* key, std::string& member, const char* doc) {
    config::Option& option = add(key, Type::string, Value(member), doc);
    if (const Value* v = value(key)) member = v->as_string();
    return Field(option);
}

Field Fields::operator()(const char* key, std::optional<std::int64_t>& member, const char* doc) {
    config::Option& option = add(key, Type::integer, member ? Value(*member) : Value(), doc);
    option.optional = true;
    if (const Value* v = value(key)) member = v->as_int();
    return Field(option);
}

Field Fields::operator()(const char* key, std::optional<double>& member, const char* doc) {
    config::Option& option = add(key, Type::floating, member ? Value(*member) : Value(), doc);
    option.optional = true;
    if (const Value* v = value(key)) member = v->as_number();
    return Field(option);
}

Field Fields::operator()(const char* key, std::optional<std::string>& member, const char* doc) {
    config::Option& option = add(key, Type::string, member ? Value(*member) : Value(), doc);
    option.optional = true;
    if (const Value* v = value(key)) member = v->as_string();
    return Field(option);
}

Field Fields::operator()(const char* key, std::vector<std::int64_t>& member, const char* doc) {
    List fallback(member.begin(), member.end());
    config::Option& option = add(key, Type::list, Value(std::move(fallback)), doc);
    option.element = Type::integer;
    if (const Value* v = value(key)) {
        member.clear();
        for (const Value& item : v->as_list()) member.push_back(item.as_int());
    }
    return Field(option);
}

Field Fields::operator()(const char* key, std::vector<double>& member, const char* doc) {
    List fallback(member.begin(), member.end());
    config::Option& option = add(key, Type::list, Value(std::move(fallback)), doc);
    option.element = Type::floating;
    if (const Value* v = value(key)) {
        member.clear();
        for (const Value& item : v->as_list()) member.push_back(item.as_number());
    }
    return Field(option);
}

Field Fields::operator()(const char* key, std::vector<std::string>& member, const char* doc) {
    List fallback(member.begin(), member.end());
    config::Option& option = add(key, Type::list, Value(std::move(fallback)), doc);
    option.element = Type::string;
    if (const Value* v = value(key)) {
        member.clear();
        for (const Value& item : v->as_list()) member.push_back(item.as_string());
    }
    return Field(option);
}

Field Fields::operator()(const char* key, std::map<std::string, std::string>& member, const char* doc) {
    config::Dict fallback;
    for (const auto& [name, item] : member) fallback.emplace_back(name, item);
    config::Option& option = add(key, Type::dict, Value(std::move(fallback)), doc);
    option.element = Type::string;
    if (const Value* v = value(key)) {
        member.clear();
        for (const auto& [name, item] : v->as_dict()) member[name] = item.as_string();
    }
    return Field(option);
}

Field Fields::operator()(const char* key, std::map<std::string, double>& member, const char* doc) {
    config::Dict fallback;
    for (const auto& [name, item] : member) fallback.emplace_back(name, item);
    config::Option& option = add(key, Type::dict, Value(std::move(fallback)), doc);
    option.element = Type::floating;
    const Value* v = value(key);
    if (v == nullptr) return Field(option);
    member.clear();
    for (const auto& [name, item] : v->as_dict()) member[name] = item.as_number();
    return Field(option);
}

Field Fields::operator()(const char* key, std::map<std::int64_t, std::int64_t>& member, const char* doc) {
    config::Dict fallback;
    for (const auto& [number, item] : member) fallback.emplace_back(std::to_string(number), item);
    config::Option& option = add(key, Type::dict, Value(std::move(fallback)), doc);
    option.element = Type::integer;
    const Value* v = value(key);
    if (v == nullptr) return Field(option);
    member.clear();
    for (const auto& [name, item] : v->as_dict()) {
        std::int64_t number = 0;
        const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (code != std::errc() || end != name.data() + name.size()) continue;  // the schema's business
        member[number] = item.as_int();
    }
    return Field(option);
}

Field Fields::operator()(const char* key, Value& member, const char* doc) {
    config::Option& option = add(key, Type::any, member, doc);
    if (const Value* v = value(key)) member = *v;
    return Field(option);
}

}  // namespace lathe::train
