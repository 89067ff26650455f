// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trash.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/store/marks.h"
#include "core/store/study_lock.h"
#include "core/store/study_record.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

Error trash_error(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.file = path.string();
    return error;
}

// The files by which a search knows a trial.
bool stays(const fs::path& file) {
    return file.filename() == "trial.json" || file.filename() == "params.json";
}

// One name of a file or folder, so that nothing read from a file leads out of the workspace.
bool is_plain_name(const std::string& name) {
    return !name.empty() && name.front() != '.' && name.find('/') == std::string::npos;
}

std::optional<TrashEntry> read_entry(const fs::path& folder) {
    const auto text = read_file(folder / "entry.json");
    if (!text) return std::nullopt;
    const auto json = parse_json(*text);
    if (!json || !json->is_object()) return std::nullopt;
    JsonMembers in(*json);
    TrashEntry entry;
    entry.id = folder.filename().string();
    entry.study = in.text("study", JsonMembers::Need::required);
    if (in.find("trial")) entry.trial = in.count("trial");
    const auto time = in.time("time");
    if (in.bad() || !time || !is_plain_name(entry.study)) return std::nullopt;
    entry.time = *time;
    return entry;
}

// Moves each file of `from` that `take` wants.
template <class Take>
Result<void> move_files(const fs::path& from, const fs::path& to, const Take& take) {
    if (auto made = make_folders(to); !made) return made;
    std::error_code code;
    std::vector<fs::path> files;
    for (fs::directory_iterator it(from, code), end; !code && it != end; it.increment(code))
        if (take(it->path())) files.push_back(it->path());
    if (code) return fail(trash_error(from, "cannot be read: " + code.message(), "check its permissions"));
    for (const fs::path& file : files)
        if (auto moved = rename_durably(file, to / file.filename()); !moved) return moved;
    return {};
}

Result<void> mark_deleted(const fs::path& study, int trial, bool deleted) {
    const auto changed = change_marks(study, [&](StudyMarks& marks) { marks.trials[trial].deleted = deleted; });
    if (!changed) return fail(changed.error());
    return {};
}

}  // namespace

std::string TrashEntry::where() const {
    return trial ? fmt::format("{}/trials/{:04}", study, *trial) : study;
}

Result<TrashEntry> Trash::remove(const fs::path& record) const {
    const RecordPlace place = place_of(record);
    if (!is_study_folder(place.study))
        return fail(trash_error(record, "is no study and no trial", "`lathectl runs` lists what is there"));
    std::error_code code;
    if (!fs::equivalent(place.study.parent_path(), workspace_, code))
        return fail(trash_error(place.study, fmt::format("is not in the workspace {}", workspace_.string()),
                                "name its workspace with --workspace"));
    if (const auto holder = lock_holder(place.study))
        return fail(trash_error(place.study, fmt::format("is being run by process {} on {}", holder->pid, holder->host),
                                "stop it first"));
    auto entry = add_entry(place.study.filename().string(), place.trial);
    if (!entry) return entry;
    if (auto moved = place.trial ? move_trial(*entry) : move_study(*entry); !moved) return fail(moved.error());
    return entry;
}

Result<TrashEntry> Trash::add_entry(const std::string& study, std::optional<int> trial) const {
    TrashEntry entry;
    entry.study = study;
    entry.trial = trial;
    entry.time = now();
    if (auto made = make_folders(folder()); !made) return fail(made.error());
    const std::string name = trial ? fmt::format("{}-trial-{:04}", study, *trial) : study;
    for (int suffix = 1;; ++suffix) {
        entry.id = suffix == 1 ? name : fmt::format("{}-{}", name, suffix);
        const auto made = make_folder_durably(folder() / entry.id);
        if (!made) return fail(made.error());
        if (*made) break;
    }
    Json json;
    json["study"] = study;
    if (trial) json["trial"] = *trial;
    json["time"] = to_iso8601(entry.time);
    if (auto written = write_file_atomically(folder() / entry.id / "entry.json", dump_json(json, 2) + "\n"); !written)
        return fail(written.error());
    return entry;
}

Result<void> Trash::move_study(const TrashEntry& entry) const {
    return rename_durably(workspace_ / entry.study, files_of(entry));
}

// Hidden first: whatever is interrupted then, the trial is not shown half.
Result<void> Trash::move_trial(const TrashEntry& entry) const {
    const fs::path study = workspace_ / entry.study;
    if (auto marked = mark_deleted(study, *entry.trial, true); !marked) return marked;
    return move_files(trial_folder(study, *entry.trial), files_of(entry),
                      [](const fs::path& file) { return !stays(file); });
}

Result<void> Trash::restore(const std::string& id) const {
    const auto entry = is_plain_name(id) ? read_entry(folder() / id) : std::nullopt;
    if (!entry)
        return fail(
            trash_error(folder(), fmt::format("has no \"{}\"", id), "`lathectl trash list` shows what is there"));
    const fs::path study = workspace_ / entry->study;
    std::error_code code;
    if (entry->trial) {
        if (!is_study_folder(study))
            return fail(trash_error(study, "is not there: the trial's study was deleted, too", "restore it first"));
        if (auto moved =
                move_files(files_of(*entry), trial_folder(study, *entry->trial), [](const fs::path&) { return true; });
            !moved)
            return moved;
        if (auto marked = mark_deleted(study, *entry->trial, false); !marked) return marked;
    } else {
        if (fs::exists(study, code))
            return fail(trash_error(study, "is there: another study has this name now", "rename that folder first"));
        if (auto moved = rename_durably(files_of(*entry), study); !moved) return moved;
    }
    fs::remove_all(folder() / entry->id, code);
    return {};
}

std::vector<TrashEntry> Trash::list() const {
    std::vector<TrashEntry> entries;
    std::error_code code;
    for (fs::directory_iterator it(folder(), code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        // Without files it is what an interrupted deletion has left.
        if (!fs::is_directory(it->path() / "files", ignored)) continue;
        if (auto entry = read_entry(it->path())) entries.push_back(std::move(*entry));
    }
    std::ranges::sort(entries, [](const TrashEntry& a, const TrashEntry& b) {
        return a.time != b.time ? a.time > b.time : a.id < b.id;
    });
    return entries;
}

Result<int> Trash::empty() const {
    const int count = static_cast<int>(list().size());
    std::error_code code;
    fs::remove_all(folder(), code);
    if (code) return fail(trash_error(folder(), "cannot be emptied: " + code.message(), "check its permissions"));
    return count;
}

}  // namespace lathe::store
