// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/file_options.h"

#include "core/config/document.h"
#include "core/config/resolve.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

tl::unexpected<Error> fail_at_option(const std::filesystem::path& file, const config::Value& at, const std::string& key,
                                     std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, key};
    error.file = file.string();
    error.line = at.mark.line;
    error.column = at.mark.column;
    return fail(std::move(error));
}

std::optional<config::Type> type_named(const std::string& name) {
    using config::Type;
    for (const Type type : {Type::boolean, Type::integer, Type::floating, Type::string, Type::path}) {
        if (config::name_of(type) == name) return type;
    }
    return std::nullopt;
}

Result<config::Option> read_option(const std::filesystem::path& file, const std::string& key, const config::Value& v) {
    if (!v.is_dict()) return fail_at_option(file, v, key, "expected {type: ..., default: ...}", "describe the option");
    for (const auto& [name, value] : v.as_dict()) {
        static const std::vector<std::string> known{"type", "default", "low", "high", "choices", "doc"};
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return fail_at_option(file, value, key + "." + name, "unknown key",
                                  "known: type, default, low, high, choices, doc");
        }
    }
    const auto type = type_named(v.string_or("type", ""));
    if (!type)
        return fail_at_option(file, v, key + ".type", "expected int, float, bool, str or path",
                              "give the option's type");
    const config::Value* fallback = v.get("default");
    config::Option option = config::option(key, *type, fallback != nullptr ? *fallback : config::Value("???"),
                                           v.string_or("doc", "An option of the file"));
    const auto number = [&v](const char* name) -> std::optional<double> {
        const config::Value* value = v.get(name);
        return value != nullptr && value->is_number() ? std::optional(value->as_number()) : std::nullopt;
    };
    option.low = number("low");
    option.high = number("high");
    if (const config::Value* choices = v.get("choices"); choices != nullptr && choices->is_list()) {
        option.choices = choices->as_list();
    }
    if (fallback != nullptr) {
        auto converted = config::Schema().convert(option, *fallback);
        if (!converted)
            return fail_at_option(file, *fallback, key + ".default", converted.error().what, converted.error().hint);
        option.fallback = std::move(*converted);
    }
    return option;
}

}  // namespace

config::Value checked_options(const config::Value& given, const std::vector<config::Option>& declared,
                              const std::string& group) {
    const config::Value raw = given.is_dict() ? given : config::Value(config::Dict{});
    config::Schema schema;
    schema.add(declared);
    std::string mistakes;
    const auto add = [&mistakes](const std::string& text) { mistakes += (mistakes.empty() ? "" : "; ") + text; };
    if (schema.empty()) {
        for (const auto& [name, value] : raw.as_dict()) add(group + "." + name + ": there is no such option");
    } else {
        config::Resolved resolved = config::resolve(raw, schema);
        for (const Error& error : resolved.errors) {
            add(group + "." + error.key + ": " + error.what + (error.hint.empty() ? "" : ", " + error.hint));
        }
        for (const std::string& path : resolved.missing) add(group + "." + path + ": has no value");
        if (mistakes.empty()) return resolved.value;
    }
    if (mistakes.empty()) return raw;
    throw TrainError(mistakes, "correct " + group, group);
}

Result<std::vector<config::Option>> read_option_file(const std::filesystem::path& path) {
    std::vector<config::Option> options;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return options;
    const auto document = config::Document::load(path.string());
    if (!document) return fail(document.error());
    if (!document->root().is_dict())
        return fail_at_option(path, document->root(), {}, "expected options by name", "write NAME: {...}");
    for (const auto& [name, value] : document->root().as_dict()) {
        auto option = read_option(path, name, value);
        if (!option) return fail(option.error());
        options.push_back(std::move(*option));
    }
    return options;
}

}  // namespace lathe::train
