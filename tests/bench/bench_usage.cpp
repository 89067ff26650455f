// SPDX-License-Identifier: GPL-3.0-or-later
// What recording a trial's use of its machine costs: the processor time of a reading with all that is written, of the
// usual 5 s.
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "core/run/usage/usage_sampler.h"
#include "tests/bench/figure.h"

namespace fs = std::filesystem;
using namespace lathe;
using Clock = std::chrono::steady_clock;

namespace {

double cpu_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// Milliseconds of processor time for a reading; `pid`: of a program, 0 of this process.
double cost_of_a_reading(const fs::path& folder, int pid) {
    constexpr int readings = 1000;
    device::UsageSources sources;
    run::Mailbox mailbox;
    auto progress = std::make_shared<run::RunningProgress>();
    progress->program = pid;
    run::UsageRecord record(sources, {0, folder, std::chrono::seconds(5), {}, 0, progress}, mailbox, Clock::now());
    const double before = cpu_seconds();
    for (int i = 0; i < readings; ++i) {
        progress->samples += 64;
        record.take(Clock::now());
    }
    return 1000 * (cpu_seconds() - before) / readings;
}

}  // namespace

int main() {
    const fs::path folder = fs::temp_directory_path() / ("lathe-bench-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    std::vector<double> own;
    for (int turn = 0; turn < 3; ++turn) own.push_back(cost_of_a_reading(folder, 0));
    // A program with eight workers.
    const pid_t program = ::fork();
    if (program == 0) {
        ::setpgid(0, 0);
        for (int i = 0; i < 8; ++i)
            if (::fork() == 0) break;
        ::pause();
        ::_exit(0);
    }
    ::setpgid(program, program);
    std::vector<double> tree;
    for (int turn = 0; turn < 3; ++turn) tree.push_back(cost_of_a_reading(folder, program));
    ::kill(-program, SIGKILL);
    ::waitpid(program, nullptr, 0);
    const auto bytes = [&] {
        std::uintmax_t sum = 0;
        for (const auto& file : fs::recursive_directory_iterator(folder))
            if (file.is_regular_file()) sum += file.file_size();
        return static_cast<double>(sum) / 6000;
    }();
    fs::remove_all(folder);
    const double percent = 100 * bench::median(own) / 5000;
    return bench::report({{"a reading of a trial in this process", bench::median(own), 0.5, "ms"},
                          {"a reading of a program with eight workers", bench::median(tree), 2, "ms"},
                          {"of one core, every 5 s", percent, 0.01, "%"},
                          {"bytes a reading", bytes, 500, "B"}});
}
