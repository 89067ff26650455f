#include "core/base/json.h"

#include <algorithm>
#include <cmath>

namespace lathe {

namespace {

constexpr int max_depth = 1000;

void place(Error& error, std::string_view text, std::size_t byte) {
    byte = std::min(byte, text.size());
    error.line = 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(byte), '\n'));
    const auto newline = text.substr(0, byte).rfind('\n');
    error.column = static_cast<int>(newline == std::string_view::npos ? byte : byte - newline - 1);
    if (error.column == 0) error.column = 1;
}

}  // namespace

Json json_number(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    return value;
}

std::optional<double> number_from_json(const Json& json) {
    if (json.is_number()) return json.get<double>();
    if (json == "NaN") return std::nan("");
    if (json == "Infinity") return HUGE_VAL;
    if (json == "-Infinity") return -HUGE_VAL;
    return std::nullopt;
}

std::string dump_json(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Result<Json> parse_json(std::string_view text, const std::string& file) {
    // nlohmann's parser is iterative, but its values are destroyed recursively: bound the depth first.
    bool too_deep = false;
    const auto depth_guard = [&](int depth, Json::parse_event_t, Json&) {
        too_deep = too_deep || depth > max_depth;
        return !too_deep;
    };
    try {
        Json json = Json::parse(text.begin(), text.end(), depth_guard);
        if (!too_deep) return json;
        Error error{"the JSON is nested deeper than " + std::to_string(max_depth) + " levels", "flatten it"};
        error.file = file;
        return fail(std::move(error));
    } catch (const Json::parse_error& problem) {
        std::string what = problem.what();
        if (const auto at = what.find("syntax error"); at != std::string::npos) what = what.substr(at);
        Error error{"not valid JSON: " + what, "check brackets, commas and quotes"};
        error.file = file;
        place(error, text, problem.byte);
        return fail(std::move(error));
    }
}

}  // namespace lathe
