// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/study_lock.h"

#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/host.h"
#include "core/base/json.h"

namespace lathe::store {

namespace {

LockHolder read_holder(const std::filesystem::path& file) {
    LockHolder holder;
    const auto text = read_file(file, 4096);
    if (!text) return holder;
    const auto json = parse_json(*text);
    if (!json || !json->is_object()) return holder;
    if (const auto pid = json->find("pid"); pid != json->end() && pid->is_number_integer())
        holder.pid = pid->get<long>();
    if (const auto host = json->find("host"); host != json->end() && host->is_string())
        holder.host = host->get<std::string>();
    return holder;
}

Error held_error(const std::filesystem::path& folder, const LockHolder& holder) {
    std::string who = holder.pid > 0 ? fmt::format("process {}", holder.pid) : "another process";
    if (!holder.host.empty()) who += fmt::format(" on {}", holder.host);
    Error error{fmt::format("the study is being run by {}", who), "wait until it ends, or stop it first"};
    error.file = folder.string();
    return error;
}

}  // namespace

Result<StudyLock> StudyLock::try_lock(const std::filesystem::path& study_folder) {
    const auto file = study_folder / "lock";
    auto lock = FileLock::try_take(file);
    if (!lock) return fail(lock.error());
    if (!*lock) return fail(held_error(study_folder, read_holder(file)));
    // For people and error messages only; the lock itself is what counts, so a full disk does not matter here.
    const std::string text = dump_json({{"pid", static_cast<long>(::getpid())}, {"host", host_name()}}) + "\n";
    const int fd = (*lock)->descriptor();
    if (::ftruncate(fd, 0) == 0) [[maybe_unused]]
        const auto written = ::pwrite(fd, text.data(), text.size(), 0);
    return StudyLock(std::move(**lock));
}

std::optional<LockHolder> lock_holder(const std::filesystem::path& study_folder) {
    const auto file = study_folder / "lock";
    if (!is_lock_held(file)) return std::nullopt;
    return read_holder(file);
}

}  // namespace lathe::store
