// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/slurm_commands.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/run/child_process.h"
#include "core/run/program/program_output_of.h"
#include "core/run/program/program_path.h"
#include "core/run/program/program_variables.h"

namespace lathe::run::slurm {

namespace {

constexpr OutputLimits command_limits{std::chrono::seconds(60), std::size_t{64} << 20, std::chrono::seconds(3)};
constexpr const char* no_slurm_hint = "install Slurm's commands (Debian: slurm-client), or use the engine local";

// What Slurm's commands say when they have got no answer: the controller is away or too busy, something on the way to
// it is, or the service that vouches for who asks (munge) does not run just now.
bool is_unanswered(const std::string& said) {
    static constexpr auto signs = std::to_array<std::string_view>(
        {"Unable to contact slurm controller", "Communication connection failure", "Communication shutdown failure",
         "Message send failure", "Message receive failure", "Protocol authentication error", "Socket timed out",
         "Connection refused", "Connection timed out", "Zero Bytes were", "temporarily unable",
         "temporarily unavailable", "Temporary failure", "Transport endpoint", "Slurm backup controller in standby",
         "try again"});
    return std::ranges::any_of(signs, [&](std::string_view sign) { return said.find(sign) != std::string::npos; });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// What a command has said of its failure, without its own name: "AssocMaxSubmitJobLimit; Batch job submission failed:
// ...". A warning counts where there is nothing else.
std::string complaint(const std::string& errors) {
    constexpr std::string_view sign = "error: ";
    std::string all;
    std::string last;
    for (const std::string_view line : split(errors, '\n')) {
        if (strip(line).empty()) continue;
        last = std::string(strip(line));
        const auto at = last.find(sign);
        if (at != std::string::npos) all += (all.empty() ? "" : "; ") + last.substr(at + sign.size());
    }
    return all.empty() ? last : all;
}

// NAME=VALUE, all that Slurm's commands get.
std::vector<std::string> variables_of_commands() {
    static constexpr auto dropped =
        std::to_array<std::string_view>({"SLURM_", "SBATCH_", "SQUEUE_", "SCANCEL_", "SCONTROL_", "SACCT_"});
    static constexpr auto kept =
        std::to_array<std::string_view>({"SLURM_CONF", "SLURM_JWT="});  // where Slurm is, and who asks it
    std::vector<std::string> variables = environment_with({});
    std::erase_if(variables, [&](const std::string& one) {
        const auto is_prefix = [&](std::string_view prefix) { return one.starts_with(prefix); };
        return std::ranges::any_of(dropped, is_prefix) && std::ranges::none_of(kept, is_prefix);
    });
    return variables;
}

// Takes what a command writes as its errors: a file in memory, which no command ever waits for.
class ErrorText {
  public:
    ErrorText() : file_(::memfd_create("errors", MFD_CLOEXEC)) {}
    ~ErrorText() {
        if (file_ >= 0) ::close(file_);
    }
    ErrorText(const ErrorText&) = delete;
    ErrorText& operator=(const ErrorText&) = delete;

    int descriptor() const { return file_; }
    std::string read() const {
        std::string text(std::size_t{64} << 10, '\0');
        const ssize_t got = file_ >= 0 ? ::pread(file_, text.data(), text.size(), 0) : 0;
        text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        return text;
    }

  private:
    int file_;
};

bool is_job_id(std::string_view text) {
    return !text.empty() && is_digit(text.front()) && text.find_first_not_of("0123456789_") == std::string_view::npos;
}

// Of "JobId=12 JobName=x JobState=TIMEOUT Reason=...".
std::string value_of(std::string_view line, std::string_view name) {
    for (const std::string_view word : split(line, ' '))
        if (word.starts_with(name) && word.size() > name.size() && word[name.size()] == '=')
            return std::string(word.substr(name.size() + 1));
    return {};
}

}  // namespace

bool passes(const Error& error) {
    return error.kind == slurm_full || error.kind == slurm_unanswered;
}

Result<void> SlurmCommands::check_installed() {
    for (const char* name : {"sbatch", "squeue", "scancel", "scontrol"})
        if (find_program(name, "/", path_variable()).empty())
            return fail(std::string(name) + " of Slurm is not found", no_slurm_hint);
    return {};
}

Result<std::string> SlurmCommands::call(const std::vector<std::string>& arguments, const std::stop_token& stop) const {
    ProgramStart start;
    start.supervisor = supervisor_;
    start.arguments = arguments;
    start.arguments.front() = find_program(arguments.front(), "/", path_variable()).string();
    if (start.arguments.front().empty()) return fail(arguments.front() + " of Slurm is not found", no_slurm_hint);
    start.variables = variables_of_commands();
    start.folder = "/";
    const ErrorText errors;
    start.errors = errors.descriptor();
    auto answer = answer_of(start, command_limits, stop);
    if (!answer) {
        Error error = std::move(answer).error();
        error.kind = slurm_unanswered;
        return fail(std::move(error));
    }
    if (answer->status == 0) return std::move(answer->output);
    const std::string said = errors.read();
    Error error{complaint(said)};
    if (error.what.empty()) error.what = arguments.front() + " " + describe_end(answer->status);
    if (is_unanswered(said)) error.kind = slurm_unanswered;
    if (said.find("SubmitJob") != std::string::npos) error.kind = slurm_full;  // AssocMaxSubmitJobLimit and its like
    return fail(std::move(error));
}

Result<std::string> SlurmCommands::submit(const std::vector<std::string>& options, const std::string& script) const {
    std::vector<std::string> arguments{"sbatch", "--parsable"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.push_back(script);
    const auto output = call(arguments);
    if (!output) return fail(output.error());
    // What a site has its sbatch say comes before: "Welcome ...", then "12", or "12;cluster".
    const std::string_view last = strip(split(strip(*output), '\n').back());
    const std::string_view id = last.substr(0, last.find(';'));
    if (is_job_id(id)) return std::string(id);
    // It has not failed, so that there may be a job, which its name finds.
    Error error{"the answer of sbatch is not understood: " + std::string(last)};
    error.kind = slurm_unanswered;
    return fail(std::move(error));
}

Result<std::vector<QueuedJob>> SlurmCommands::queue(const std::stop_token& stop) const {
    const auto output = call(
        {"squeue", "--noheader", "--all", "--array", "--user=" + std::to_string(::getuid()), "--format=%i|%T|%r|%j"},
        stop);
    if (!output) return fail(output.error());
    std::vector<QueuedJob> jobs;
    for (const std::string_view line : split(*output, '\n')) {
        const auto parts = split(strip(line), '|');
        if (parts.size() < 4 || !is_job_id(parts[0])) continue;
        jobs.push_back({std::string(parts[0]), std::string(parts[1]), std::string(parts[2]), std::string(parts[3])});
    }
    return jobs;
}

Result<void> SlurmCommands::cancel(const JobKey& job) const {
    const auto done = call({"scancel", "--jobname=" + job.name, job.id});
    return done ? Result<void>() : fail(done.error());
}

Result<void> SlurmCommands::requeue(const std::string& job) const {
    const auto done = call({"scontrol", "requeue", job});
    return done ? Result<void>() : fail(done.error());
}

Result<std::string> SlurmCommands::state(const JobKey& job) const {
    const auto fate = fate_by_controller(job);
    if (!fate) return fail(fate.error());
    return fate->state;
}

Result<JobFate> SlurmCommands::fate(const JobKey& job) const {
    if (auto found = fate_by_accounting(job)) return std::move(*found);
    return fate_by_controller(job);
}

// nullopt: the accounting is off, not installed, or does not know of the end (yet).
std::optional<JobFate> SlurmCommands::fate_by_accounting(const JobKey& job) const {
    const auto output = call(
        {"sacct", "--jobs=" + job.id, "--allocations", "--noheader", "--parsable2", "--format=State,ExitCode,JobName"});
    if (!output) return std::nullopt;
    const auto parts = split(strip(*output), '|');
    const std::string_view state = parts.front();
    if (parts.size() != 3 || parts[2] != job.name) return std::nullopt;
    if (state.empty() || state == "RUNNING" || state == "PENDING") return std::nullopt;
    return JobFate{std::string(state), std::string(parts[1])};
}

Result<JobFate> SlurmCommands::fate_by_controller(const JobKey& job) const {
    const auto output = call({"scontrol", "--all", "--oneliner", "show", "job", job.id});
    if (!output && passes(output.error())) return fail(output.error());
    if (!output || value_of(*output, "JobName") != job.name) return JobFate{};  // "Invalid job id specified"
    return JobFate{value_of(strip(*output), "JobState"), value_of(strip(*output), "ExitCode")};
}

}  // namespace lathe::run::slurm
