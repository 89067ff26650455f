// SPDX-License-Identifier: GPL-3.0-or-later
// Where metrics go: from the training thread, through a queue, to the files of the trial's folder and to the mailbox.
//
// A series never goes back: when a trial is resumed from a checkpoint that is older than its last record, points at
// steps that its files already hold are not written a second time (a resumed run repeats them digit by digit).
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/run/mailbox.h"
#include "core/run/spsc_queue.h"
#include "core/run/trial_body.h"
#include "core/store/event_file.h"
#include "core/store/metrics_csv.h"

namespace lathe::run {

// The record of one trial's metrics and log. report() on the training thread; drain() on any, one at a time.
class TrialRecorder final : public MetricSink {
  public:
    // Opens the record of a trial in its folder. `resume`: the folder holds what an earlier process recorded.
    static Result<std::unique_ptr<TrialRecorder>> open(int trial, const std::filesystem::path& folder, bool resume,
                                                       Mailbox& mailbox);

    SeriesId series(const std::string& name) override;
    void report(SeriesId series, std::int64_t step, double value) override;
    void log(const std::string& line) override;
    void histogram(const std::string& name, std::int64_t step, std::vector<double> values) override;
    void image(const std::string& name, std::int64_t step, Picture picture) override;
    Result<void> flush() override;

    // The last flush: returns when the curves are on the disk, too, so that a trial whose trial.json says that it has
    // ended still has them after a power cut. Takes as long as the disk does; nothing may be reported afterwards.
    Result<void> close();

    // Records the settings of the trial that starts, for TensorBoard's HParams dashboard.
    void begin_hparams(const config::Value& settings);
    // Records how the trial ended, for the same. `success`: it did not fail. Not for a trial that was stopped and goes
    // on later.
    void end_hparams(bool success);

    // Writes what is waiting; in metrics.csv the values of a step wait for the next step or for flush(), so that they
    // share a row, whenever the writer comes by. After a write error the rest is discarded, so that nobody waits for a
    // full disk.
    void drain();
    // The first write error, if there was one. Any thread.
    std::optional<Error> error() const;
    // Called once, by whichever thread meets the first write error; set before the trial starts.
    void on_error(std::function<void(const Error&)> callback) { on_error_ = std::move(callback); }

  private:
    struct Sample {
        SeriesId series;
        std::int64_t step;
        std::int64_t time;  // microseconds since 1970
        double value;
    };
    struct Series {
        std::string name;
        store::MetricsCsv::Metric csv_metric = 0;
        std::int64_t in_events = INT64_MIN;     // last step in the event files of earlier processes
        std::int64_t in_csv = INT64_MIN;        // and in metrics.csv
        std::vector<store::ScalarPoint> fresh;  // for the mailbox
    };

    // What is too large for the queue: written by drain() into the event file.
    using Rich = std::function<void(store::EventFileWriter&)>;
    void add_rich(Rich rich);
    bool write_rich();

    TrialRecorder(int trial, Mailbox& mailbox) : trial_(trial), mailbox_(mailbox) {}
    void take(const Sample& sample);
    void write_row();
    void learn_new_series();
    enum class OpenRow : std::uint8_t { keep, write };  // of metrics.csv: more values of its step may come
    void write_waiting(OpenRow row);                    // with files_mutex_ held
    void write_log();
    void remember(const Result<void>& result);

    static constexpr std::size_t most_waiting = 1 << 22;  // samples, 128 MB: seconds of nothing but reporting
    const int trial_;
    Mailbox& mailbox_;
    SpscQueue<Sample> queue_{most_waiting};

    mutable std::mutex names_mutex_;  // guards the four below
    std::vector<std::string> names_;
    std::vector<std::string> lines_;
    std::vector<Rich> rich_;
    std::optional<Error> error_;

    std::mutex files_mutex_;  // guards what drain() uses
    std::optional<store::EventFileWriter> events_;
    std::optional<store::MetricsCsv> csv_;
    AppendFile log_;
    std::vector<Series> series_;
    std::vector<Sample> row_;                         // of metrics.csv: values of one step, until the step is complete
    std::vector<store::MetricsCsv::Cell> csv_cells_;  // of the row that is being written
    std::map<std::string, std::int64_t> in_events_;
    std::atomic<bool> broken_ = false;
    std::function<void(const Error&)> on_error_;
};

}  // namespace lathe::run
