// SPDX-License-Identifier: GPL-3.0-or-later
// A program of somebody's that is the trial, instead of Lathe's own engine (`trial:` of an experiment). Plain values;
// any thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/config/interval.h"
#include "core/config/schema.h"
#include "core/config/value.h"

namespace lathe::search {

// How a program tells its metrics. automatic: all of them, as they come.
enum class TrialProtocol : std::uint8_t { automatic, lathe, nni, tensorboard };

// The program: its command, where it starts, how it tells its metrics and how it is stopped.
struct TrialProgram {
    std::vector<std::string> command;  // its arguments, the program first; with `shell` one text for sh -c
    bool shell = false;
    std::string code_dir = ".";  // the folder that it starts in, relative to the experiment's
    std::vector<std::pair<std::string, std::string>> env;
    TrialProtocol protocol = TrialProtocol::automatic;
    std::string stop_signal = "TERM";                           // its name, without SIG
    std::chrono::milliseconds grace{std::chrono::seconds(10)};  // from that signal to SIGKILL
    config::Interval system{std::chrono::seconds(5)};           // how often it is recorded what it uses

    // The command for a person: one line that a shell would read.
    std::string command_line() const;
    // The folder that it starts in, absolute. `experiment_folder`: that relative paths mean.
    std::filesystem::path code_folder(const std::filesystem::path& experiment_folder) const;
    bool operator==(const TrialProgram&) const = default;
};

// The name of a protocol in trial.protocol: "auto", "lathe", "nni", "tensorboard".
const char* name_of(TrialProtocol protocol);
// The number of a signal that a program can be stopped with; 0: not such a name.
int stop_signal_number(const std::string& name);

// The options under `trial:` of an experiment file, by which it is read. Keys are relative to `trial`: "stop.grace".
config::Schema trial_schema();
// Reads `trial` of an experiment. Every mistake at once; keys begin with "trial". A text instead of a mapping is a
// command for the shell.
tl::expected<TrialProgram, Errors> read_trial_program(const config::Value& value);
// What read_trial_program reads as the same.
config::Value to_value(const TrialProgram& program);

}  // namespace lathe::search
