// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/leftovers.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "core/base/file_lock.h"
#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/base/plural.h"
#include "core/remote/job.h"

namespace lathe::remote {

namespace {

using FileTime = fs::file_time_type;

// One thing that may go; of several too many the oldest goes first.
struct Leftover {
    fs::path path;
    FileTime last;
    std::uint64_t bytes = 0;
};

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code code;
    for (fs::directory_iterator it(folder, code); !code && it != fs::directory_iterator(); it.increment(code))
        entries.push_back(it->path());
    return entries;
}

FileTime changed(const fs::path& path) {
    std::error_code code;
    const auto time = fs::last_write_time(path, code);
    return code ? FileTime::min() : time;
}

// Calls `remove` for what is older than the limits, and, the oldest first, for what is more than `most` of `measure`.
void clear_old(std::vector<Leftover> all, const LeftoverLimits& limits, std::uint64_t most,
               const std::function<std::uint64_t(const Leftover&)>& measure,
               const std::function<void(const Leftover&)>& remove) {
    std::ranges::sort(all, {}, &Leftover::last);
    std::uint64_t total = 0;
    for (const Leftover& one : all) total += measure(one);
    const FileTime now = FileTime::clock::now();
    for (const Leftover& one : all) {
        const bool is_old = now - one.last > limits.kept_for;
        const bool is_too_much = total > most && now - one.last > limits.young;
        if (!is_old && !is_too_much) continue;
        total -= measure(one);
        remove(one);
    }
}

bool is_over(const Job& job) {
    const JobState state = job.state();
    return state == JobState::ended || state == JobState::lost;
}

int clear_jobs(const fs::path& folder, const LeftoverLimits& limits) {
    std::vector<Leftover> over;
    const FileTime now = FileTime::clock::now();
    for (const fs::path& path : entries_of(folder)) {
        if (Job::is_id(path.filename().string())) {
            const Job job(path);
            const FileTime last = job.last_change();
            // One that waits was never begun: its client went between the two.
            if (is_over(job) || (job.state() == JobState::waiting && now - last > limits.kept_for))
                over.push_back({path, last, 0});
        } else if (now - changed(path) > limits.kept_for) {
            // One that was being made, or being removed, when its process ended.
            std::error_code code;
            fs::remove_all(path, code);
        }
    }
    int cleared = 0;
    clear_old(
        std::move(over), limits, limits.jobs, [](const Leftover&) { return std::uint64_t{1}; },
        [&](const Leftover& one) { cleared += Job(one.path).forget().has_value() ? 1 : 0; });
    return cleared;
}

// Names of the files that commands which wait or run were given.
std::set<std::string> used_uploads(const fs::path& jobs, const fs::path& uploads) {
    std::set<std::string> used;
    for (const fs::path& path : entries_of(jobs)) {
        const Job job(path);
        if (!Job::is_id(path.filename().string()) || is_over(job)) continue;
        const auto command = job.command();
        if (!command) continue;
        for (const std::string& argument : command->arguments)
            if (fs::path(argument).parent_path() == uploads) used.insert(fs::path(argument).filename().string());
    }
    return used;
}

void clear_uploads(const fs::path& folder, const std::set<std::string>& used, const LeftoverLimits& limits,
                   ClearedLeftovers& cleared) {
    std::error_code code;
    if (!fs::is_directory(folder, code)) return;
    const auto lock = FileLock::take(folder / "lock");
    if (!lock) return;
    std::vector<Leftover> unused;
    for (const fs::path& path : entries_of(folder)) {
        const std::string name = path.filename().string();
        if (name == "lock" || used.contains(name) || !fs::is_regular_file(path, code)) continue;
        const auto size = fs::file_size(path, code);
        unused.push_back({path, changed(path), code ? 0 : static_cast<std::uint64_t>(size)});
    }
    clear_old(
        std::move(unused), limits, limits.upload_bytes, [](const Leftover& one) { return one.bytes; },
        [&](const Leftover& one) {
            std::error_code failed;
            if (!fs::remove(one.path, failed)) return;
            ++cleared.uploads;
            cleared.bytes += one.bytes;
        });
}

}  // namespace

ClearedLeftovers clear_leftovers(const fs::path& remote, const LeftoverLimits& limits) {
    ClearedLeftovers cleared;
    cleared.jobs = clear_jobs(remote / "jobs", limits);
    clear_uploads(remote / "uploads", used_uploads(remote / "jobs", remote / "uploads"), limits, cleared);
    return cleared;
}

Json to_json(const ClearedLeftovers& cleared) {
    return {{"jobs", cleared.jobs}, {"uploads", cleared.uploads}, {"bytes", cleared.bytes}};
}

std::string cleared_text(const Json& hello) {
    const Json* said = JsonMembers(hello).find("cleared");
    if (said == nullptr || !said->is_object()) return {};
    JsonMembers members(*said);
    const int jobs = members.count("jobs");
    const int uploads = members.count("uploads");
    const auto bytes = members.large_count("bytes");
    if (members.bad() != nullptr || (jobs == 0 && uploads == 0)) return {};
    constexpr double megabyte = 1 << 20;
    const std::string files = fmt::format("{} that had been sent ({:.1f} MiB)", counted(uploads, "file"),
                                          static_cast<double>(bytes) / megabyte);
    const std::string commands = "what " + counted(jobs, "command") + " had printed";
    return "removed there, because it was old: " + (jobs == 0      ? files
                                                    : uploads == 0 ? commands
                                                                   : files + ", and " + commands);
}

}  // namespace lathe::remote
