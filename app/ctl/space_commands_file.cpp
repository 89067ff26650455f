// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/space_commands_file.h"

#include <string>
#include <utility>

#include "core/base/input.h"
#include "core/config/data_file.h"
#include "core/config/document.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"

namespace lathe::ctl {

namespace {

Errors no_space_in(const std::string& file) {
    Error error{"holds no search space", "write KEY: {_type: uniform, _value: [0, 1]}"};
    error.file = file;
    return {std::move(error)};
}

// A text without any KEY: VALUE, such as a table, which is read as the name of one key.
bool is_plain_text(const config::Value& value) {
    if (!value.is_dict() || value.as_dict().size() != 1) return false;
    const auto& [key, nothing] = value.as_dict().front();
    return nothing.is_null() && key.find_first_of(" ,;\t") != std::string::npos;
}

tl::expected<space::Space, Errors> space_in(const Input& input, const config::Catalog& catalog) {
    const auto document = config::Document::parse(input.text, input.name);
    if (document && document->root().get("lathe") != nullptr) {
        auto experiment = search::parse_experiment(*document, catalog, {.require_complete = false});
        if (!experiment) return tl::make_unexpected(std::move(experiment.error()));
        return std::move(experiment->space);
    }
    const auto value = document ? Result<config::Value>(document->root()) : config::parse_data(input.text, input.name);
    if (!value) return tl::make_unexpected(Errors{value.error()});
    if (is_plain_text(*value)) return tl::make_unexpected(no_space_in(input.name));
    return space::Space::parse(*value).map_error([&](Errors errors) {
        for (Error& error : errors) error.file = input.name;
        return errors;
    });
}

}  // namespace

tl::expected<space::Space, Errors> load_space_file(const std::string& file, const config::Catalog& catalog) {
    const auto input = read_input(file, config::max_document_size);
    if (!input) return tl::make_unexpected(Errors{input.error()});
    auto space = space_in(*input, catalog);
    if (!space || !space->empty()) return space;
    return tl::make_unexpected(no_space_in(input->name));
}

}  // namespace lathe::ctl
