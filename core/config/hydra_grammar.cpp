// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/hydra_grammar.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/config/document.h"
#include "core/config/hydra_reader.h"
#include "core/config/sweep_call.h"

namespace lathe::config {

namespace {

// The values between the commas of `text`, each as it stands where YAML reads the same in it.
std::string values_for_yaml(std::string_view text) {
    HydraReader reader(text);
    std::string out;
    while (true) {
        reader.skip_spaces();
        const auto begin = reader.position();
        const Value value = reader.element();
        out += written_for_yaml(value, reader.text_since(begin));
        if (!reader.take(',')) break;
        out += ',';
    }
    reader.skip_spaces();
    if (!reader.is_at_end()) throw NotOfHydra{};
    return out;
}

std::string value_for_yaml(std::string_view text) {
    HydraReader reader(text);
    reader.skip_spaces();
    if (reader.is_at_end()) return "''";
    const auto call = read_sweep_call(reader);
    if (!call) return values_for_yaml(text);
    reader.skip_spaces();
    if (!reader.is_at_end()) throw NotOfHydra{};
    return call->str();
}

// What YAML makes of "{a:1,}": a key "a:1" without a value, which nobody means.
bool has_swallowed_value(const Value& value) {
    if (value.is_list()) return std::ranges::any_of(value.as_list(), has_swallowed_value);
    return value.is_dict() && std::ranges::any_of(value.as_dict(), [](const Entry& entry) {
               const bool is_alone = entry.second.is_null() && entry.first.find_first_of(":=") != std::string::npos;
               return is_alone || has_swallowed_value(entry.second);
           });
}

Error refused_value(const std::string& argument, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = "GrammarParseError";
    error.key = argument.substr(0, argument.find('='));
    return error;
}

}  // namespace

Result<std::string> from_hydra(const std::string& argument) {
    const auto equals = argument.find('=');
    if (equals == std::string::npos) return argument;
    try {
        return argument.substr(0, equals + 1) + value_for_yaml(std::string_view(argument).substr(equals + 1));
    } catch (const NotOfHydra&) {
        const auto text = argument.substr(equals + 1);
        if (const auto read = parse_value(text); !read || !has_swallowed_value(*read)) return argument;
        return fail(refused_value(argument, "the value '" + text + "' is no list or dict as Hydra writes them",
                                  "write [VALUE,VALUE] or {KEY:VALUE,KEY:VALUE}"));
    } catch (RefusedCall& refused) {
        return fail(refused_value(argument, std::move(refused.what), std::move(refused.hint)));
    }
}

}  // namespace lathe::config
