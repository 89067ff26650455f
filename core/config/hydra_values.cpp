// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/hydra_values.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/config/python_text.h"
#include "core/config/resolve.h"

namespace lathe::config {

namespace {

namespace fs = std::filesystem;

// Python's strftime in the local time zone, for the parts that are numbers; nullopt: another part is asked for.
std::optional<std::string> formatted(Time moment, std::string_view format) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(moment);
    const std::time_t seconds = whole.time_since_epoch().count();
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    std::string out;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            out += format[i];
            continue;
        }
        switch (format[++i]) {
            case 'Y': out += fmt::format("{}", parts.tm_year + 1900); break;
            case 'y': out += fmt::format("{:02}", parts.tm_year % 100); break;
            case 'm': out += fmt::format("{:02}", parts.tm_mon + 1); break;
            case 'd': out += fmt::format("{:02}", parts.tm_mday); break;
            case 'H': out += fmt::format("{:02}", parts.tm_hour); break;
            case 'I': out += fmt::format("{:02}", (parts.tm_hour + 11) % 12 + 1); break;
            case 'M': out += fmt::format("{:02}", parts.tm_min); break;
            case 'S': out += fmt::format("{:02}", parts.tm_sec); break;
            case 'f': out += fmt::format("{:06}", (moment - whole).count()); break;
            case 'j': out += fmt::format("{:03}", parts.tm_yday + 1); break;
            case 's': out += fmt::format("{}", seconds); break;
            case '%': out += '%'; break;
            default: return std::nullopt;
        }
    }
    return out;
}

constexpr std::string_view choices_of_groups = "runtime.choices.";

// A text as an argument of an interpolation.
std::string as_argument(const std::string& text) {
    const auto is_plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               std::string_view("_-/.").find(c) != std::string_view::npos;
    };
    if (!text.empty() && std::ranges::all_of(text, is_plain)) return text;
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("\\'") : std::string(1, c);
    return out + "'";
}

std::string without_interpolations(std::string text) {
    for (std::size_t at = 0; (at = text.find("${", at)) != std::string::npos; at += 3) text.insert(at, 1, '\\');
    return text;
}

bool is_unset(const Value* value) {
    return value == nullptr || value->is_null() || value->is_missing();
}

// Each change of the command line as it was typed, choices of groups included, those of Hydra's own left out.
std::string directory_of_overrides(const Value& node, const std::vector<std::string>& overrides) {
    const auto separator = [&](const char* key, const char* fallback) {
        return node.string_or(std::string("job.config.override_dirname.") + key, fallback);
    };
    const Value* excluded = node.find("job.config.override_dirname.exclude_keys");
    std::vector<std::string> parts;
    for (const auto& one : overrides) {
        const auto begin = std::min(one.find_first_not_of("+~"), one.size());
        const auto key = one.substr(begin, std::min(one.find_first_of("@="), one.size()) - begin);
        if (key.starts_with("hydra.") || key.starts_with("hydra/")) continue;
        if (excluded && excluded->is_list() &&
            std::ranges::find(excluded->as_list(), Value(key)) != excluded->as_list().end())
            continue;
        parts.push_back(one);
    }
    std::ranges::sort(parts);
    std::string out;
    for (const char c : fmt::format("{}", fmt::join(parts, separator("item_sep", ","))))
        out += c == '=' ? separator("kv_sep", "=") : std::string(1, c);
    return out;
}

}  // namespace

bool HydraValues::are_in_text(std::string_view text) {
    for (std::size_t at = 0; (at = text.find("${", at)) != std::string_view::npos; at += 2)
        if (call_at(text, at)) return true;
    return false;
}

bool HydraValues::are_in(const Value& value) {
    if (value.is_string()) return are_in_text(value.as_string());
    if (value.is_list()) return std::ranges::any_of(value.as_list(), [](const Value& one) { return are_in(one); });
    return value.is_dict() &&
           std::ranges::any_of(value.as_dict(), [](const Entry& entry) { return are_in(entry.second); });
}

