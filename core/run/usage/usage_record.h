// SPDX-License-Identifier: GPL-3.0-or-later
// The record of what one trial uses: readings of its meter, in event files of the trial's folder and in the mailbox.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/run/executor.h"
#include "core/run/mailbox.h"
#include "core/run/usage/usage_meter.h"
#include "core/store/event_file.h"

namespace lathe::run {

// Whose use is recorded, how often and where.
struct UsageSubject {
    int trial = 0;
    std::filesystem::path folder;  // of the trial
    std::chrono::milliseconds every{};
    std::vector<device::DeviceId> devices;
    int rank = 0;
    std::shared_ptr<const RunningProgress> progress;
    const PauseGate* pause = nullptr;               // while it is closed nothing is recorded
    std::function<void(const std::string&)> say{};  // a sentence for the trial's log; empty: it has none
};

// One thread at a time.
class UsageRecord {
  public:
    using Clock = UsageMeter::Clock;

    // `sources` and `mailbox` outlive this.
    UsageRecord(device::UsageSources& sources, UsageSubject subject, Mailbox& mailbox, Clock::time_point now);

    // When the next reading is due. The longer a trial has been running the rarer they are, so that the record of a
    // month is not ten times that of a day.
    Clock::time_point due() const { return due_; }
    // Takes a reading. It is written at the trial's step, or at the one before where the trial has gone back.
    void take(Clock::time_point now);
    // Takes the last reading, where the time since the one before is worth it.
    void end(Clock::time_point now);

  private:
    void begin(Clock::time_point now);
    Result<void> write(const UsageReadings& readings, store::ScalarPoint at);

    device::UsageSources& sources_;
    UsageSubject subject_;
    Mailbox& mailbox_;
    Clock::time_point begun_;
    Clock::time_point last_;
    Clock::time_point due_;
    std::optional<UsageMeter> meter_;
    std::optional<store::EventFileWriter> events_;  // made with the first reading
    std::int64_t step_ = 0;
    bool is_broken_ = false;
};

}  // namespace lathe::run
