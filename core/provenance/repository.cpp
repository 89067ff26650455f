// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/repository.h"

#include <sys/stat.h>
#include <algorithm>
#include <system_error>
#include <utility>

#include "core/provenance/git.h"
#include "core/provenance/patch_text.h"
#include "core/provenance/secret_lines.h"
#include "core/provenance/secrets.h"
#include "core/provenance/untracked_files.h"

namespace lathe::provenance {

namespace {

constexpr std::size_t most_names = 100;

fs::path without_slash(const char* folder) {
    const fs::path path = folder != nullptr ? folder : "";
    return path.has_filename() ? path : path.parent_path();
}

bool is_below(const fs::path& path, const fs::path& folder) {
    const auto relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

// Null: there is none.
Result<Git<git_repository>> open_repository(const fs::path& real_path) {
    start_git();
    std::error_code code;
    const fs::path folder = fs::is_directory(real_path, code) ? real_path : real_path.parent_path();
    git_repository* handle = nullptr;
    const int problem = git_repository_open_ext(&handle, folder.c_str(), 0, nullptr);
    Git<git_repository> repository(handle);
    if (problem == GIT_ENOTFOUND) return Git<git_repository>();
    if (problem != 0) return git_failure("its git repository cannot be opened", real_path);
    return repository;
}

std::string branch_of(git_repository* repository) {
    // Looked up by name: before the first commit there is nothing that it could resolve to.
    git_reference* handle = nullptr;
    if (git_reference_lookup(&handle, repository, "HEAD") != 0) return {};
    const Git<git_reference> head(handle);
    const char* const target = git_reference_symbolic_target(head.get());
    std::string name = target != nullptr ? target : "";
    constexpr std::string_view branches = "refs/heads/";
    if (name.starts_with(branches)) name.erase(0, branches.size());
    return name;
}

Result<RepositoryHead> head_of(git_repository* repository, const fs::path& path) {
    RepositoryHead head;
    const char* const tree = git_repository_workdir(repository);
    head.root = without_slash(tree != nullptr ? tree : git_repository_path(repository));
    head.branch = branch_of(repository);
    git_oid commit;
    const int code = git_reference_name_to_id(&commit, repository, "HEAD");
    if (code == 0) head.commit = git_oid_tostr_s(&commit);
    else if (code != GIT_ENOTFOUND) return git_failure("HEAD of its git repository cannot be read", path);
    return head;
}

bool keeps_untracked_files_to_itself(git_repository* repository) {
    git_config* handle = nullptr;
    if (git_repository_config_snapshot(&handle, repository) != 0) return false;
    const Git<git_config> config(handle);
    const char* shown = nullptr;
    return git_config_get_string(&shown, config.get(), "status.showuntrackedfiles") == 0 &&
           std::string_view(shown) == "no";
}

// Whether the text of a patch would show a secret: the lines that stay stand in it, too. What cannot be looked at may.
bool shows_secret(git_patch* patch, const char* path) {
    SecretLines before(path), after(path);
    for (std::size_t i = 0; i < git_patch_num_hunks(patch); ++i) {
        const git_diff_hunk* hunk = nullptr;
        std::size_t lines = 0;
        if (git_patch_get_hunk(&hunk, &lines, patch, i) != 0) return true;
        before.skip();
        after.skip();
        // "@@ -1,3 +1,4 @@ the function around it"
        const std::string_view header(hunk->header, hunk->header_len);
        const auto around = header.find("@@", 2);
        if (around != header.npos && SecretLines(path).shows(header.substr(around + 2))) return true;
        for (std::size_t j = 0; j < lines; ++j) {
            const git_diff_line* line = nullptr;
            if (git_patch_get_line_in_hunk(&line, patch, i, j) != 0) return true;
            const std::string_view text(line->content, line->content_len);
            const bool is_old = line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_DELETION;
            const bool is_new = line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_ADDITION;
            if (is_old && before.shows(text)) return true;
            if (is_new && after.shows(text)) return true;
        }
    }
    return false;
}

// Fills in what differs from HEAD.
class ChangeReader {
  public:
    ChangeReader(git_repository* repository, const RepositoryLimits& limits, RepositoryState& state)
        : repository_(repository), limits_(limits), state_(state), patch_(limits.patch) {}

    Result<void> read() {
        if (auto done = read_tracked(); !done) return done;
        if (!keeps_untracked_files_to_itself(repository_))
            if (auto done = read_untracked(); !done) return done;
        state_.patch_truncated = patch_.is_truncated();
        state_.patch = patch_.take();
        return {};
    }

  private:
    Result<void> read_tracked() {
        git_object* tree = nullptr;
        if (!state_.commit.empty() && git_revparse_single(&tree, repository_, "HEAD^{tree}") != 0)
            return git_failure("the files of the commit cannot be read", state_.root);
        const Git<git_object> owned_tree(tree);
        git_diff_options options = patch_options();
        options.flags = GIT_DIFF_IGNORE_SUBMODULES;
        git_diff* handle = nullptr;
        const int code =
            git_diff_tree_to_workdir_with_index(&handle, repository_, reinterpret_cast<git_tree*>(tree), &options);
        const Git<git_diff> diff(handle);
        if (code != 0) return git_failure("what differs from the commit cannot be found out", state_.root);

        const std::size_t changes = git_diff_num_deltas(diff.get());
        state_.dirty = changes > 0;
        for (std::size_t i = 0; i < changes; ++i) {
            const git_diff_delta* const delta = git_diff_get_delta(diff.get(), i);
            if (leave_out_secret(delta->new_file.path) || leave_out_secret(delta->old_file.path)) continue;
            if (patch_.is_exhausted()) continue;  // further secret files are still named
            git_patch* patch = nullptr;
            // A file that vanishes or cannot be read meanwhile must not cost the rest.
            const Git<git_patch> owned(git_patch_from_diff(&patch, diff.get(), i) == 0 ? patch : nullptr);
            if (owned && shows_secret(owned.get(), delta->new_file.path)) leave_out(delta->new_file.path);
            else if (!owned || patch_.add(owned.get()) == PatchText::Added::failed) patch_.truncate();
        }
        return {};
    }

    Result<void> read_untracked() {
        auto found = list_untracked_files(repository_, limits_.untracked_listed, limits_.entries_examined);
        if (!found) return fail(std::move(found.error()));
        state_.untracked_incomplete = found->incomplete;
        state_.dirty = state_.dirty || !found->paths.empty();
        // Files at the top first: what a program writes by the thousand stands deeper than a new program.
        std::ranges::stable_sort(found->paths, {},
                                 [](const std::string& path) { return std::ranges::count(path, '/'); });
        std::int64_t added = 0;
        for (const auto& path : found->paths) {
            const bool room = added + untracked_secret_ < limits_.untracked_files && !patch_.is_exhausted();
            if (!leave_out_secret(path.c_str()) && room && add_untracked(path)) ++added;
            else ++state_.untracked_left_out;
        }
        return {};
    }

    // Whether it is in the patch now.
    bool add_untracked(const std::string& path) {
        const fs::path file = state_.root / path;
        struct stat info {};
        // Links are not followed: they lead to files that are not the repository's.
        if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
        const auto bytes = read_file(file, limits_.untracked_file_size);
        if (!bytes || bytes->find('\0') != std::string::npos) return false;
        const git_diff_options options = patch_options();
        git_patch* patch = nullptr;
        if (git_patch_from_buffers(&patch, nullptr, 0, path.c_str(), bytes->data(), bytes->size(), path.c_str(),
                                   &options) != 0)
            return false;
        const Git<git_patch> owned(patch);
        if (shows_secret(patch, path.c_str())) {
            ++untracked_secret_;
            leave_out(path.c_str());
            return false;
        }
        return patch_.add(patch) == PatchText::Added::yes;
    }

    bool leave_out_secret(const char* path) {
        if (!is_secret_file(path)) return false;
        leave_out(path);
        return true;
    }

    void leave_out(const char* path) {
        auto& names = state_.left_out;
        if (names.size() < most_names && (names.empty() || names.back() != path)) names.emplace_back(path);
    }

    git_diff_options patch_options() const {
        git_diff_options options = GIT_DIFF_OPTIONS_INIT;
        options.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL;
        options.id_abbrev = 40;  // `git apply --3way` finds the blobs by them
        options.max_size = static_cast<git_off_t>(limits_.tracked_file_size);
        return options;
    }

    git_repository* repository_;
    const RepositoryLimits& limits_;
    RepositoryState& state_;
    PatchText patch_;
    std::int64_t untracked_secret_ = 0;  // files that would be in the patch but for a secret in them
};

// A repository, what is checked out in it, and the path that it was found by, without links.
struct Found {
    Git<git_repository> repository;
    RepositoryHead head;
    fs::path path;
};
Result<std::optional<Found>> find_repository(const fs::path& path) {
    std::error_code code;
    const fs::path real_path = fs::canonical(path, code);
    if (code) return std::nullopt;
    auto repository = open_repository(real_path);
    if (!repository) return fail(std::move(repository.error()));
    if (!*repository) return std::nullopt;
    auto head = head_of(repository->get(), real_path);
    if (!head) return fail(std::move(head.error()));
    return Found{std::move(*repository), std::move(*head), real_path};
}

}  // namespace

Result<std::optional<RepositoryHead>> read_repository_head(const fs::path& path) {
    auto found = find_repository(path);
    if (!found) return fail(std::move(found.error()));
    return *found ? std::optional(std::move((*found)->head)) : std::nullopt;
}

Result<std::optional<RepositoryState>> read_repository(const fs::path& path, const RepositoryLimits& limits) {
    auto found = find_repository(path);
    if (!found) return fail(std::move(found.error()));
    if (!*found) return std::nullopt;
    auto& [repository, head, real_path] = **found;
    RepositoryState state;
    state.root = std::move(head.root);
    state.commit = std::move(head.commit);
    state.branch = std::move(head.branch);
    // Otherwise a repository could have files taken into its patch that are none of its own.
    const bool is_here = git_repository_is_bare(repository.get()) == 0 && is_below(real_path, state.root);
    if (is_here)
        if (auto done = ChangeReader(repository.get(), limits, state).read(); !done)
            return fail(std::move(done.error()));
    return state;
}

}  // namespace lathe::provenance
