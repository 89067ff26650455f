// SPDX-License-Identifier: GPL-3.0-or-later
// A command of lathectl that a client has started on this machine: it goes on when the connection drops, and what it
// printed is read from wherever the client left off.
//
// A folder of the workspace holds it: command.json, `begun` (the process that supervises it), out, err, the file that
// it was to write (output/NAME), and end.json, or an empty file end-CODE. The client chooses its id, so that a start
// that is asked for twice happens once. Any number of processes; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace lathe::remote {

// A command as it was asked for.
struct JobCommand {
    std::filesystem::path workspace;
    std::vector<std::string> arguments;  // of lathectl
    // The name of the file that it gets with --output and the client fetches; empty: none. It is the name that the
    // client gives the file, because the form of many files is told from how their names end.
    std::string output_name;
};

// How far a command has come.
enum class JobState : std::uint8_t { waiting, running, ended, lost };

// One job of this machine, whose state is read from its folder each time.
class Job {
  public:
    // A job whose folder is there; make() and find() give one.
    explicit Job(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Whether a text is the id of a job: 32 hexadecimal digits.
    static bool is_id(std::string_view text);
    // Whether a text is the name of a file that a job may write: of one file in its folder, nowhere else.
    static bool is_output_name(std::string_view text);
    // Makes the folder of a new job, once for each id: a second time it is the same job, whatever the command.
    static Result<Job> make(const std::filesystem::path& jobs, const std::string& id, const JobCommand& command);
    // The job with this id. The error: there is none.
    static Result<Job> find(const std::filesystem::path& jobs, const std::string& id);

    // The folder that holds all files of the job.
    const std::filesystem::path& folder() const { return folder_; }
    // The file whose lock the supervisor holds as long as the job runs.
    std::filesystem::path lock_file() const { return folder_ / "lock"; }
    // Says which process supervises the job; absent until the supervisor has begun.
    std::filesystem::path begun_file() const { return folder_ / "begun"; }
    // Says how the job ended; absent while it runs, and where the disk had no room for it.
    std::filesystem::path end_file() const { return folder_ / "end.json"; }
    // What the command has printed to its standard output so far.
    std::filesystem::path out_file() const { return folder_ / "out"; }
    // What the command has printed to its standard error so far.
    std::filesystem::path err_file() const { return folder_ / "err"; }
    // The file that the command writes where `output_name` asks for one.
    std::filesystem::path output_file(const JobCommand& command) const {
        return folder_ / "output" / command.output_name;
    }

    // Reads command.json. The error: it is not there, or not as make() writes it.
    Result<JobCommand> command() const;
    // Has `program` (lathectl) run and supervise the job, unless it was begun before.
    Result<void> start(const std::string& program) const;
    // How far the job is; lost: its supervisor was killed, or the machine went down.
    JobState state() const;
    // The exit code of the command, as a shell gives it; nullopt: it has not ended.
    std::optional<int> exit_code() const;
    // Writes down how it ended. Where the disk has no room for that, the name of an empty file says it.
    Result<void> write_end(int exit_code) const;

    // Has the command get `count` SIGINTs in all: asking for the first one twice sends one. It is written down, and the
    // supervisor sends what is missing: a command that has not begun yet is not begun, and ends as one that was
    // interrupted.
    Result<void> interrupt(int count) const;
    // How many SIGINTs were asked for so far.
    int interrupts() const;

    // When the job ended, or one of its files last changed.
    std::filesystem::file_time_type last_change() const;
    // Removes the job's folder, unless the job is running.
    Result<void> forget() const;

  private:
    std::filesystem::path folder_;
};

}  // namespace lathe::remote
