// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/untracked_files.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace lathe::provenance {

namespace {

constexpr int stop_the_search = -1;
constexpr int do_not_keep = 1;

struct UntrackedSearch {
    UntrackedFiles found;
    std::int64_t most_files = 0;
    std::int64_t entries_left = 0;
    std::string below;
};

int examine(const git_diff*, const char*, const char*, void* payload) {
    auto& search = *static_cast<UntrackedSearch*>(payload);
    if (search.entries_left-- > 0) return 0;
    search.found.incomplete = true;
    return stop_the_search;
}

int keep_untracked(const git_diff*, const git_diff_delta* delta, const char*, void* payload) {
    if (delta->status != GIT_DELTA_UNTRACKED) return do_not_keep;
    auto& search = *static_cast<UntrackedSearch*>(payload);
    if (std::cmp_greater_equal(search.found.paths.size(), search.most_files)) {
        search.found.incomplete = true;
        return stop_the_search;
    }
    search.found.paths.emplace_back(delta->new_file.path);
    return do_not_keep;
}

// 0 or libgit2's code; stopping at a limit is none.
int search_untracked(git_repository* repository, unsigned flags, UntrackedSearch& search) {
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_IGNORE_SUBMODULES | GIT_DIFF_SKIP_BINARY_CHECK | flags;
    options.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL;
    options.notify_cb = keep_untracked;
    options.progress_cb = examine;
    options.payload = &search;
    char* below = search.below.data();
    if (!search.below.empty()) {
        options.flags |= GIT_DIFF_DISABLE_PATHSPEC_MATCH;  // it is a folder, no pattern
        options.pathspec = {&below, 1};
    }
    git_diff* diff = nullptr;
    const int code = git_diff_index_to_workdir(&diff, repository, nullptr, &options);
    const Git<git_diff> owned(diff);
    return search.found.incomplete ? 0 : code;
}

}  // namespace

Result<UntrackedFiles> list_untracked_files(git_repository* repository, std::int64_t most_files,
                                            std::int64_t most_entries, const std::string& below) {
    const auto failed = [&] {
        return git_failure("its untracked files cannot be listed", git_repository_workdir(repository));
    };
    UntrackedSearch search{{}, most_files, most_entries, below};
    if (search_untracked(repository, GIT_DIFF_RECURSE_UNTRACKED_DIRS, search) != 0) return failed();
    if (!search.found.incomplete) return std::move(search.found);

    // A folder of thousands of files must not hide the new ones beside it: those are found without entering folders.
    UntrackedSearch shallow{{}, most_files, most_entries, below};
    if (search_untracked(repository, GIT_DIFF_ENABLE_FAST_UNTRACKED_DIRS, shallow) != 0) return failed();
    auto& paths = search.found.paths;
    const auto is_folder = [](const std::string& path) { return path.ends_with('/'); };
    std::ranges::remove_copy_if(shallow.found.paths, std::back_inserter(paths), is_folder);
    std::ranges::sort(paths);
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return std::move(search.found);
}

}  // namespace lathe::provenance
