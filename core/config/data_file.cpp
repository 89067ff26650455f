// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/data_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/config/document.h"

namespace lathe::config {

namespace {

// The first integer that 64 bits with a sign cannot hold, below `path`. from_json() would make a text of it, which is
// no number any more.
std::optional<Error> wide_integer_in(const Json& json, const std::string& path) {
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
        Error error{"the integer " + json.dump() + " does not fit in 64 bits",
                    "write it with a decimal point, or as a string"};
        error.key = path;
        return error;
    }
    if (json.is_array())
        for (std::size_t i = 0; i < json.size(); ++i)
            if (auto found = wide_integer_in(json[i], join_path(path, i))) return found;
    if (json.is_object())
        for (const auto& [key, value] : json.items())
            if (auto found = wide_integer_in(value, join_path(path, key))) return found;
    return std::nullopt;
}

}  // namespace

Result<Value> load_data_file(const std::string& file) {
    const auto text = read_file(file, max_document_size);
    return text ? parse_data(*text, file) : fail(text.error());
}

Result<Value> parse_data(const std::string& text, const std::string& file) {
    auto document = Document::parse(text, file);
    if (document) return document->root();
    auto json = parse_json(text, file);
    if (json) {
        auto wide = wide_integer_in(*json, "");
        if (!wide) return from_json(*json);
        // The same was refused as YAML, with its line.
        if (document.error().key == wide->key) return fail(std::move(document.error()));
        wide->file = file;
        return fail(std::move(*wide));
    }
    const bool is_json = std::filesystem::path(file).extension() == ".json" || strip(text).starts_with('{');
    return fail(std::move(is_json ? json.error() : document.error()));
}

}  // namespace lathe::config
