// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/event_records.h"

#include <algorithm>
#include <utility>

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

constexpr int deepest = 8;
constexpr std::size_t most_folders = 256;

bool is_event_file(const fs::path& path) {
    return path.filename().string().find("tfevents") != std::string::npos;
}

}  // namespace

void EventRecords::look_for_folders() {
    const auto begun = std::chrono::steady_clock::now();
    std::error_code code;
    auto at = fs::recursive_directory_iterator(folder_, fs::directory_options::skip_permission_denied, code);
    for (; !code && at != fs::recursive_directory_iterator(); at.increment(code)) {
        if (at.depth() >= deepest) at.disable_recursion_pending();
        if (!is_event_file(at->path())) continue;
        const fs::path folder = at->path().parent_path();
        if (readers_.contains(folder)) continue;
        if (readers_.size() >= most_folders) {
            add_problem("more than 256 folders hold event files: those beyond are left out");
            break;
        }
        readers_.emplace(folder, store::EventFolderReader(folder));
    }
    // Looking takes a twentieth of the time at most.
    const auto now = std::chrono::steady_clock::now();
    look_again_ = now + std::max<std::chrono::nanoseconds>(std::chrono::milliseconds(100), 20 * (now - begun));
}

std::optional<std::vector<ProgramRecord>> EventRecords::poll() {
    if (std::chrono::steady_clock::now() >= look_again_) look_for_folders();
    std::vector<ProgramRecord> records;
    for (auto& [folder, reader] : readers_) {
        const auto told = reader.warnings().size();
        std::map<std::int64_t, ProgramRecord> by_step;
        for (const auto& [tag, points] : reader.poll())
            for (const store::ScalarPoint& point : points) {
                ProgramRecord& record = by_step[point.step];
                record.step = point.step;
                record.metrics[tag] = point.value;
            }
        for (auto& [step, record] : by_step) records.push_back(std::move(record));
        for (auto i = told; i < reader.warnings().size(); ++i) add_problem(reader.warnings()[i]);
    }
    return records.empty() ? std::nullopt : std::optional(std::move(records));
}

}  // namespace lathe::run
