// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/experiment_space.h"

#include "core/config/data_file.h"
#include "core/config/value_error.h"

namespace lathe::space {

namespace {

// The entries of a file; where it cannot be read the error says so, and there are none.
void read_space_file(const config::Document& experiment, const config::Value& named, ExperimentSpace& out) {
    if (!named.is_string() || named.as_string().empty())
        return out.errors.push_back(config::error_at(named, "space_file",
                                                     "expected a path, found " + config::to_yaml_inline(named),
                                                     "give the path of a YAML or JSON file"));
    const auto folder = std::filesystem::path(experiment.file()).parent_path();
    out.file = (folder / named.as_string()).string();
    auto read = config::load_data_file(out.file);
    if (read) return void(out.written = std::move(*read));
    Error error = std::move(read.error());
    if (error.line == 0) error = config::error_at(named, "space_file", out.file + " " + error.what, error.hint);
    out.errors.push_back(std::move(error));
}

}  // namespace

ExperimentSpace read_experiment_space(const config::Document& experiment) {
    ExperimentSpace out;
    const config::Value* written = experiment.root().get("space");
    if (const config::Value* named = experiment.root().get("space_file")) {
        if (written != nullptr)
            out.errors.push_back(
                config::error_at(*named, "space_file", "both space and space_file are given", "remove one of them"));
        read_space_file(experiment, *named, out);
    } else if (written != nullptr && !written->is_null()) {
        out.written = *written;
    }
    if (!out.errors.empty()) return out;
    auto space = Space::parse(out.written);
    if (space) {
        out.space = std::move(*space);
        return out;
    }
    for (Error& error : space.error()) {
        if (!out.file.empty()) error.file = out.file;
        error.key = error.key.empty() ? "space" : "space." + error.key;
        out.errors.push_back(std::move(error));
    }
    return out;
}

Space space_of_experiment(const std::filesystem::path& file) {
    const auto document = config::Document::load(file.string());
    return document ? read_experiment_space(*document).space : Space();
}

}  // namespace lathe::space
