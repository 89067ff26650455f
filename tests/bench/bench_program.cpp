// SPDX-License-Identifier: GPL-3.0-or-later
// What Lathe adds to a program that is a trial: how much later it starts than by posix_spawn alone, what a trial costs
// that does nothing, and how long a metric takes from the program's write to what a window reads.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/files.h"
#include "core/config/document.h"
#include "core/run/priority.h"
#include "core/run/session.h"
#include "core/search/experiment_file.h"
#include "core/store/study_record.h"
#include "tests/bench/figure.h"
#include "tests/bench/timing.h"

namespace fs = std::filesystem;
using namespace lathe;
using bench::Clock;
using bench::give_up;
using bench::ms_since;

namespace {

class ProcessorOnly final : public device::Inventory {
  public:
    std::vector<device::Device> list() override {
        device::Device processor;
        processor.name = "CPU";
        return {processor};
    }
};

// Where no disk is waited for, so that ours is measured and not its speed.
fs::path memory() {
    const fs::path shared = "/dev/shm";
    return fs::is_directory(shared) ? shared : fs::temp_directory_path();
}

// A folder for one benchmark, with a session over programs in it.
class ProgramStudy {
  public:
    explicit ProgramStudy(const fs::path& where) : folder_(where / ("lathe-bench-" + std::to_string(::getpid()))) {
        fs::create_directories(folder_);
        services_.catalog = &catalog_;
        services_.inventory = &inventory_;
        services_.program_tools.supervisor = LATHE_BINARY_DIR "/bin/lathe-supervise";
    }
    ~ProgramStudy() { fs::remove_all(folder_); }
    ProgramStudy(const ProgramStudy&) = delete;
    ProgramStudy& operator=(const ProgramStudy&) = delete;

    // `trial` and `search` as they stand in an experiment.
    std::unique_ptr<run::Session> session(const std::string& trial, const std::string& search) {
        const auto document = config::Document::parse("lathe: 1\nname: bench\ntrial: " + trial +
                                                          "\nconfig: {lr: 1}\nspace: {lr: {_type: uniform, _value: [0, "
                                                          "1]}}\nsearch: " +
                                                          search + "\n",
                                                      file("bench.yaml"));
        auto experiment = search::parse_experiment(*document, catalog_, {{}, search::Purpose::search});
        if (!experiment) give_up(experiment.error().front().str());
        auto made = run::Session::create(std::move(*experiment), search::Purpose::search, folder_ / "runs", services_);
        if (!made) give_up(made.error().str());
        return std::move(*made);
    }
    std::string file(const std::string& name) const { return (folder_ / name).string(); }

  private:
    fs::path folder_;
    config::Catalog catalog_;
    ProcessorOnly inventory_;
    run::SessionServices services_;
};

// A program that starts opens this for writing: wait() returns then.
class StartSign {
  public:
    explicit StartSign(std::string path) : path_(std::move(path)) {
        if (::mkfifo(path_.c_str(), 0600) != 0) give_up("no FIFO can be made: " + path_);
    }
    void wait() const { ::close(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)); }
    std::string script() const { return ": > " + path_; }

  private:
    std::string path_;
};

// As many new folders and files as a trial's record and its program have, those of the record on the disk.
void make_files(const fs::path& folder) {
    for (const char* name : {"checkpoints", "program/.lathe"}) fs::create_directories(folder / name);
    for (const char* name : {"1", "2", "3", "4"}) (void)write_file_atomically(folder / name, "text");
    for (const char* name : {"5", "6", "7", "8", "9", "10", "11"})
        (void)AppendFile::open(folder / name)->append("text");
}

// At the priority of a trial, so that other work on the machine holds both up alike. `folder`: made first, as a
// trial's.
double start_by_posix_spawn(const StartSign& sign, const fs::path& folder) {
    double taken = 0;
    std::thread([&] {
        run::yield_to_the_window();
        std::string script = sign.script();
        char shell[] = "/bin/sh";
        char option[] = "-c";
        char* const arguments[] = {shell, option, script.data(), nullptr};
        const auto begun = Clock::now();
        if (!folder.empty()) make_files(folder);
        pid_t pid = 0;
        if (::posix_spawn(&pid, shell, nullptr, nullptr, arguments, environ) != 0) give_up("/bin/sh cannot be started");
        sign.wait();
        taken = ms_since(begun);
        ::waitpid(pid, nullptr, 0);
    }).join();
    return taken;
}

enum class Baseline { spawn, spawn_and_files };

