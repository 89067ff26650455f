// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/event_records.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>
#include <utility>

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

constexpr int deepest = 8;
constexpr int most_entries_elsewhere = 20'000;
constexpr std::size_t most_folders = 256;

bool is_event_file(const fs::path& path) {
    return path.filename().string().find("tfevents") != std::string::npos;
}

// When a file was begun, as its name tells it: events.out.tfevents.SECONDS.HOST...; 0: it doesn't.
std::int64_t begun_at(const fs::path& file) {
    const std::string name = file.filename().string();
    constexpr std::string_view before = "tfevents.";
    const auto at = name.find(before);
    std::int64_t seconds = 0;
    if (at != std::string::npos) std::from_chars(name.data() + at + before.size(), name.data() + name.size(), seconds);
    return seconds;
}

}  // namespace

void EventRecords::look_for_folders() {
    const auto begun = std::chrono::steady_clock::now();
    std::map<fs::path, std::int64_t> found;  // with the time of the first file
    std::error_code code;
    auto at = fs::recursive_directory_iterator(folder_, fs::directory_options::skip_permission_denied, code);
    for (; !code && at != fs::recursive_directory_iterator(); at.increment(code)) {
        if (at.depth() >= deepest) at.disable_recursion_pending();
        if (!is_event_file(at->path())) continue;
        const fs::path folder = at->path().parent_path().lexically_relative(folder_);
        if (seen_.contains(folder)) continue;
        const auto [first, is_new] = found.try_emplace(folder, begun_at(at->path()));
        if (!is_new) first->second = std::min(first->second, begun_at(at->path()));
    }
    std::vector<std::pair<std::int64_t, fs::path>> in_order;
    for (const auto& [folder, time] : found) in_order.emplace_back(time, folder);
    std::ranges::sort(in_order);
    for (const auto& [time, folder] : in_order) {
        if (seen_.size() >= most_folders) {
            if (!std::exchange(has_told_of_too_many_, true))
                add_problem("more than 256 folders hold event files: those beyond are left out");
            break;
        }
        seen_.insert(folder);
        folders_.push_back({folder, store::EventFolderReader(folder_ / folder)});
    }
    // Looking takes a twentieth of the time at most.
    const auto now = std::chrono::steady_clock::now();
    look_again_ = now + std::max<std::chrono::nanoseconds>(std::chrono::milliseconds(100), 20 * (now - begun));
}

void EventRecords::take(Folder& folder, std::vector<ProgramRecord>& records) {
    const auto told = folder.reader.warnings().size();
    std::map<std::int64_t, ProgramRecord> by_step;
    for (const auto& [tag, points] : folder.reader.poll()) {
        const std::string& name = names_.name(folder.path, tag);
        if (std::ranges::any_of(points, [&](const auto& point) { return point.wall_time >= begun_; }))
            names_.goes_on(folder.path, tag);
        for (const store::ScalarPoint& point : points) {
            ProgramRecord& record = by_step[point.step];
            record.step = point.step;
            record.metrics[name] = point.value;
        }
    }
    for (auto& [step, record] : by_step) records.push_back(std::move(record));
    for (auto i = told; i < folder.reader.warnings().size(); ++i) add_problem(folder.reader.warnings()[i]);
}

std::optional<std::vector<ProgramRecord>> EventRecords::poll() {
    if (std::chrono::steady_clock::now() >= look_again_) look_for_folders();
    std::vector<ProgramRecord> records;
    for (Folder& folder : folders_) take(folder, records);
    names_.keep();
    for (std::string& note : names_.take_notes()) add_problem(std::move(note));
    return records.empty() ? std::nullopt : std::optional(std::move(records));
}

fs::path event_file_elsewhere(const fs::path& folder, fs::file_time_type since) {
    std::error_code code;
    auto at = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, code);
    for (int left = most_entries_elsewhere; left > 0 && !code && at != fs::recursive_directory_iterator();
         at.increment(code), --left) {
        std::error_code ignored;
        // Lathe's own event files, where the workspace is below.
        if (at.depth() >= deepest || fs::exists(at->path() / "study.jsonl", ignored)) at.disable_recursion_pending();
        if (is_event_file(at->path()) && fs::last_write_time(at->path(), ignored) >= since)
            return at->path().lexically_relative(folder);
    }
    return {};
}

}  // namespace lathe::run
