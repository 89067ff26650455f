#include "app/ctl/bundle_commands.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>

#include "core/base/files.h"
#include "core/bundle/bundle.h"
#include "core/bundle/bundle_trust.h"
#include "core/bundle/container_file.h"
#include "core/bundle/headless_files.h"
#include "core/bundle/plan_experiment.h"
#include "core/bundle/plan_study.h"
#include "core/store/workspace.h"

namespace lathe::ctl {

namespace {

constexpr std::array headless_formats{"bundle", "docker", "conda", "slurm"};

// What is exported: an experiment file, or the folder of a study or trial.
Result<fs::path> find_target(const Program& program, const std::string& target) {
    std::error_code code;
    if (fs::is_regular_file(target, code)) return fs::path(target);
    return store::Workspace(program.workspace).find(target);
}

bool is_file(const fs::path& path) {
    std::error_code code;
    return fs::is_regular_file(path, code);
}

// The experiment as the text that is written will name it.
Result<bundle::HeadlessJob> job_of(Program& program, const fs::path& path, const HeadlessExportOptions& options) {
    const auto place = store::place_of(path);
    const bool is_trial = place.trial.has_value();
    fs::path file = is_file(path) ? path : place.study / bundle::experiment_name;
    const auto experiment = search::load_experiment(file.string(), *program.catalog);
    if (!experiment) return fail(experiment.error().front());
    bundle::HeadlessJob job;
    job.name = experiment->name;
    const bool can_search = !experiment->space.empty() && experiment->search.objective;
    // A study says itself what it was; a trial is one training.
    const bool searches = is_file(path) ? can_search : experiment->purpose == search::Purpose::search;
    if (searches && !is_trial) job.verb = bundle::HeadlessVerb::tune;
    if (is_trial) file = path;
    const fs::path from = options.output.empty() ? fs::current_path() : fs::absolute(options.output).parent_path();
    job.experiment = fs::absolute(file).lexically_relative(from).string();
    if (job.experiment.starts_with('-')) job.experiment.insert(0, "./");
    constexpr const char* debian_data = "/usr/share/datasets/fashion-mnist";  // a package of Debian brings it
    if (experiment->config.string_or("data.root", "").starts_with(debian_data))
        job.packages.emplace_back("dataset-fashion-mnist");
    return job;
}

void write_bundle(Program& program, const fs::path& path, const HeadlessExportOptions& options) {
    if (options.output.empty())
        return program.error(Error{"a bundle is not for a terminal", "name the file: -o NAME.lathe.tar.zst"});
    const bundle::PlanOptions wanted{.with_data = options.with_data};
    tl::expected<bundle::BundlePlan, Errors> plan;
    if (is_file(path)) {
        const auto experiment = search::load_experiment(path.string(), *program.catalog);
        if (!experiment) return program.errors(experiment.error());
        plan = bundle::plan_experiment(*experiment, *program.catalog, fs::absolute(path).parent_path(), wanted);
    } else {
        plan = bundle::plan_study(path, *program.catalog, wanted);
    }
    if (!plan) return program.errors(plan.error());
    auto job = job_of(program, path, options);
    if (!job) return program.error(job.error());
    if (auto added = bundle::add_headless_files(*plan, {}, std::move(*job)); !added)
        return program.error(added.error());
    for (const std::string& warning : plan->warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
    const auto id = bundle::Bundle::write(*plan, options.output);
    if (!id) return program.error(id.error(), 1);
    std::fprintf(stderr, "%s: %zu files, %llu bytes unpacked, id %s\n", options.output.c_str(), plan->files.size(),
                 static_cast<unsigned long long>(plan->total_size()), id->c_str());
}

Result<std::string> text_of(const std::string& format, const bundle::HeadlessJob& job) {
    if (format == "docker") return bundle::container_file({}, job);
    if (format == "conda") return bundle::conda_environment({}, job);
    return bundle::slurm_script(job);
}

}  // namespace

bool is_headless_format(const std::string& format) {
    return std::ranges::find(headless_formats, format) != headless_formats.end();
}

void export_headless(Program& program, const HeadlessExportOptions& options) {
    const auto path = find_target(program, options.target);
    if (!path) return program.error(path.error());
    if (options.format == "bundle") return write_bundle(program, *path, options);
    const auto job = job_of(program, *path, options);
    if (!job) return program.error(job.error());
    const auto text = text_of(options.format, *job);
    if (!text) return program.error(text.error());
    if (options.output.empty()) {
        std::cout << *text;
        return;
    }
    if (auto written = write_file_atomically(options.output, *text); !written) program.error(written.error(), 1);
}

void trust_bundle_file(Program& program, const fs::path& file, bool remove) {
    const auto opened = bundle::Bundle::open(file);
    if (!opened) return program.error(opened.error());
    const auto done = remove ? bundle::distrust_bundle(opened->id()) : bundle::trust_bundle(opened->id());
    if (!done) return program.error(done.error());
    for (const std::string& code : opened->manifest().code)
        std::fprintf(stderr, "%s: %s\n", remove ? "trusted no longer" : "trusted", code.c_str());
}

}  // namespace lathe::ctl
