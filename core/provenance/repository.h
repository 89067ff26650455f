// SPDX-License-Identifier: GPL-3.0-or-later
// The git repository that a file belongs to: which commit, and what differs from it. Read with libgit2: git need not be
// installed, nothing that the repository configures (filters, hooks, external diffs, monitors) is run, and nothing is
// written. Any thread; time is bounded by the tracked files and by RepositoryLimits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/files.h"

namespace lathe::provenance {

// Which commit is checked out.
struct RepositoryHead {
    fs::path root;       // the working tree, or the repository itself when it is bare
    std::string commit;  // hexadecimal; "" before the first commit
    std::string branch;  // "main"; "" when HEAD is detached
};

// Which commit is checked out, and how the files differ from it.
struct RepositoryState {
    fs::path root;
    std::string commit;
    std::string branch;
    // Whether anything differs from the commit: tracked files, or files that are neither tracked nor ignored.
    bool dirty = false;
    // A unified diff against the commit that `git apply` takes; untracked text files are in it as added files. The
    // changes of a file are in it as a whole or not at all.
    std::string patch;
    bool patch_truncated = false;         // changes are missing for want of room
    std::int64_t untracked_left_out = 0;  // untracked files that are not in the patch: binary, large, too many, secret
    bool untracked_incomplete = false;    // the search for untracked files stopped at its limit: there may be more
    // Files below the root whose names tell of secrets, or whose lines in the patch would show them (secret_lines.h);
    // at most 100 are named.
    std::vector<std::string> left_out;
    std::string problem;  // why it, or what differs from the commit, could not be read; "": it was

    friend bool operator==(const RepositoryState&, const RepositoryState&) = default;
};

// How much of a repository is looked at and kept.
struct RepositoryLimits {
    std::size_t patch = std::size_t{1} << 20;  // bytes
    std::int64_t untracked_files = 200;        // in the patch, or left out for a secret in them; those at the top first
    std::uint64_t untracked_file_size = 64 << 10;               // bytes, of each
    std::int64_t entries_examined = 100'000;                    // while untracked files are searched
    std::int64_t untracked_listed = 50'000;                     // after which the search stops
    std::uint64_t tracked_file_size = std::uint64_t{16} << 20;  // larger ones are taken for binary
};

// The repository that holds `path`, a file or a folder; of a symbolic link, the one that its target is in. nullopt when
// there is none, and when `path` is not there. Reads a few small files.
Result<std::optional<RepositoryHead>> read_repository_head(const fs::path& path);

// The same with what differs from HEAD. Submodules and repositories within are not looked into. Where the working tree
// is not the one that holds `path` (a bare repository, core.worktree pointing elsewhere), only HEAD is told. A
// repository with status.showUntrackedFiles=no (home folders under git) keeps its untracked files to itself.
Result<std::optional<RepositoryState>> read_repository(const fs::path& path, const RepositoryLimits& limits = {});

}  // namespace lathe::provenance
