// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/space_commands_file.h"

#include "core/base/input.h"
#include "core/config/data_file.h"
#include "core/config/document.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"

namespace lathe::ctl {

namespace {

tl::expected<space::Space, Errors> space_in(const Input& input, const config::Catalog& catalog) {
    const auto document = config::Document::parse(input.text, input.name);
    if (document && document->root().get("lathe") != nullptr) {
        auto experiment = search::parse_experiment(*document, catalog, {.require_complete = false});
        if (!experiment) return tl::make_unexpected(std::move(experiment.error()));
        return std::move(experiment->space);
    }
    const auto value = document ? Result<config::Value>(document->root()) : config::parse_data(input.text, input.name);
    if (!value) return tl::make_unexpected(Errors{value.error()});
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
    Error error{"holds no search space", "write KEY: {_type: uniform, _value: [0, 1]}"};
    error.file = input->name;
    return tl::make_unexpected(Errors{std::move(error)});
}

}  // namespace lathe::ctl
