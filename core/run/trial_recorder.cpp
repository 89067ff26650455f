// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/trial_recorder.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/clock.h"
#include "core/run/trial_log.h"

namespace lathe::run {

Result<std::unique_ptr<TrialRecorder>> TrialRecorder::open(int trial, const std::filesystem::path& folder, bool resume,
                                                           Mailbox& mailbox) {
    std::unique_ptr<TrialRecorder> recorder(new TrialRecorder(trial, mailbox));
    if (resume)
        for (const auto& [name, points] : store::EventFolderReader(folder).poll())
            for (const auto& point : points) {
                auto [it, added] = recorder->in_events_.try_emplace(name, point.step);
                it->second = std::max(it->second, point.step);
            }
    auto events = store::EventFileWriter::create(folder);
    if (!events) return fail(events.error());
    recorder->events_ = std::move(*events);
    auto csv = store::MetricsCsv::open(folder / "metrics.csv");
    if (!csv) return fail(csv.error());
    recorder->csv_ = std::move(*csv);
    auto log = AppendFile::open(folder / "log.txt");
    if (!log) return fail(log.error());
    recorder->log_ = std::move(*log);
    return recorder;
}

SeriesId TrialRecorder::series(const std::string& name) {
    const std::lock_guard lock(names_mutex_);
    const auto it = std::find(names_.begin(), names_.end(), name);
    if (it != names_.end()) return static_cast<SeriesId>(it - names_.begin());
    names_.push_back(name);
    return static_cast<SeriesId>(names_.size() - 1);
}

void TrialRecorder::report(SeriesId series, std::int64_t step, double value) {
    using namespace std::chrono;
    const auto time = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    // When the writer is far behind, this thread does its work: that is as good as waiting for it.
    while (!queue_.push({series, step, time, value})) drain();
}

void TrialRecorder::log(const std::string& line) {
    std::string stamped = stamped_for_log(line);
    const std::lock_guard lock(names_mutex_);
    lines_.push_back(std::move(stamped));
}

void TrialRecorder::add_rich(Rich rich) {
    const std::lock_guard lock(names_mutex_);
    rich_.push_back(std::move(rich));
}

void TrialRecorder::histogram(const std::string& name, std::int64_t step, std::vector<double> values) {
    add_rich([name, step, time = to_unix_seconds(now()), values = std::move(values)](store::EventFileWriter& events) {
        events.add_histogram(name, step, time, values);
    });
}

void TrialRecorder::image(const std::string& name, std::int64_t step, Picture picture) {
    add_rich([name, step, time = to_unix_seconds(now()), picture = std::move(picture)](store::EventFileWriter& events) {
        events.add_image(name, step, time, picture.width, picture.height, picture.png);
    });
}

void TrialRecorder::begin_hparams(const config::Value& settings) {
    add_rich([settings, time = to_unix_seconds(now())](store::EventFileWriter& events) {
        events.add_hparams(settings, time);
    });
}

void TrialRecorder::end_hparams(bool success) {
    add_rich([success, time = to_unix_seconds(now())](store::EventFileWriter& events) {
        events.add_hparams_end(success, time);
    });
}

bool TrialRecorder::write_rich() {
    std::vector<Rich> rich;
    {
        const std::lock_guard lock(names_mutex_);
        rich.swap(rich_);
    }
    if (!broken_)
        for (const auto& write : rich) write(*events_);
    return !rich.empty();
}

void TrialRecorder::learn_new_series() {
    const auto last = [](const std::map<std::string, std::int64_t>& steps, const std::string& name) {
        const auto found = steps.find(name);
        return found == steps.end() ? INT64_MIN : found->second;
    };
    const std::lock_guard lock(names_mutex_);
    for (std::size_t i = series_.size(); i < names_.size(); ++i)
        series_.push_back(
            {names_[i], csv_->metric(names_[i]), last(in_events_, names_[i]), last(csv_->last_steps(), names_[i]), {}});
}

void TrialRecorder::take(const Sample& sample) {
    if (sample.series >= series_.size()) learn_new_series();
    if (broken_) return;
    Series& series = series_[sample.series];
    if (sample.step > series.in_events) {
        const store::ScalarPoint point{sample.step, static_cast<double>(sample.time) * 1e-6, sample.value};
        events_->add_scalar(series.name, point);
        series.fresh.push_back(point);
    }
    if (sample.step <= series.in_csv) return;
    const auto same = [&](const Sample& other) { return other.series == sample.series; };
    if (!row_.empty() && (row_.front().step != sample.step || std::any_of(row_.begin(), row_.end(), same))) write_row();
    row_.push_back(sample);
}

void TrialRecorder::write_row() {
    if (row_.empty()) return;
    csv_cells_.clear();
    for (const auto& sample : row_) csv_cells_.push_back({series_[sample.series].csv_metric, sample.value});
    csv_->add_row(row_.front().step, csv_cells_);
    row_.clear();
}

void TrialRecorder::write_log() {
    std::vector<std::string> lines;
    {
        const std::lock_guard lock(names_mutex_);
        lines.swap(lines_);
    }
    if (lines.empty()) return;
    std::string text;
    for (const auto& line : lines) {
        text += line;
        mailbox_.put_log(trial_, line.substr(0, line.size() - 1));
    }
    remember(log_.append(text));
}

void TrialRecorder::drain() {
    const std::lock_guard lock(files_mutex_);
    write_waiting(OpenRow::keep);
}

void TrialRecorder::write_waiting(OpenRow row) {
    queue_.consume([this](const Sample& sample) { take(sample); });
    if (row == OpenRow::write) write_row();
    bool fresh = write_rich();
    for (auto& series : series_) {
        fresh = fresh || !series.fresh.empty();
        mailbox_.put({trial_, series.name}, series.fresh);
        series.fresh.clear();
    }
    if ((fresh || row == OpenRow::write) && !broken_) {
        remember(events_->flush());
        remember(csv_->flush());
    }
    write_log();
}

Result<void> TrialRecorder::flush() {
    {
        const std::lock_guard lock(files_mutex_);
        write_waiting(OpenRow::write);
    }
    if (const auto problem = error()) return fail(*problem);
    return {};
}

Result<void> TrialRecorder::close() {
    {
        const std::lock_guard lock(files_mutex_);
        write_waiting(OpenRow::write);
        if (!broken_) {
            remember(events_->flush_to_disk());
            remember(csv_->flush_to_disk());
        }
    }
    if (const auto problem = error()) return fail(*problem);
    return {};
}

std::optional<Error> TrialRecorder::error() const {
    const std::lock_guard lock(names_mutex_);
    return error_;
}

void TrialRecorder::remember(const Result<void>& result) {
    if (result || broken_.exchange(true)) return;
    {
        const std::lock_guard lock(names_mutex_);
        error_ = result.error();
    }
    if (on_error_) on_error_(result.error());
}

}  // namespace lathe::run