// From a trial that is asked for to its program, in a session that waits for work: how much longer than without Lathe.
double start_of_a_trial(const fs::path& where, Baseline baseline) {
    ProgramStudy study(where);
    const StartSign sign(study.file("started"));
    auto session =
        study.session("{command: [/bin/sh, -c, '" + sign.script() + "']}", "{tuner: {name: Random}, max_trials: 1}");
    std::vector<double> alone;
    std::vector<double> trial;
    session->start();
    sign.wait();  // the first one begins the record of the session, too
    session->wait();
    for (int i = 0; i < 40; ++i) {
        const std::string files =
            baseline == Baseline::spawn_and_files ? study.file("files" + std::to_string(i)) : std::string();
        alone.push_back(start_by_posix_spawn(sign, files));
        const auto begun = Clock::now();
        session->add_trial(config::Value(config::Dict{{"lr", 0.01 * (i + 1)}}));
        session->start();
        sign.wait();
        trial.push_back(ms_since(begun));
        session->wait();
    }
    return bench::median(trial) - bench::median(alone);
}

std::vector<bench::Figure> start_figures() {
    return {{"a program's start as a trial, over posix_spawn", start_of_a_trial(memory(), Baseline::spawn), 10, "ms"},
            {"  on the disk, over posix_spawn and as many bare files",
             start_of_a_trial(fs::temp_directory_path(), Baseline::spawn_and_files), 10, "ms"}};
}

double processor_ms(int whose) {
    rusage usage{};
    ::getrusage(whose, &usage);
    const auto ms = [](const timeval& time) {
        return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

std::vector<bench::Figure> trial_figures() {
    constexpr int trials = 1000;
    ProgramStudy study(memory());
    auto session = study.session("{command: ['true']}",
                                 "{tuner: {name: Random}, max_trials: " + std::to_string(trials) + ", concurrency: 2}");
    const double before = processor_ms(RUSAGE_SELF);
    const double before_children = processor_ms(RUSAGE_CHILDREN);
    const auto begun = Clock::now();
    session->start();
    if (session->wait() != run::SessionState::finished) give_up(session->status().message);
    const double wall = ms_since(begun);
    const double own = processor_ms(RUSAGE_SELF) - before;
    const double children = processor_ms(RUSAGE_CHILDREN) - before_children;
    const auto record = store::read_study(session->status().folder);
    const auto succeeded = [](const store::TrialRecord& one) { return one.state == search::TrialState::succeeded; };
    if (!record || std::count_if(record->trials.begin(), record->trials.end(), succeeded) != trials)
        give_up("not all trials succeeded");
    return {{"1,000 trials of `true`, two at once: CPU of ours, each", own / trials, 20, "ms"},
            {"  CPU of `true` and its supervisor, each", children / trials, 20, "ms"},
            {"  time, each", wall / trials, 20, "ms"}};
}

// The benchmark writes in the program's place, as the program would.
std::vector<bench::Figure> metric_figures() {
    ProgramStudy study(memory());
    auto session = study.session("{command: [sleep, '1000']}",
                                 "{objective: {metric: loss}, tuner: {name: Random}, max_trials: 1}");
    session->start();
    const auto folder = store::trial_folder(session->status().folder, 0) / "program" / ".lathe";
    const auto has_started = [&] { return session->mailbox().drain().log.size() > 0; };  // its command is in the log
    while (!has_started()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::vector<double> taken;
    for (int step = 0; step < 40; ++step) {
        std::this_thread::sleep_for(std::chrono::milliseconds(30 + 7 * (step % 10)));
        const auto begun = Clock::now();
        std::ofstream(folder / "metrics.jsonl", std::ios::app)
            << R"({"step": )" << step << R"(, "metrics": {"loss": 0.5, "acc": 0.5}})" << std::endl;
        for (bool loss = false, acc = false; !loss || !acc;) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            const auto batch = session->mailbox().drain();
            loss = loss || batch.points.contains({0, "loss"});
            acc = acc || batch.points.contains({0, "acc"});
        }
        taken.push_back(ms_since(begun));
    }
    session->stop();
    session->wait();
    return {{"a metric from its write to the mailbox, median", bench::median(taken), 200, "ms"},
            {"  longest of 40", *std::max_element(taken.begin(), taken.end()), 200, "ms"}};
}

}  // namespace

int main() {
    std::vector<bench::Figure> all;
    for (const auto& figures : {start_figures(), trial_figures(), metric_figures()})
        all.insert(all.end(), figures.begin(), figures.end());
    return bench::report(all);
}
