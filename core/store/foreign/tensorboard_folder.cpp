// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/config/document.h"
#include "core/store/foreign/foreign_readers.h"
#include "core/store/trial_curves_reader.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr int deepest = 16;  // folders below the one that is given

using EventFiles = std::map<fs::path, std::vector<fs::path>>;  // by folder

bool is_event_file(const fs::path& file) {
    return file.filename().string().find("tfevents") != std::string::npos;
}

// Links are not followed: they may lead in a circle, or anywhere.
Result<EventFiles> event_files_below(const fs::path& folder) {
    EventFiles found;
    std::error_code code;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, code);
    if (code) {
        Error error{"cannot be read as a folder: " + code.message(), "name the folder that holds the runs"};
        error.file = folder.string();
        return fail(std::move(error));
    }
    for (; it != fs::recursive_directory_iterator(); it.increment(code)) {
        if (code) break;
        if (it.depth() >= deepest) it.disable_recursion_pending();
        std::error_code ignored;
        if (it->is_regular_file(ignored) && !it->is_symlink(ignored) && is_event_file(it->path()))
            found[it->path().parent_path()].push_back(it->path());
        if (found.size() > most_foreign_trials) break;
    }
    for (auto& [run, files] : found) std::ranges::sort(files);
    return found;
}

// What Lathe records of a trial's use of the machine is a part of that trial.
bool is_usage_of_a_run(const fs::path& folder, const EventFiles& found) {
    return folder.filename() == usage_folder_name && found.contains(folder.parent_path());
}

void set_times(ForeignTrial& trial) {
    for (const auto& [tag, points] : trial.metrics)
        for (const auto& point : points) {
            const Time time = from_unix_seconds(point.wall_time);
            trial.start = std::min(trial.start.value_or(time), time);
            trial.end = std::max(trial.end.value_or(time), time);
        }
}

}  // namespace

Result<ForeignStudy> read_tensorboard_folder(const fs::path& given, const ForeignObjective& objective,
                                             const ForeignProgress& progress) {
    std::error_code code;
    const fs::path folder = fs::absolute(given, code).lexically_normal();
    const auto found = event_files_below(folder);
    if (!found) return fail(found.error());
    if (found->empty()) {
        Error error{"holds no event files (*tfevents*)", "name the folder that TensorBoard is started with"};
        error.file = folder.string();
        return fail(std::move(error));
    }
    ForeignStudy study;
    study.name = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
    study.tool = "tensorboard";
    study.source = folder;
    study.metric = objective.metric;
    study.mode = objective.mode;
    if (found->size() > most_foreign_trials)
        study.notes.push_back(fmt::format("only the first {} runs were taken", most_foreign_trials));
    for (const auto& [run, files] : *found) {
        if (study.trials.size() == most_foreign_trials) break;
        if (is_usage_of_a_run(run, *found)) continue;
        ForeignTrial trial;
        trial.marks.name = run == folder ? study.name : run.lexically_relative(folder).string();
        trial.event_files = files;
        if (const auto usage = found->find(usage_folder(run)); usage != found->end()) trial.usage_files = usage->second;
        EventFolderReader reader(run);
        trial.metrics = reader.poll();
        for (const auto& warning : reader.warnings()) study.notes.push_back(warning);
        set_times(trial);
        if (const fs::path settings = run / "hparams.yaml"; fs::exists(settings, code)) {
            if (const auto document = config::Document::load(settings.string()))
                trial.params = flat_params(document->root());
            else study.notes.push_back(document.error().str() + "; the run has no parameters here");
        }
        study.trials.push_back(std::move(trial));
        if (progress)
            if (auto go_on = progress(study.trials.size()); !go_on) return fail(go_on.error());
    }
    return study;
}

}  // namespace lathe::store
