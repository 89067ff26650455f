// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/working_files.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/provenance/git.h"
#include "core/provenance/repository.h"
#include "core/provenance/untracked_files.h"

namespace lathe::provenance {

namespace {

bool is_there(const fs::path& path) {
    std::error_code code;
    return fs::exists(fs::symlink_status(path, code));
}

// Takes one repository's files below a folder of it.
class WorkingFilesReader {
  public:
    WorkingFilesReader(git_repository* repository, fs::path folder)
        : repository_(repository), folder_(std::move(folder)) {
        const fs::path below = folder_.lexically_relative(fs::path(git_repository_workdir(repository)));
        if (below != ".") below_ = below.generic_string();
        if (below_.ends_with('/')) below_.pop_back();
    }

    Result<std::optional<WorkingFiles>> read() {
        if (auto done = read_tracked(); !done) return fail(done.error());
        if (auto done = read_untracked(); !done) return fail(done.error());
        if (found_.files.empty() && found_.repositories.empty()) return std::nullopt;
        std::ranges::sort(found_.files, {}, &WorkingFile::path);
        return std::move(found_);
    }

  private:
    Result<void> read_tracked() {
        git_index* handle = nullptr;
        if (git_repository_index(&handle, repository_) != 0)
            return git_failure("its git repository's index cannot be read", folder_);
        const Git<git_index> index(handle);
        const std::size_t count = git_index_entrycount(index.get());
        for (std::size_t i = 0; i < count; ++i) {
            const git_index_entry* const entry = git_index_get_byindex(index.get(), i);
            const std::string path = below_folder(entry->path);
            if (path.empty() || !is_there(folder_ / path)) continue;
            // A conflict has several entries of one path.
            if (!found_.files.empty() && found_.files.back().path == path) continue;
            if (entry->mode != GIT_FILEMODE_COMMIT) found_.files.push_back({path, true});
            else if (auto done = read_submodule(path); !done) return done;
        }
        return {};
    }

    Result<void> read_submodule(const std::string& path) {
        if (!is_there(folder_ / path / ".git")) return {};  // it was not fetched
        auto inner = list_working_files(folder_ / path);
        if (!inner) return fail(inner.error());
        if (!*inner) return {};
        for (const WorkingFile& file : (*inner)->files) found_.files.push_back({path + "/" + file.path, file.tracked});
        for (const std::string& one : (*inner)->repositories) found_.repositories.push_back(path + "/" + one);
        found_.incomplete = found_.incomplete || (*inner)->incomplete;
        return {};
    }

    Result<void> read_untracked() {
        const RepositoryLimits limits;
        auto found = list_untracked_files(repository_, limits.untracked_listed, limits.entries_examined, below_);
        if (!found) return fail(std::move(found.error()));
        found_.incomplete = found_.incomplete || found->incomplete;
        for (const std::string& one : found->paths) {
            const std::string path = below_folder(one);
            if (path.empty()) continue;
            if (path.ends_with('/')) found_.repositories.push_back(path.substr(0, path.size() - 1));
            else found_.files.push_back({path, false});
        }
        return {};
    }

    // "": it is not below the folder.
    std::string below_folder(std::string_view path) const {
        if (below_.empty()) return std::string(path);
        if (!path.starts_with(below_) || path.size() <= below_.size() + 1 || path[below_.size()] != '/') return {};
        return std::string(path.substr(below_.size() + 1));
    }

    git_repository* repository_;
    const fs::path folder_;
    std::string below_;  // the folder, below the root
    WorkingFiles found_;
};

}  // namespace

Result<std::optional<WorkingFiles>> list_working_files(const fs::path& folder) {
    start_git();
    std::error_code code;
    const fs::path real = fs::canonical(folder, code);
    if (code) return std::nullopt;
    git_repository* handle = nullptr;
    const int problem = git_repository_open_ext(&handle, real.c_str(), 0, nullptr);
    const Git<git_repository> repository(handle);
    if (problem == GIT_ENOTFOUND) return std::nullopt;
    if (problem != 0) return git_failure("its git repository cannot be opened", real);
    const char* const tree = git_repository_workdir(repository.get());
    const fs::path below = tree != nullptr ? real.lexically_relative(tree) : fs::path("..");
    if (below.empty() || *below.begin() == "..") return std::nullopt;  // bare, or the tree is elsewhere
    return WorkingFilesReader(repository.get(), real).read();
}

}  // namespace lathe::provenance
