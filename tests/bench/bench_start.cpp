// SPDX-License-Identifier: GPL-3.0-or-later
// How long a person waits: for the window, and for a listing of 1,000 trials.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/store/study_journal.h"
#include "core/store/study_record.h"
#include "core/store/workspace.h"
#include "tests/bench/figure.h"

namespace fs = std::filesystem;
using namespace lathe;

namespace {

// Wall-clock seconds of one run of a program; its output is thrown away. Exits when the program fails.
double seconds_of(std::vector<std::string> words) {
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const auto start = std::chrono::steady_clock::now();
    pid_t child = 0;
    int status = 1;
    if (::posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), environ) == 0) ::waitpid(child, &status, 0);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    posix_spawn_file_actions_destroy(&actions);
    if (status != 0) {
        std::cerr << words[0] << " failed\n";
        std::exit(1);
    }
    return taken.count();
}

double median_of(int runs, const std::vector<std::string>& words) {
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) times.push_back(seconds_of(words));
    return bench::median(times);
}

// 50 studies of 20 finished trials, made with the record's own writers.
void make_workspace(const fs::path& folder) {
    const store::Workspace workspace(folder);
    for (int s = 0; s < 50; ++s) {
        const fs::path study = folder / ("study-" + std::to_string(1000 + s));
        fs::create_directories(study / "trials");
        auto journal = store::Journal::open(store::journal_path(study)).value();
        store::event::Created created;
        created.name = "study-" + std::to_string(1000 + s);
        created.is_search = true;
        created.metric = "val_loss";
        created.tuner = "Random";
        created.max_trials = 20;
        (void)journal.append(store::to_json(created));
        for (int t = 0; t < 20; ++t) {
            space::Params params{config::Dict{}};
            params.as_dict().emplace_back("opt.lr", 1e-4 * (t + 1));
            store::TrialRecord record;
            record.number = t;
            record.state = search::TrialState::succeeded;
            record.params = params;
            record.start = record.end = now();
            record.metric = "val_loss";
            record.objective = 0.5 - 0.01 * t;
            fs::create_directories(store::trial_folder(study, t));
            (void)store::write_trial_record(store::trial_folder(study, t), record);
            (void)journal.append(store::to_json(store::event::Asked{t, params}));
            (void)journal.append(store::to_json(store::event::Started{t, "cpu"}));
            (void)journal.append(store::to_json(store::event::Finished{t, record.state, record.objective, {}}));
        }
        (void)journal.append(store::to_json(store::event::Ended{store::StudyState::finished, {}}));
    }
}

}  // namespace

int main() {
    const fs::path folder = fs::temp_directory_path() / ("lathe-bench-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    ::setenv("XDG_CONFIG_HOME", (folder / "settings").c_str(), 1);
    make_workspace(folder);
    const std::string bin = LATHE_BINARY_DIR "/bin/";
    const std::vector<std::string> runs = {bin + "lathectl", "runs", "--workspace", folder.string()};
    std::vector<double> cold;
    for (int i = 0; i < 5; ++i) {
        fs::remove(folder / "index.sqlite");
        cold.push_back(seconds_of(runs));
    }
    const double warm = median_of(7, runs);
    const double window = median_of(5, {bin + "lathe", "--exit-when-shown", "--workspace", folder.string()});
    fs::remove_all(folder);
    return bench::report({{"lathectl runs, 1,000 trials", warm, 0.3, "s"},
                          {"lathectl runs, 1,000 trials, index deleted", bench::median(cold), 0.3, "s"},
                          {"lathe, from exec to its window shown", window, 0.7, "s"}});
}
