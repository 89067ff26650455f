// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/on_end.h"

#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "core/base/json.h"
#include "core/base/shell.h"
#include "core/base/system_error.h"
#include "core/run/child_process.h"
#include "core/store/study_record.h"

namespace lathe::ctl {

namespace {

constexpr const char* on_end_option = "--on-end";

run::Variables variables_of(const store::StudyRecord& study) {
    const auto* best = study.best();
    return {{"LATHE_STUDY", study.folder.string()},
            {"LATHE_STATE", std::string(store::name_of(study.state))},
            {"LATHE_NAME", study.name},
            {"LATHE_BEST", best && best->objective ? dump_json(Json(*best->objective)) : std::string()}};
}

tl::unexpected<Error> refused(Error error) {
    error.key = on_end_option;
    return fail(std::move(error));
}

}  // namespace

void add_on_end(CLI::App& command, std::string& on_end) {
    command
        .add_option(on_end_option, on_end,
                    "Run this command, in the folder where lathectl was started, when a study ends; it finds "
                    "LATHE_STUDY, LATHE_STATE, LATHE_NAME, LATHE_BEST. No shell reads it; what needs one names it: "
                    "--on-end 'sh -c \"echo \\$LATHE_NAME >> done.txt\"'")
        ->type_name("COMMAND");
}

Result<OnEnd> OnEnd::parse(const std::string& command) {
    OnEnd on_end;
    if (command.empty()) return on_end;
    auto words = shell_split(command, "write sh -c '...' around the command, as no shell reads it");
    if (!words) return refused(words.error());
    if (words->empty() || words->front().empty()) return refused({"the command is empty", "name a program"});
    on_end.words_ = std::move(*words);
    return on_end;
}

Result<void> OnEnd::run(const std::filesystem::path& study_folder) const {
    if (words_.empty()) return {};
    const auto study = store::read_study(study_folder);
    if (!study) return refused(study.error());
    run::ChildStart start;
    start.program = words_.front();
    start.arguments.assign(words_.begin() + 1, words_.end());
    start.variables = run::environment_with(variables_of(*study));
    // Results go to standard output; what this prints is none.
    start.descriptors = {STDIN_FILENO, STDERR_FILENO, STDERR_FILENO};
    start.leads_group = false;  // who stops this process at the terminal stops it, too
    const auto pid = run::spawn_child(start);
    if (!pid)
        return refused({fmt::format("{} cannot be started: {}", start.program, system_message(pid.error())),
                        "check the path of the program"});
    int status = 0;
    while (::waitpid(*pid, &status, 0) < 0 && errno == EINTR) continue;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return refused({fmt::format("{} {}", start.program, run::describe_end(status)), {}});
}

}  // namespace lathe::ctl
