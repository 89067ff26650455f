#include "app/ctl/on_end.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <iostream>
#include <string_view>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "core/base/json.h"
#include "core/base/shell.h"
#include "core/base/system_error.h"
#include "core/store/study_record.h"

extern char** environ;

namespace lathe::ctl {

namespace {

std::vector<std::string> variables_of(const store::StudyRecord& study) {
    const auto* best = study.best();
    std::vector<std::string> variables{
        "LATHE_STUDY=" + study.folder.string(), fmt::format("LATHE_STATE={}", store::name_of(study.state)),
        "LATHE_NAME=" + study.name,
        "LATHE_BEST=" + (best && best->objective ? dump_json(Json(*best->objective)) : std::string())};
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view variable = *entry;
        const auto is_same = [&](const std::string& own) {
            return variable.starts_with(std::string_view(own).substr(0, own.find('=') + 1));
        };
        if (std::none_of(variables.begin(), variables.begin() + 4, is_same)) variables.emplace_back(variable);
    }
    return variables;
}

std::vector<char*> pointers_of(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

void add_on_end(CLI::App& command, std::string& on_end) {
    command
        .add_option("--on-end", on_end,
                    "Run this command when a study ends; it finds LATHE_STUDY, LATHE_STATE, LATHE_NAME, LATHE_BEST")
        ->type_name("COMMAND");
}

Result<OnEnd> OnEnd::parse(const std::string& command) {
    OnEnd on_end;
    if (command.empty()) return on_end;
    auto words = shell_split(command);
    if (!words || words->empty() || words->front().empty()) {
        Error error = words ? Error{"the command is empty", "name a program"} : words.error();
        error.key = "--on-end";
        return fail(std::move(error));
    }
    on_end.words_ = std::move(*words);
    return on_end;
}

void OnEnd::run(const std::filesystem::path& study_folder) const {
    if (words_.empty()) return;
    const auto study = store::read_study(study_folder);
    if (!study) return void(std::cerr << "warning: --on-end: " << study.error().str() << '\n');
    std::vector<std::string> words = words_;
    std::vector<std::string> variables = variables_of(*study);
    // Results go to standard output; what this prints is none.
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
    pid_t pid = 0;
    const int problem = ::posix_spawnp(&pid, words.front().c_str(), &files, nullptr, pointers_of(words).data(),
                                       pointers_of(variables).data());
    ::posix_spawn_file_actions_destroy(&files);
    if (problem != 0) {
        std::cerr << "warning: --on-end: " << words.front() << " cannot be started: " << system_message(problem)
                  << '\n';
        return;
    }
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    std::cerr << "warning: --on-end: " << words.front()
              << (WIFSIGNALED(status) ? " was killed by signal " : " ended with exit code ")
              << (WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status)) << '\n';
}

}  // namespace lathe::ctl
