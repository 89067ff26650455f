// SPDX-License-Identifier: GPL-3.0-or-later
// libgit2 as the rest of this floor uses it: started once, its handles closed by themselves, its errors as ours.
// Any thread, one repository handle per thread.
#pragma once

#include <memory>
#include <string>

#include <git2.h>

#include "core/base/error.h"
#include "core/base/files.h"

namespace lathe::provenance {

// Frees each kind of libgit2's handles with the function that belongs to it.
struct GitDeleter {
    void operator()(git_repository* handle) const { git_repository_free(handle); }  // a repository
    void operator()(git_reference* handle) const { git_reference_free(handle); }    // a branch or another reference
    void operator()(git_object* handle) const { git_object_free(handle); }          // a commit, tree, blob or tag
    void operator()(git_config* handle) const { git_config_free(handle); }          // a configuration
    void operator()(git_diff* handle) const { git_diff_free(handle); }              // a list of changed files
    void operator()(git_patch* handle) const { git_patch_free(handle); }            // the changes of one file
    void operator()(git_index* handle) const { git_index_free(handle); }            // the index of what is staged
};

// An object of libgit2, freed with this.
template <class T>
using Git = std::unique_ptr<T, GitDeleter>;

// Starts libgit2; to be called before its first use, and costs nothing afterwards. Repositories of other users may be
// read: provenance looks at them, and libgit2 runs no program whatever their configuration names.
void start_git();

// What libgit2 last complained of in this thread, about the repository or file at `path`.
tl::unexpected<Error> git_failure(const std::string& doing, const fs::path& path);

}  // namespace lathe::provenance
