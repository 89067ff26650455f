// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/job_request.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include <fmt/format.h>

#include "core/base/crc32c.h"
#include "core/base/shell.h"

namespace lathe::run::slurm {

namespace {

// The seconds before the time limit at which the worker is told, so that it can write a checkpoint. Slurm may tell it a
// minute earlier; a short job must have trained by then all the same.
std::int64_t warning_time(const search::Engine& engine) {
    constexpr std::int64_t usual = 60;
    if (!engine.time) return usual;
    return std::min(usual, std::chrono::duration_cast<std::chrono::seconds>(*engine.time).count() / 4);
}

// Letters that neither squeue's lists nor Slurm's file names give a meaning to.
std::string plain(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                              c == '.' || c == '_';
        out += is_plain ? c : '_';
    }
    return out;
}

// In the name of an output file % begins a placeholder.
std::string as_output_name(const std::string& path) {
    std::string out;
    for (const char c : path) out += c == '%' ? std::string("%%") : std::string(1, c);
    return out;
}

bool has_ranks(const TrialJob& job) {
    return job.place.ranks > 1;
}

// On several nodes, where all can have as many; else 0: Slurm shares them out. Left to itself it may give a node three
// GPUs and two ranks.
int ranks_of_node(const search::Engine& engine, const TrialJob& job) {
    const bool is_even = engine.nodes > 1 && job.place.ranks % engine.nodes == 0;
    return is_even ? job.place.ranks / engine.nodes : 0;
}

// 0: nobody has said how many.
std::int64_t cpus_of_task(const search::Engine& engine, const TrialJob& job) {
    return engine.cpus > 0 ? engine.cpus : job.config.int_or("hw.threads", 0);
}

// srun does not take over what sbatch was asked for. A rank that fails ends none of the others, so that they can say
// why; but what hangs once one has left is ended.
std::string srun_of_ranks(const search::Engine& engine, const TrialJob& job) {
    return fmt::format(
        "srun --nodes={} --ntasks={} --cpus-per-task={} --kill-on-bad-exit=0 --wait=60 --mpi=none --export=ALL ",
        engine.nodes, job.place.ranks, std::max<std::int64_t>(1, cpus_of_task(engine, job)));
}

// How all names of the study's jobs begin, by whichever link it is named.
std::string study_name(const TalkFolder& talk) {
    std::error_code code;
    const auto study = std::filesystem::weakly_canonical(talk.trial_folder().parent_path().parent_path(), code);
    return fmt::format("lathe-{}-{:08x}-", plain(study.filename().string()), crc32c(study.string()));
}

// As trials and attempts are named: 0003-1.
std::string place_name(const TalkFolder& talk) {
    return fmt::format("{}-{}", plain(talk.trial_folder().filename().string()), talk.attempt());
}

}  // namespace

std::string job_name(const TalkFolder& talk) {
    return study_name(talk) + place_name(talk);
}

std::string array_name(const TalkFolder& first) {
    return study_name(first) + "array-" + place_name(first);
}

bool is_job_of(const TalkFolder& talk, std::string_view name) {
    return name == job_name(talk) || name.starts_with(study_name(talk) + "array-");
}

std::vector<std::string> options_of_job(const TalkFolder& talk) {
    return {"--job-name=" + job_name(talk), "--output=" + as_output_name(talk.log().string()), "--open-mode=append",
            "--chdir=" + talk.trial_folder().string()};
}

std::vector<std::string> options_of_array(const TalkFolder& first, const std::vector<int>& elements) {
    // %4a: the element's number as the folders of trials have it.
    const auto trials = first.trial_folder().parent_path();
    const auto in_trial = first.log().lexically_relative(first.trial_folder());
    return {"--job-name=" + array_name(first), fmt::format("--array={}", fmt::join(elements, ",")),
            "--output=" + as_output_name(trials.string()) + "/%4a/" + in_trial.string(), "--open-mode=append",
            "--chdir=" + trials.string()};
}

std::vector<std::string> options_of_trial(const search::Engine& engine, const TrialJob& job) {
    std::vector<std::string> options{
        // B: to the script's process alone; else to all that srun has started.
        fmt::format("--signal={}TERM@{}", has_ranks(job) ? "" : "B:", warning_time(engine)), "--requeue",
        fmt::format("--nodes={}", engine.nodes), fmt::format("--ntasks={}", job.place.ranks)};
    const int of_node = ranks_of_node(engine, job);
    if (of_node > 0) options.push_back(fmt::format("--ntasks-per-node={}", of_node));
    if (const auto cpus = cpus_of_task(engine, job); cpus > 0)
        options.push_back(fmt::format("--cpus-per-task={}", cpus));
    if (!engine.partition.empty()) options.push_back("--partition=" + engine.partition);
    if (!job.device.is_cpu())
        options.push_back(of_node > 0 ? fmt::format("--gpus-per-node={}", of_node)
                                      : fmt::format("--gpus={}", job.devices.size()));
    if (engine.time)
        options.push_back(fmt::format("--time={}", std::chrono::ceil<std::chrono::minutes>(*engine.time).count()));
    options.insert(options.end(), engine.args.begin(), engine.args.end());
    return options;
}

std::string batch_script(const std::string& worker_program, const search::Engine& engine, const TrialJob& job,
                         const TalkFolder& talk) {
    return fmt::format(
        "#!/bin/sh\n"
        "# One trial of a study of Lathe's. Its session talks to it through the files beside this script.\n"
        "exec {}{} worker --folder {}\n",
        has_ranks(job) ? srun_of_ranks(engine, job) : std::string(), shell_quoted(worker_program),
        shell_quoted(talk.path().string()));
}

std::string array_script(const TalkFolder& first) {
    const auto in_trial = first.script().lexically_relative(first.trial_folder());
    return fmt::format(
        "#!/bin/sh\n"
        "# Some trials of a study of Lathe's, each with a script of its own.\n"
        "cd {}/\"$(printf %04d \"$SLURM_ARRAY_TASK_ID\")\" && exec /bin/sh {}\n",
        shell_quoted(first.trial_folder().parent_path().string()), in_trial.string());
}

}  // namespace lathe::run::slurm
