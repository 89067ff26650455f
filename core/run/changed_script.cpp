// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/changed_script.h"

#include <map>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/provenance/provenance.h"
#include "core/run/changed_inputs.h"
#include "core/run/program/program_command.h"

namespace lathe::run {

namespace {

std::vector<std::string> compared(const std::string& since, const provenance::Manifest& before,
                                  const search::Experiment& experiment) {
    Surroundings now;
    if (const auto script = script_of(experiment); !script.empty()) now.inputs.emplace(script_input, script);
    auto changes = changed_inputs({{script_input, before}}, now);
    for (std::string& one : changes)
        one = fmt::format("since {}, {}: its results may not be what they would have been", since, one);
    return changes;
}

}  // namespace

std::vector<std::string> changed_script(const fs::path& study_folder, const search::Experiment& experiment) {
    if (!experiment.program) return {};
    const std::string last = provenance::last_record(study_folder);
    if (last.empty()) return {};
    const auto record = provenance::Provenance::load(study_folder, last);
    if (!record) return {};
    const auto script = record->inputs.find(script_input);
    if (script == record->inputs.end()) return {};
    return compared(fmt::format("the study {} ran", study_folder.filename().string()), script->second, experiment);
}

Result<void> save_script(const fs::path& file, const search::Experiment& experiment) {
    const auto script = script_of(experiment);
    if (script.empty()) return {};
    const auto manifest = provenance::make_manifest(script, provenance::ChecksumCache::of_process());
    if (!manifest) return fail(manifest.error());
    return write_file_atomically(file, dump_json(config::to_json(provenance::to_value(*manifest)), 2) + "\n");
}

std::vector<std::string> changed_since_saved(const fs::path& file, const search::Experiment& experiment) {
    std::error_code code;
    if (!experiment.program || !fs::exists(file, code)) return {};
    const auto text = read_file(file);
    const auto json = text ? parse_json(*text, file.string()) : Result<Json>(fail(text.error()));
    const auto manifest = json ? provenance::manifest_from_value(config::from_json(*json))
                               : Result<provenance::Manifest>(fail(json.error()));
    if (!manifest) return {"whether the script of the program has changed cannot be told: " + manifest.error().str()};
    return compared("this was put into the queue", *manifest, experiment);
}

}  // namespace lathe::run
