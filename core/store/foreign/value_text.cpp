// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/foreign/value_text.h"

#include <cmath>

#include "core/base/csv.h"
#include "core/base/numbers.h"
#include "core/base/text.h"

namespace lathe::store {

std::string value_text(const config::Value& value) {
    if (value.is_float() && !std::isfinite(value.as_float())) return csv_number(value.as_float());
    if (!value.is_string()) return dump_json(config::to_json(value));
    const std::string& text = value.as_string();
    const bool plain = strip(text) == text && !text.empty() && value_from_text(text) == value;
    return plain ? text : dump_json(Json(text));
}

config::Value value_from_text(const std::string& text) {
    if (text.empty()) return config::Value(text);
    if (const auto whole = parse_number<std::int64_t>(text)) return config::Value(*whole);
    if (const auto number = parse_number<double>(text)) return config::Value(*number);
    if (text == "True" || text == "true") return config::Value(true);
    if (text == "False" || text == "false") return config::Value(false);
    if (text == "null") return config::Value();
    if (text.front() == '"' || text.front() == '[' || text.front() == '{')
        if (const auto json = parse_json(text, {}, JsonDialect::python)) return config::from_json(*json);
    return config::Value(text);
}

}  // namespace lathe::store
