// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/record_writer.h"

#include <chrono>
#include <utility>

#include "core/run/priority.h"

namespace lathe::run {

namespace {

// Often enough for live curves, seldom enough to batch: the queue holds far more than training reports in this time.
constexpr std::chrono::milliseconds period{50};

}  // namespace

RecordWriter::RecordWriter() : thread_([this](std::stop_token stop) { run(stop); }) {}

RecordWriter::~RecordWriter() = default;

void RecordWriter::add(std::shared_ptr<TrialRecorder> recorder) {
    {
        const std::lock_guard lock(mutex_);
        recorders_.push_back(std::move(recorder));
    }
    wake_.notify_one();
}

void RecordWriter::remove(const std::shared_ptr<TrialRecorder>& recorder) {
    const std::lock_guard lock(mutex_);
    std::erase(recorders_, recorder);
}

void RecordWriter::run(std::stop_token stop) {
    yield_to_the_window();
    while (!stop.stop_requested()) {
        std::vector<std::shared_ptr<TrialRecorder>> open;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, stop, [this] { return !recorders_.empty(); });
            wake_.wait_for(lock, stop, period, [] { return false; });
            open = recorders_;
        }
        for (const auto& recorder : open) recorder->drain();
    }
}

}  // namespace lathe::run
