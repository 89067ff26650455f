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

}  // namespace

std::string job_name(const TalkFolder& talk) {
    std::error_code code;
    const auto trial = std::filesystem::weakly_canonical(talk.trial_folder(), code);  // by whichever link it was named
    const auto study = trial.parent_path().parent_path();
    return fmt::format("lathe-{}-{:08x}-{}-{}", plain(study.filename().string()), crc32c(study.string()),
                       plain(trial.filename().string()), talk.attempt());
}

std::vector<std::string> sbatch_options(const search::Engine& engine, const TrialJob& job, const TalkFolder& talk) {
    std::vector<std::string> options{"--job-name=" + job_name(talk),
                                     "--output=" + as_output_name(talk.log().string()),
                                     "--open-mode=append",
                                     "--chdir=" + talk.trial_folder().string(),
                                     fmt::format("--signal=B:TERM@{}", warning_time(engine)),
                                     "--requeue",
                                     "--nodes=1",
                                     "--ntasks=1"};
    const std::int64_t cpus = engine.cpus > 0 ? engine.cpus : job.config.int_or("hw.threads", 0);
    if (cpus > 0) options.push_back(fmt::format("--cpus-per-task={}", cpus));
    if (!engine.partition.empty()) options.push_back("--partition=" + engine.partition);
    if (!job.device.is_cpu()) options.push_back(fmt::format("--gpus={}", job.devices.size()));
    if (engine.time)
        options.push_back(fmt::format("--time={}", std::chrono::ceil<std::chrono::minutes>(*engine.time).count()));
    options.insert(options.end(), engine.args.begin(), engine.args.end());
    return options;
}

std::string batch_script(const std::string& worker_program, const TalkFolder& talk) {
    return fmt::format(
        "#!/bin/sh\n"
        "# One trial of a study of Lathe's. Its session talks to it through the files beside this script.\n"
        "exec {} worker --folder {}\n",
        shell_quoted(worker_program), shell_quoted(talk.path().string()));
}

}  // namespace lathe::run::slurm