HydraValues::HydraValues(Value given, const Value& config, const std::string& file,
                         const std::vector<std::string>& overrides, RunValues values, Time moment)
    : moment_(moment) {
    Dict whole{{"hydra", std::move(given)}};
    if (config.is_dict()) whole.insert(whole.end(), config.as_dict().begin(), config.as_dict().end());
    whole_ = Value(std::move(whole));
    std::error_code ignored;
    const auto folder = fs::current_path(ignored);
    const auto stem = fs::path(file).stem().string();
    if (is_unset(node().find("job.name"))) node().set("job.name", stem);
    node().set("job.config_name", stem);
    node().set("job.override_dirname", directory_of_overrides(node(), overrides));
    node().set("runtime.cwd", folder.string());
    // An answer may stand behind another one.
    for (int i = 0; i < 2; ++i) {
        Value filled = whole_;
        fill(filled);
        whole_ = std::move(filled);
    }
    if (is_unset(node().find("runtime.output_dir")))
        if (const auto given_folder = select(whole_, "hydra.run.dir");
            given_folder && *given_folder && (*given_folder)->is_string())
            node().set("runtime.output_dir", (folder / (*given_folder)->as_string()).lexically_normal().string());
    values_ = values;
}

std::optional<HydraValues::Call> HydraValues::call_at(std::string_view text, std::size_t at) {
    const auto end = text.find_first_of("{}", at + 2);
    const auto colon = text.find(':', at + 2);
    if (end == std::string_view::npos || text[end] != '}' || colon > end) return std::nullopt;
    Call call;
    call.name = strip(text.substr(at + 2, colon - at - 2));
    call.argument = strip(text.substr(colon + 1, end - colon - 1));
    call.size = end + 1 - at;
    const bool is_variable = call.name == "oc.env" && call.argument.find(',') == std::string::npos;
    if (call.name != "now" && call.name != "hydra" && !is_variable) return std::nullopt;
    return call;
}

HydraValues::Fate HydraValues::fate_of(const Call& call) const {
    if (call.name == "oc.env")
        return values_ == RunValues::kept && std::getenv(call.argument.c_str()) == nullptr ? Fate::kept : Fate::left;
    // Which file was chosen for a group is settled here: a program is given one config.
    if (call.argument.starts_with(choices_of_groups)) return Fate::answered;
    if (values_ == RunValues::open) return Fate::left;
    return values_ == RunValues::kept && call.name == "hydra" ? Fate::kept : Fate::answered;
}

std::optional<Value> HydraValues::answer(const Call& call) const {
    if (call.name == "now") {
        auto text = formatted(moment_, call.argument);
        return text ? std::optional<Value>(std::move(*text)) : std::nullopt;
    }
    // A group is called by its path, which may hold dots where it goes to a place of its own.
    if (call.argument.starts_with(choices_of_groups)) {
        const Value* all = node().find("runtime.choices");
        const Value* chosen = all ? all->get(call.argument.substr(choices_of_groups.size())) : nullptr;
        return chosen ? std::optional<Value>(*chosen) : std::nullopt;
    }
    auto found = select(whole_, "hydra." + call.argument);
    if (!found || !*found || (*found)->is_missing()) return std::nullopt;
    return std::move(**found);
}

std::string HydraValues::filled(std::string_view text) const {
    std::string out;
    int open = 0;  // interpolations around the place
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at, 3) == "\\${") {
            out += text.substr(at, 3);
            at += 3;
            continue;
        }
        if (text.substr(at, 2) != "${") {
            if (text[at] == '}' && open > 0) --open;
            out += text[at++];
            continue;
        }
        if (const auto call = call_at(text, at)) {
            const Fate fate = fate_of(*call);
            const auto value = fate == Fate::answered ? answer(*call) : std::nullopt;
            if (fate == Fate::kept && open == 0) out += '\\';
            if (!value) out += text.substr(at, call->size);
            else out += open == 0 ? without_interpolations(python_str(*value)) : as_argument(python_str(*value));
            at += call->size;
            continue;
        }
        ++open;
        out += "${";
        at += 2;
    }
    return out;
}

void HydraValues::fill(Value& value) const {
    if (value.is_list())
        for (Value& one : value.as_list()) fill(one);
    if (value.is_dict())
        for (auto& [key, one] : value.as_dict()) fill(one);
    if (!value.is_string() || !are_in_text(value.as_string())) return;
    const std::string& text = value.as_string();
    std::optional<Value> given;
    if (const auto call = text.starts_with("${") ? call_at(text, 0) : std::nullopt;
        call && call->size == text.size() && fate_of(*call) == Fate::answered)
        given = answer(*call);
    Value made = given ? (given->is_string() ? Value(without_interpolations(given->as_string())) : std::move(*given))
                       : Value(filled(text));
    made.mark = value.mark;
    made.origin = value.origin;
    made.key_kind = value.key_kind;
    value = std::move(made);
}

}  // namespace lathe::config
