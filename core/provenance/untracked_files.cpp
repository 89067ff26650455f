#include "core/provenance/untracked_files.h"

#include <utility>

namespace lathe::provenance {

namespace {

constexpr int stop_the_search = -1;
constexpr int do_not_keep = 1;

struct UntrackedSearch {
    UntrackedFiles found;
    std::int64_t most_files = 0;
    std::int64_t entries_left = 0;
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

}  // namespace

Result<UntrackedFiles> list_untracked_files(git_repository* repository, std::int64_t most_files,
                                            std::int64_t most_entries) {
    UntrackedSearch search{{}, most_files, most_entries};
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS | GIT_DIFF_IGNORE_SUBMODULES |
                    GIT_DIFF_SKIP_BINARY_CHECK;
    options.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL;
    options.notify_cb = keep_untracked;
    options.progress_cb = examine;
    options.payload = &search;
    git_diff* diff = nullptr;
    const int code = git_diff_index_to_workdir(&diff, repository, nullptr, &options);
    const Git<git_diff> owned(diff);
    if (code != 0 && !search.found.incomplete)
        return git_failure("its untracked files cannot be listed", git_repository_workdir(repository));
    return std::move(search.found);
}

}  // namespace lathe::provenance
