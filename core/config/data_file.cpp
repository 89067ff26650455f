// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/data_file.h"

#include <filesystem>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/config/document.h"

namespace lathe::config {

Result<Value> load_data_file(const std::string& file) {
    const auto text = read_file(file, max_document_size);
    return text ? parse_data(*text, file) : fail(text.error());
}

Result<Value> parse_data(const std::string& text, const std::string& file) {
    auto document = Document::parse(text, file);
    if (document) return document->root();
    auto json = parse_json(text, file);
    if (json) return from_json(*json);
    const bool is_json = std::filesystem::path(file).extension() == ".json" || strip(text).starts_with('{');
    return fail(std::move(is_json ? json.error() : document.error()));
}

}  // namespace lathe::config
