// SPDX-License-Identifier: GPL-3.0-or-later
// TensorBoard event files (TFRecord framing, Event protobufs): the metrics themselves. Any TensorBoard opens them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/files.h"
#include "core/config/value.h"
#include "core/store/event_stream.h"

namespace lathe::tensorboard {
class Event;
class HParams;
}  // namespace lathe::tensorboard

namespace lathe::store {

// One value of a curve.
struct ScalarPoint {
    std::int64_t step = 0;  // global optimizer step
    double wall_time = 0;   // seconds since 1970, UTC
    double value = 0;       // TensorBoard stores 32-bit floats; metrics.csv keeps all digits
};

// Appends to events.out.tfevents.<seconds>.<host>.<pid>.<n> in a folder. One thread.
class EventFileWriter {
  public:
    // Begins a new event file in `folder`. `resume_step`: a trial goes on from its checkpoint at that step. Readers
    // (TensorBoard too) then forget what earlier files of the folder hold at that step or later, because it is computed
    // again.
    static Result<EventFileWriter> create(const std::filesystem::path& folder,
                                          std::optional<std::int64_t> resume_step = std::nullopt);

    EventFileWriter(EventFileWriter&&) noexcept;
    EventFileWriter& operator=(EventFileWriter&&) noexcept;
    ~EventFileWriter();  // does not flush: the caller must see its errors

    // Adds one value of a curve. This and what follows only fills a buffer: see flush().
    void add_scalar(const std::string& tag, const ScalarPoint& point);
    // Adds values of one moment, in one record. `wall_time`, here and below: seconds since 1970, UTC.
    void add_scalars(const std::vector<std::pair<std::string, double>>& values, std::int64_t step, double wall_time);
    // Adds the distribution of the finite ones of `values`, in TensorBoard's buckets.
    void add_histogram(const std::string& tag, std::int64_t step, double wall_time, const std::vector<double>& values);
    // Adds a picture. `png`: the bytes of a PNG file in colour.
    void add_image(const std::string& tag, std::int64_t step, double wall_time, int width, int height,
                   const std::string& png);
    // Adds the settings of a run that starts, by name, for the HParams dashboard. What is not a number, a bool or text
    // is shown as text.
    void add_hparams(const config::Value& settings, double wall_time);
    // Adds how the run ended, for the HParams dashboard.
    void add_hparams_end(bool success, double wall_time);
    // Writes everything buffered, at once. After an error (a full disk) the buffer is kept: flush again to try again.
    Result<void> flush();
    // Waits until all that was flushed is on the disk.
    Result<void> flush_to_disk() { return file_.flush_to_disk(); }
    // The event file.
    const std::filesystem::path& path() const { return file_.path(); }

  private:
    EventFileWriter();
    void add(const tensorboard::Event& event);
    void add_hparams_record(const char* tag, const tensorboard::HParams& record, double wall_time);

    AppendFile file_;
    std::string buffer_;
    std::string record_;
    std::unique_ptr<tensorboard::Event> event_;  // used again for each scalar
};

using ScalarSeries = std::map<std::string, std::vector<ScalarPoint>>;  // tag -> points in file order

// Reads the scalars of event files incrementally: each poll() gives what was appended since the last one, as
// EventStream reads it.
class EventFolderReader {
  public:
    // Reads nothing yet; the folder may come later.
    explicit EventFolderReader(std::filesystem::path folder);
    // The points that were appended since the last call. Damaged files become warnings, never errors.
    ScalarSeries poll();
    // The step at which the last poll saw the trial go on from an earlier checkpoint: points from earlier polls at this
    // step or later no longer count. nullopt: it did not.
    std::optional<std::int64_t> restarted_at() const { return restarted_at_; }
    // What was damaged in all polls so far, a sentence each.
    const std::vector<std::string>& warnings() const { return events_.warnings(); }

  private:
    void take(const tensorboard::Event& event, ScalarSeries& series);

    EventStream events_;
    std::optional<std::int64_t> restarted_at_;
};

}  // namespace lathe::store
