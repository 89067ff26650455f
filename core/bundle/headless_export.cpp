// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/headless_export.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "core/base/files.h"
#include "core/bundle/container_file.h"
#include "core/bundle/headless_files.h"
#include "core/bundle/plan_experiment.h"
#include "core/bundle/plan_study.h"
#include "core/bundle/recorded_python.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/store/study_record.h"

namespace lathe::bundle {

namespace {

constexpr std::array<std::string_view, 4> format_names{"bundle", "docker", "conda", "slurm"};

bool is_experiment_file(const fs::path& path) {
    std::error_code code;
    return fs::is_regular_file(path, code);
}

fs::path experiment_of(const fs::path& source) {
    return is_experiment_file(source) ? source : store::place_of(source).study / experiment_name;
}

// What is known of where it ran; of an experiment file nothing is.
std::optional<config::Value> environment_of(const fs::path& source) {
    if (is_experiment_file(source)) return std::nullopt;
    const auto [folder, trial] = store::place_of(source);
    const auto study = store::read_study(folder);
    return study ? recorded_environment(*study, trial) : std::nullopt;
}

RecordedVersions versions_of(const std::optional<config::Value>& environment) {
    return environment ? recorded_versions(*environment) : RecordedVersions{};
}

std::optional<RecordedPython> python_of(const std::optional<config::Value>& environment,
                                        const search::TrialProgram& program) {
    if (auto recorded = environment ? recorded_python(*environment) : std::nullopt) return recorded;
    const bool names_python = std::ranges::any_of(program.command, [](const std::string& word) {
        return word.find("python") != std::string::npos || word.ends_with(".py");
    });
    return names_python ? std::optional(RecordedPython{}) : std::nullopt;
}

// The experiment as the text that is written will name it.
HeadlessJob headless_job(const HeadlessExport& wanted, const search::Experiment& experiment,
                         const std::optional<config::Value>& environment) {
    const bool is_trial = !is_experiment_file(wanted.source) && store::place_of(wanted.source).trial.has_value();
    HeadlessJob job;
    job.name = experiment.name;
    const bool can_search = !experiment.space.empty() && experiment.search.objective;
    // A study says itself what it was; a trial is one training.
    const bool searches =
        is_experiment_file(wanted.source) ? can_search : experiment.purpose == search::Purpose::search;
    if (searches && !is_trial) job.verb = HeadlessVerb::tune;
    job.trials_are_jobs = experiment.search.engine.kind == search::EngineKind::slurm;
    const fs::path file = is_trial ? wanted.source : experiment_of(wanted.source);
    const fs::path from = wanted.output.empty() ? fs::current_path() : fs::absolute(wanted.output).parent_path();
    job.experiment = fs::absolute(file).lexically_relative(from).string();
    if (job.experiment.starts_with('-')) job.experiment.insert(0, "./");
    constexpr const char* debian_data = "/usr/share/datasets/fashion-mnist";  // a package of Debian brings it
    if (experiment.config.string_or("data.root", "").starts_with(debian_data))
        job.packages.emplace_back("dataset-fashion-mnist");
    if (experiment.program) job.python = python_of(environment, *experiment.program);
    return job;
}

Result<std::string> headless_text(HeadlessFormat format, const RecordedVersions& versions, const HeadlessJob& job) {
    switch (format) {
        case HeadlessFormat::docker: return container_file(versions, job);
        case HeadlessFormat::conda: return conda_environment(versions, job);
        case HeadlessFormat::bundle:
        case HeadlessFormat::slurm: break;
    }
    return slurm_script(job);
}

tl::unexpected<Errors> refused(Error error) {
    return tl::make_unexpected(Errors{std::move(error)});
}

tl::expected<BundlePlan, Errors> plan_bundle(const HeadlessExport& wanted, const search::Experiment& experiment,
                                             const config::Catalog& catalog) {
    const PlanOptions options{.with_data = wanted.with_data};
    auto plan = is_experiment_file(wanted.source)
                    ? plan_experiment(experiment, catalog, fs::absolute(wanted.source).parent_path(), options)
                    : plan_study(wanted.source, catalog, options);
    if (!plan) return plan;
    const auto environment = environment_of(wanted.source);
    HeadlessJob job = headless_job(wanted, experiment, environment);
    if (job.python && job.python->version.empty())
        plan->warnings.emplace_back(
            "which Python packages the program needs is not recorded: run it, and export its study");
    const auto versions = versions_of(environment);
    if (auto added = add_headless_files(*plan, versions, std::move(job)); !added) return refused(added.error());
    return plan;
}

}  // namespace

std::string_view name_of(HeadlessFormat format) {
    return format_names[static_cast<std::size_t>(format)];
}

std::optional<HeadlessFormat> headless_format(std::string_view name) {
    for (std::size_t i = 0; i < format_names.size(); ++i)
        if (format_names[i] == name) return static_cast<HeadlessFormat>(i);
    return std::nullopt;
}

tl::expected<BundlePlan, Errors> plan_headless(const HeadlessExport& wanted, const config::Catalog& catalog) {
    const fs::path file = experiment_of(wanted.source);
    std::error_code code;
    if (!wanted.output.empty() && fs::equivalent(file, wanted.output, code)) {
        Error error{"is the experiment itself", "name another file to write"};
        error.file = wanted.output.string();
        return refused(std::move(error));
    }
    if (wanted.format == HeadlessFormat::bundle && !wanted.output.empty() && !is_bundle_name(wanted.output)) {
        Error error{"would not be taken for a bundle", "end its name in .lathe.tar.zst"};
        error.file = wanted.output.string();
        return refused(std::move(error));
    }
    const auto experiment = search::load_experiment(file.string(), catalog);
    if (!experiment) return tl::make_unexpected(experiment.error());
    if (wanted.format == HeadlessFormat::bundle) return plan_bundle(wanted, *experiment, catalog);
    const auto environment = environment_of(wanted.source);
    auto text = headless_text(wanted.format, versions_of(environment), headless_job(wanted, *experiment, environment));
    if (!text) return refused(text.error());
    BundlePlan plan;
    plan.name = experiment->name;
    plan.set_text(wanted.output.filename().string(), std::move(*text));
    return plan;
}

Result<std::string> write_headless(const BundlePlan& plan, const HeadlessExport& wanted,
                                   const WriteProgress& progress) {
    if (wanted.format == HeadlessFormat::bundle) return Bundle::write(plan, wanted.output, progress);
    if (auto written = write_file_atomically(wanted.output, plan.files.front().text); !written)
        return fail(written.error());
    return std::string();
}

}  // namespace lathe::bundle
