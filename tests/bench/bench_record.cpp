// SPDX-License-Identifier: GPL-3.0-or-later
// What reporting a metric costs the training thread, with the files written beside it as in a trial, and that a
// million scalars are all in the record afterwards.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include <unistd.h>

#include "core/run/record_writer.h"
#include "core/store/event_file.h"
#include "tests/bench/figure.h"

namespace fs = std::filesystem;
using namespace lathe;
using Clock = std::chrono::steady_clock;

int main() {
    constexpr std::int64_t scalars = 1'000'000;
    const fs::path folder = fs::temp_directory_path() / ("lathe-bench-" + std::to_string(::getpid()));
    std::vector<double> costs;
    std::vector<double> recording;
    std::int64_t lost = 0;
    for (int turn = 0; turn < 3; ++turn) {
        fs::create_directories(folder);
        run::Mailbox mailbox;
        run::RecordWriter writer;
        auto opened = run::TrialRecorder::open(0, folder, false, mailbox);
        if (!opened) return std::fprintf(stderr, "%s\n", opened.error().str().c_str()), 1;
        const std::shared_ptr<run::TrialRecorder> recorder = std::move(*opened);
        writer.add(recorder);
        const auto loss = recorder->series("train_loss");
        const auto start = Clock::now();
        for (std::int64_t step = 0; step < scalars; ++step)
            recorder->report(loss, step, 1.0 / static_cast<double>(step + 1));
        const std::chrono::duration<double> reported = Clock::now() - start;
        writer.remove(recorder);
        if (auto done = recorder->flush(); !done) return std::fprintf(stderr, "%s\n", done.error().str().c_str()), 1;
        const std::chrono::duration<double> recorded = Clock::now() - start;
        costs.push_back(1e9 * reported.count() / static_cast<double>(scalars));
        recording.push_back(recorded.count());
        std::int64_t step = 0;
        const auto read = store::EventFolderReader(folder).poll();
        for (const auto& point : read.at("train_loss")) step += point.step == step ? 1 : 0;
        lost = std::max(lost, scalars - step);
        fs::remove_all(folder);
    }
    return bench::report({{"report() on the training thread, a million in a row", bench::median(costs), 40, "ns"},
                          {"a million scalars, until all are in the files", bench::median(recording), 1, "s"},
                          {"of them lost", static_cast<double>(lost), 0, ""}});
}
