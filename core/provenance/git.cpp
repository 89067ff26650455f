// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/git.h"

#include <utility>

namespace lathe::provenance {

void start_git() {
    // Never shut down: threads that still read a repository may outlive main().
    static const bool started = [] {
        git_libgit2_init();
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        return true;
    }();
    static_cast<void>(started);
}

tl::unexpected<Error> git_failure(const std::string& doing, const fs::path& path) {
    const git_error* const problem = git_error_last();
    const std::string why = problem != nullptr && problem->message != nullptr ? problem->message : "unknown error";
    Error error{doing + ": " + why, "see what git status says there"};
    error.file = path.string();
    return fail(std::move(error));
}

}  // namespace lathe::provenance
