// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/plan_study.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/bundle/entry_name.h"
#include "core/bundle/folder_files.h"
#include "core/bundle/plan_experiment.h"
#include "core/bundle/program_folder.h"
#include "core/config/document.h"
#include "core/provenance/provenance.h"
#include "core/search/experiment_file.h"
#include "core/search/experiment_text.h"
#include "core/store/study_record.h"

namespace lathe::bundle {

namespace {

using Planned = tl::expected<BundlePlan, Errors>;

tl::unexpected<Errors> all(Error error) {
    return tl::make_unexpected(Errors{std::move(error)});
}

enum class Checkpoints : std::uint8_t { none, last, all };

bool is_taken(const std::string& name, Checkpoints checkpoints) {
    const fs::path path(name);
    if (path.parent_path().filename() != "checkpoints") return true;
    switch (checkpoints) {
        case Checkpoints::none: return false;
        case Checkpoints::last: return path.filename() == "last.pt" || path.filename() == "start.pt";
        case Checkpoints::all: break;
    }
    return true;
}

// What a trial's job and its session said to each other: another machine, or a copy, must not take the job for its own.
bool is_talk_of_jobs(const fs::path& folder_in_trial) {
    return folder_in_trial == "worker";
}

// Adds the files of a folder below `prefix`, but for what the plan has already. Checkpoints are read by what runs
// TorchScript, so that they count as code.
Result<void> add_folder(BundlePlan& plan, const fs::path& folder, const std::string& prefix, Checkpoints checkpoints,
                        const std::function<bool(const std::string&)>& enter) {
    const auto found = files_of_folder(folder, enter);
    if (!found) return fail(found.error());
    for (const FolderFile& file : found->files) {
        const std::string name = prefix + file.name;
        if (file.name == "lock" || file.name == store::marks_lock_name || file.name == manifest_name ||
            plan.find(name) != nullptr)
            continue;
        if (!is_taken(file.name, checkpoints)) continue;
        if (refusal_of_name(name)) {
            plan.warnings.push_back((folder / file.name).string() + ": has a name that no bundle can hold; left out");
            continue;
        }
        if (auto added = plan.add_file(name, folder / file.name); !added) return fail(added.error());
        if (name.ends_with(".pt")) plan.add_code(name);
    }
    return {};
}

// What the trial ran with and read, which tells elsewhere whether that is still the same.
Result<void> add_provenance(BundlePlan& plan, const fs::path& study, const store::TrialRecord& record) {
    const std::string name = record.facts.string_or("provenance", "");
    if (name.empty()) return {};
    for (const fs::path& file : provenance::files_of_record(study, name))
        if (auto added = plan.add_file("provenance/" + file.filename().string(), file); !added) return added;
    return {};
}

Planned plan_whole_study(const store::StudyRecord& study, const config::Catalog& catalog, const PlanOptions& options) {
    const fs::path file = study.folder / experiment_name;
    auto experiment = search::load_experiment(file.string(), catalog);
    if (!experiment) return tl::make_unexpected(experiment.error());
    // Whoever runs it again elsewhere has a child of this study; where it goes on, its journal says what it is.
    experiment->from = store::origin_of(study, std::nullopt, experiment->from);
    auto plan = plan_experiment(*experiment, catalog, study.folder, options);
    if (!plan) return plan;
    plan->kind = BundleKind::study;

    Checkpoints checkpoints = Checkpoints::none;
    if (study.state != store::StudyState::finished) checkpoints = Checkpoints::last;
    if (options.with_checkpoints) checkpoints = Checkpoints::all;
    // What an earlier bundle brought is in the plan where the experiment names it.
    const auto enter = [](const std::string& name) {
        if (name == "files" || name == "data" || name == program_folder_name) return false;
        const fs::path path(name);  // trials/0003/worker
        const fs::path trial = path.parent_path();
        return !(trial.parent_path() == "trials" && is_talk_of_jobs(path.lexically_relative(trial)));
    };
    if (auto added = add_folder(*plan, study.folder, "", checkpoints, enter); !added) return all(added.error());
    return plan;
}

Planned plan_trial(const store::StudyRecord& study, int number, const config::Catalog& catalog,
                   const PlanOptions& options) {
    const fs::path folder = store::trial_folder(study.folder, number);
    const auto config = config::Document::load((folder / "config.yaml").string());
    if (!config) return all(config.error());
    // From its parameters alone it would be another training.
    const auto record = store::read_trial_record(folder);
    if (record && record->start_from) {
        Error error{fmt::format("trial {} went on from the checkpoint of trial {}: it cannot be run by itself", number,
                                *record->start_from),
                    "export the whole study"};
        error.file = folder.string();
        return all(std::move(error));
    }
    auto experiment = search::load_experiment((study.folder / experiment_name).string(), catalog);
    if (!experiment) return tl::make_unexpected(experiment.error());
    // One training with these values, as they were resolved.
    experiment->purpose = search::Purpose::trial;
    experiment->name = fmt::format("{}-{:04}", study.name, number);
    experiment->config = config->root();
    experiment->space = {};
    experiment->from = store::origin_of(study, number, experiment->from);
    const auto document = config::Document::parse(search::to_yaml(*experiment), (folder / "config.yaml").string());
    if (!document) return all(document.error());
    experiment = search::parse_experiment(*document, catalog);
    if (!experiment) return tl::make_unexpected(experiment.error());
    auto plan = plan_experiment(*experiment, catalog, study.folder, options);
    if (!plan) return plan;
    plan->kind = BundleKind::trial;
    const Checkpoints checkpoints = options.with_checkpoints ? Checkpoints::all : Checkpoints::none;
    if (auto added = add_folder(*plan, folder, std::string(trial_record_name) + "/", checkpoints,
                                [](const std::string& name) { return !is_talk_of_jobs(name); });
        !added)
        return all(added.error());
    if (record)
        if (auto added = add_provenance(*plan, study.folder, *record); !added) return all(added.error());
    return plan;
}

}  // namespace

tl::expected<BundlePlan, Errors> plan_study(const fs::path& given, const config::Catalog& catalog,
                                            const PlanOptions& options) {
    const auto [folder, number] = store::place_of(given);
    const auto study = store::read_study(folder);
    if (!study) return all(study.error());
    if (study->holder) {
        Error error{fmt::format("is being run by process {} on {}", study->holder->pid, study->holder->host),
                    "wait for its end, or stop it first"};
        error.file = study->folder.string();
        return all(std::move(error));
    }
    return number ? plan_trial(*study, *number, catalog, options) : plan_whole_study(*study, catalog, options);
}

}  // namespace lathe::bundle
