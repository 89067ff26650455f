// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>
#include <atomic>
#include <utility>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/host.h"
#include "core/store/event_file.h"
#include "core/store/record_framing.h"
#include "core/store/tensorboard.pb.h"

namespace lathe::store {

namespace {

// Unique among the writers of this and other processes; readers order files by name, so the second comes first.
std::filesystem::path new_file_name(const std::filesystem::path& folder) {
    static std::atomic<int> count = 0;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now()).time_since_epoch().count();
    std::filesystem::path path;
    std::error_code code;
    do {
        path = folder / fmt::format("events.out.tfevents.{:010}.{}.{}.{}", seconds, host_name(), ::getpid(), count++);
    } while (std::filesystem::exists(path, code));
    return path;
}

}  // namespace

EventFileWriter::EventFileWriter() : event_(std::make_unique<tensorboard::Event>()) {}
EventFileWriter::EventFileWriter(EventFileWriter&&) noexcept = default;
EventFileWriter& EventFileWriter::operator=(EventFileWriter&&) noexcept = default;
EventFileWriter::~EventFileWriter() = default;

Result<EventFileWriter> EventFileWriter::create(const std::filesystem::path& folder,
                                                std::optional<std::int64_t> resume_step) {
    auto file = AppendFile::open(new_file_name(folder));
    if (!file) return fail(file.error());
    EventFileWriter writer;
    writer.file_ = std::move(*file);
    tensorboard::Event event;
    event.set_wall_time(to_unix_seconds(now()));
    event.set_file_version("brain.Event:2");
    writer.add(event);
    if (resume_step) {
        event.set_step(*resume_step);
        event.mutable_session_log()->set_status(tensorboard::SessionLog::START);
        writer.add(event);
    }
    if (auto flushed = writer.flush(); !flushed) return fail(flushed.error());
    return writer;
}

void EventFileWriter::add(const tensorboard::Event& event) {
    record_.clear();
    event.AppendToString(&record_);
    append_record(buffer_, record_);
}

void EventFileWriter::add_scalar(const std::string& tag, const ScalarPoint& point) {
    event_->set_wall_time(point.wall_time);
    event_->set_step(point.step);
    auto* summary = event_->mutable_summary();
    auto* value = summary->value_size() == 0 ? summary->add_value() : summary->mutable_value(0);
    value->set_tag(tag);
    value->set_simple_value(static_cast<float>(point.value));
    add(*event_);
}

void EventFileWriter::add_scalars(const std::vector<std::pair<std::string, double>>& values, std::int64_t step,
                                  double wall_time) {
    tensorboard::Event event;
    event.set_wall_time(wall_time);
    event.set_step(step);
    for (const auto& [tag, number] : values) {
        auto* value = event.mutable_summary()->add_value();
        value->set_tag(tag);
        value->set_simple_value(static_cast<float>(number));
    }
    add(event);
}

Result<void> EventFileWriter::flush() {
    if (buffer_.empty()) return {};
    if (auto written = file_.append(buffer_); !written) return fail(written.error());
    buffer_.clear();
    return {};
}

}  // namespace lathe::store
