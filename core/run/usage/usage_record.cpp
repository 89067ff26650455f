// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/usage/usage_record.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/store/trial_curves_reader.h"

namespace lathe::run {

namespace {

// A short trial that ends between two readings is worth one.
constexpr std::chrono::seconds worth_a_reading{1};
// Of the time since the trial began: the record of a day has a reading every 5 s, that of a month one every 2 min.
constexpr int part_of_its_age = 20000;

bool is_energy(const std::string& name) {
    return name.ends_with("/energy_wh");
}

}  // namespace

UsageRecord::UsageRecord(device::UsageSources& sources, UsageSubject subject, Mailbox& mailbox, Clock::time_point now)
    : sources_(sources), subject_(std::move(subject)), mailbox_(mailbox) {
    begin(now);
}

// A trial that goes on continues its record: steps do not fall, and energy is that of all its parts.
void UsageRecord::begin(Clock::time_point now) {
    begun_ = last_ = now;
    due_ = now + subject_.every;
    UsageMeter::Subject measured{subject_.devices, subject_.rank};
    for (const auto& [name, points] : store::EventFolderReader(store::usage_folder(subject_.folder)).poll()) {
        step_ = std::max(step_, points.back().step);
        if (is_energy(name)) measured.before[name] = points.back().value;
    }
    meter_.emplace(sources_, std::move(measured), *subject_.progress, now);
}

void UsageRecord::take(Clock::time_point now) {
    last_ = now;
    due_ = now + std::max<Clock::duration>(subject_.every, (now - begun_) / part_of_its_age);
    if (is_broken_) return;
    if (subject_.pause != nullptr && subject_.pause->paused()) return meter_->skip(now);
    const auto readings = meter_->read(now);
    if (readings.empty()) return;
    step_ = std::max(step_, subject_.progress->step.load(std::memory_order_relaxed));
    const store::ScalarPoint at{step_, to_unix_seconds(lathe::now()), 0};
    for (const auto& [name, value] : readings) mailbox_.put({subject_.trial, name}, {{at.step, at.wall_time, value}});
    const auto written = write(readings, at);
    if (written) return;
    is_broken_ = true;  // no reason to stop a training
    if (subject_.say) subject_.say("note: the use of the machine is not recorded any more: " + written.error().str());
}

Result<void> UsageRecord::write(const UsageReadings& readings, store::ScalarPoint at) {
    if (!events_) {
        const auto folder = store::usage_folder(subject_.folder);
        if (auto made = make_folders(folder); !made) return made;
        auto created = store::EventFileWriter::create(folder);
        if (!created) return fail(created.error());
        events_ = std::move(*created);
    }
    events_->add_scalars(readings, at.step, at.wall_time);
    return events_->flush();
}

void UsageRecord::end(Clock::time_point now) {
    if (now - last_ >= worth_a_reading) take(now);
}

}  // namespace lathe::run
