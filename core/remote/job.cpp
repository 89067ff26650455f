// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/job.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <utility>

#include <fmt/format.h>

#include "core/base/file_lock.h"
#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/base/numbers.h"
#include "core/base/system_error.h"
#include "core/base/temporary_folder.h"
#include "core/queue/process_identity.h"
#include "core/run/child_process.h"
#include "core/run/program/program_variables.h"

namespace lathe::remote {

namespace {

constexpr std::size_t id_digits = 32;
constexpr int most_interrupts = 3;

Json to_json(const JobCommand& command) {
    return {{"workspace", command.workspace.string()},
            {"arguments", command.arguments},
            {"output_name", command.output_name}};
}

Result<JobCommand> command_from_json(const Json& json, const fs::path& file) {
    const auto bad = [&] { return fail(fmt::format("{} is damaged", file.string()), "start the command again"); };
    if (!json.is_object()) return bad();
    JsonMembers members(json);
    JobCommand command{members.text("workspace", JsonMembers::Need::required), {}, members.text("output_name")};
    const Json* arguments = members.find("arguments");
    if (members.bad() || !arguments || !arguments->is_array()) return bad();
    if (!command.output_name.empty() && !Job::is_output_name(command.output_name)) return bad();
    for (const Json& argument : *arguments) {
        if (!argument.is_string()) return bad();
        command.arguments.push_back(argument.get<std::string>());
    }
    return command;
}

std::optional<Json> read_json(const fs::path& file) {
    const auto text = read_file(file);
    if (!text) return std::nullopt;
    auto json = parse_json(*text, file.string());
    if (!json) return std::nullopt;
    return std::move(*json);
}

bool is_there(const fs::path& path) {
    std::error_code code;
    return fs::exists(path, code);
}

constexpr std::string_view bare_end = "end-";

// Of the empty file that says how the job ended; nullopt: there is none.
std::optional<int> code_of_bare_end(const fs::path& job) {
    std::error_code code;
    for (fs::directory_iterator it(job, code); !code && it != fs::directory_iterator(); it.increment(code))
        if (const std::string name = it->path().filename().string(); name.starts_with(bare_end))
            return parse_number<int>(std::string_view(name).substr(bare_end.size()));
    return std::nullopt;
}

fs::path interrupts_file(const fs::path& job) {
    return job / "interrupts";
}

}  // namespace

bool Job::is_id(std::string_view text) {
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == id_digits && std::ranges::all_of(text, is_hex);
}

bool Job::is_output_name(std::string_view text) {
    constexpr std::size_t longest = 255;
    return !text.empty() && text.size() <= longest && text != "." && text != ".." &&
           text.find_first_of(std::string_view("/\0", 2)) == std::string_view::npos;
}

Result<Job> Job::make(const fs::path& jobs, const std::string& id, const JobCommand& command) {
    if (!is_id(id)) return fail("'" + id + "' is no id of a job", "use 32 hexadecimal digits");
    Job job(jobs / id);
    if (is_there(job.folder())) return job;
    if (auto made = make_folders(jobs); !made) return fail(made.error());
    auto hidden = TemporaryFolder::make_in(jobs, ".new-");
    if (!hidden) return fail(hidden.error());
    const std::string text = dump_json(to_json(command));
    if (auto written = write_file_atomically(hidden->path() / "command.json", text); !written)
        return fail(written.error());
    if (!command.output_name.empty())
        if (auto made = make_folders(hidden->path() / "output"); !made) return fail(made.error());
    // Where another connection was faster, it is that one's job.
    if (auto renamed = rename_durably(hidden->path(), job.folder()); renamed) hidden->keep();
    else if (!is_there(job.folder())) return fail(renamed.error());
    return job;
}

Result<Job> Job::find(const fs::path& jobs, const std::string& id) {
    if (is_id(id) && is_there(jobs / id / "command.json")) return Job(jobs / id);
    return fail("there is no job '" + id + "'", "it was fetched already, or never started");
}

Result<JobCommand> Job::command() const {
    const fs::path file = folder_ / "command.json";
    return command_from_json(read_json(file).value_or(Json()), file);
}

Result<void> Job::start(const std::string& program) const {
    if (is_there(begun_file())) return {};
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    run::ChildStart start;
    start.program = program;
    start.arguments = {"job", "--folder", folder_.string()};
    start.variables = run::environment_with({});
    start.descriptors = {nothing, nothing, nothing};
    start.leads_group = false;  // so that it can lead a session
    const auto pid = run::spawn_child(start);
    ::close(nothing);
    if (!pid) return fail(system_error("cannot be started", program, pid.error()));
    int status = 0;
    while (::waitpid(*pid, &status, 0) < 0 && errno == EINTR) continue;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return fail("the command cannot be started: its process " + run::describe_end(status), "look at the disk there");
}

JobState Job::state() const {
    if (is_there(end_file())) return JobState::ended;
    if (is_lock_held(lock_file())) return JobState::running;
    if (is_there(end_file()) || code_of_bare_end(folder_)) return JobState::ended;  // between the two looks
    return is_there(begun_file()) ? JobState::lost : JobState::waiting;
}

std::optional<int> Job::exit_code() const {
    const auto json = read_json(end_file());
    if (!json || !json->is_object()) return code_of_bare_end(folder_);
    return JsonMembers(*json).count("exit_code", JsonMembers::Need::required, 1);
}

Result<void> Job::write_end(int exit_code) const {
    const auto written = write_file_atomically(end_file(), dump_json({{"exit_code", exit_code}}));
    if (written) return written;
    const fs::path bare = folder_ / fmt::format("{}{}", bare_end, exit_code);
    const int fd = ::open(bare.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) return written;
    ::close(fd);
    return {};
}

// Written before the supervisor is looked for, which looks for it after it has written who it is: one of the two sees
// the other, whichever comes first.
Result<void> Job::interrupt(int count) const {
    const auto lock = FileLock::take(folder_ / "interrupts.lock");
    if (!lock) return fail(lock.error());
    const int asked = std::min(count, most_interrupts);
    if (asked <= interrupts()) return {};
    if (auto written = write_file_atomically(interrupts_file(folder_), std::to_string(asked)); !written) return written;
    const auto begun = read_json(begun_file());
    if (const auto process = begun ? queue::process_from_json(*begun) : std::nullopt)
        queue::send_signal(*process, SIGINT);
    return {};
}

int Job::interrupts() const {
    const auto text = read_file(interrupts_file(folder_));
    return text ? parse_number<int>(*text).value_or(0) : 0;
}

fs::file_time_type Job::last_change() const {
    fs::file_time_type last = fs::file_time_type::min();
    for (const fs::path& file : {folder_ / "command.json", begun_file(), out_file(), err_file(), end_file()}) {
        std::error_code code;
        const auto changed = fs::last_write_time(file, code);
        if (!code) last = std::max(last, changed);
    }
    return last;
}

Result<void> Job::forget() const {
    if (state() == JobState::running) return fail("the job runs", "interrupt it first");
    // Away in one step: a folder without its command is nothing.
    const fs::path away = name_beside(folder_);
    if (auto renamed = rename_durably(folder_, away); !renamed) return renamed;
    std::error_code code;
    fs::remove_all(away, code);
    return {};
}

}  // namespace lathe::remote
