// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspace.h"

#include <sys/stat.h>
#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/system_error.h"
#include "core/base/temporary_folder.h"
#include "core/store/study_index.h"
#include "core/store/study_lock.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* new_prefix = ".new-study-";  // of the hidden folders in which studies are made

Error error_about(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.file = path.string();
    return error;
}

// Names of the folders that hold a study.
Result<std::vector<std::string>> study_names(const fs::path& workspace) {
    std::error_code code;
    fs::directory_iterator it(workspace, code);
    if (code == std::errc::no_such_file_or_directory)
        return fail(error_about(workspace, "the workspace does not exist",
                                "name another with --workspace, or run something first"));
    if (code)
        return fail(
            error_about(workspace, "the workspace cannot be read: " + system_message(code.value()), "check the path"));
    std::vector<std::string> names;
    for (; it != fs::directory_iterator(); it.increment(code)) {
        if (code) break;
        std::error_code ignored;
        if (it->path().filename().string().front() != '.' && it->is_directory(ignored) && is_study_folder(it->path()))
            names.push_back(it->path().filename().string());
    }
    return names;
}

std::optional<StudySummary> from_index(const IndexEntries& index, const std::string& name, const std::string& signature,
                                       const fs::path& folder) {
    const auto entry = index.find(name);
    if (entry == index.end() || entry->second.signature != signature) return std::nullopt;
    const auto json = parse_json(entry->second.summary);
    if (!json) return std::nullopt;
    auto summary = study_summary_from_json(*json, folder);
    if (!summary) return std::nullopt;
    return std::move(*summary);
}

// Newest first; studies without a known start last, by name.
bool listed_before(const StudySummary& a, const StudySummary& b) {
    if (a.start != b.start) return a.start > b.start;
    return a.folder.filename() > b.folder.filename();
}

// What a process that crashed has left of studies that never were. A day is longer than anybody takes to make one.
void remove_abandoned(const fs::path& workspace) {
    std::error_code code;
    for (fs::directory_iterator it(workspace, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (!it->path().filename().string().starts_with(new_prefix)) continue;
        const auto written = fs::last_write_time(it->path(), ignored);
        if (!ignored && fs::file_time_type::clock::now() - written > std::chrono::hours(24))
            fs::remove_all(it->path(), ignored);
    }
}

std::string folder_name_for(const std::string& experiment) {
    std::string name;
    for (const char c : experiment) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.' ||
                           (static_cast<unsigned char>(c) & 0x80) != 0;
        name += plain ? c : '_';
    }
    // No hidden folder, no "..", no option, no name longer than file systems allow with the stamp.
    if (name.empty() || name.front() == '.' || name.front() == '-') name.insert(0, "_");
    constexpr std::size_t longest = 200;
    std::size_t size = std::min(name.size(), longest);
    while (size < name.size() && size > 0 && (static_cast<unsigned char>(name[size]) & 0xc0) == 0x80) --size;
    name.resize(size);
    return name;
}

std::string stamped_name(const std::string& experiment) {
    return fmt::format("{}-{}", folder_name_for(experiment), to_folder_stamp(now()));
}

}  // namespace

Result<std::vector<StudySummary>> Workspace::list() {
    const auto names = study_names(folder_);
    if (!names) return fail(names.error());
    IndexEntries index = read_index(folder_);
    IndexEntries changed;
    std::vector<StudySummary> studies;
    studies.reserve(names->size());
    for (const std::string& name : *names) {
        const fs::path folder = folder_ / name;
        // The signature first: what is written while the study is read makes the entry stale, not wrong.
        const std::string signature = study_signature(folder);
        auto summary = from_index(index, name, signature, folder);
        if (!summary) {
            const auto study = read_study(folder);
            if (!study) continue;
            summary = summarise(*study);
            // A damaged one is read each time: its warnings name files, and workspaces move.
            if (summary->state != StudyState::running && summary->warnings.empty())
                changed[name] = {signature, dump_json(to_json(*summary))};
        } else if (is_locked(folder)) {
            summary->state = StudyState::running;
            summary->end.reset();
        }
        index.erase(name);
        studies.push_back(std::move(*summary));
    }
    std::vector<std::string> gone;
    for (const auto& [name, entry] : index) gone.push_back(name);
    update_index(folder_, changed, gone);
    std::sort(studies.begin(), studies.end(), listed_before);
    return studies;
}

Result<fs::path> Workspace::find(const std::string& name_or_path) const {
    std::error_code code;
    for (const fs::path& path : {fs::path(name_or_path), folder_ / name_or_path})
        if (!name_or_path.empty() && fs::is_directory(path, code)) {
            const fs::path found = fs::absolute(path, code).lexically_normal();
            return found.filename().empty() ? found.parent_path() : found;  // written with a slash at its end
        }
    return fail(error_about(name_or_path,
                            fmt::format("no such study or trial, neither as a path nor in {}", folder_.string()),
                            "`lathectl runs` lists what is there"));
}

Result<fs::path> Workspace::add_study(const std::string& experiment, const Fill& fill) const {
    return make_study(fill, [&](const fs::path& hidden) { return take_name(hidden, stamped_name(experiment)); });
}

Result<std::string> Workspace::reserve_study(const std::string& experiment) const {
    if (auto made = make_folders(folder_); !made) return fail(made.error());
    const std::string name = stamped_name(experiment);
    for (int suffix = 1;; ++suffix) {
        const std::string tried = suffix == 1 ? name : fmt::format("{}-{}", name, suffix);
        const auto made = make_folder_durably(folder_ / tried);
        if (!made) return fail(made.error());
        if (*made) return tried;
    }
}

Result<fs::path> Workspace::add_reserved_study(const std::string& name, const Fill& fill) const {
    // A folder takes the place of an empty one, or of none.
    const auto take = [&](const fs::path& hidden) {
        return ::rename(hidden.c_str(), (folder_ / name).c_str()) == 0 ? folder_ / name : fs::path();
    };
    return make_study(fill, take);
}

Result<fs::path> Workspace::make_study(const Fill& fill, const TakeName& take) const {
    if (auto made = make_folders(folder_); !made) return fail(made.error());
    remove_abandoned(folder_);
    const char* hint = "choose a workspace that can be written";
    auto hidden = TemporaryFolder::make_in(folder_, new_prefix);
    if (!hidden) {
        hidden.error().hint = hint;
        return fail(hidden.error());
    }
    std::error_code ignored;
    fs::permissions(hidden->path(),
                    fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec,
                    fs::perm_options::add, ignored);
    if (auto filled = fill(hidden->path()); !filled) return fail(filled.error());
    const auto named = take(hidden->path());
    if (named.empty()) return fail(error_about(folder_, "a study cannot be made here: " + system_message(errno), hint));
    hidden->keep();
    return named;
}

// "" and errno: it cannot.
fs::path Workspace::take_name(const fs::path& hidden, const std::string& name) const {
    for (int suffix = 1;; ++suffix) {
        const fs::path folder = folder_ / (suffix == 1 ? name : fmt::format("{}-{}", name, suffix));
        // mkdir says whether it was this process that made the folder; rename puts another in the place of an empty
        // one.
        if (::mkdir(folder.c_str(), 0777) == 0)
            return ::rename(hidden.c_str(), folder.c_str()) == 0 ? folder : fs::path();
        if (errno != EEXIST) return {};
    }
}

}  // namespace lathe::store
