// SPDX-License-Identifier: GPL-3.0-or-later
// Real git repositories for tests, made with libgit2.
#pragma once

#include <string>
#include <string_view>

#include "core/provenance/git.h"

namespace lathe::test {

void write(const fs::path& file, std::string_view bytes);  // makes its folders too

class GitFixture {
  public:
    // A new repository at `root`, on the branch main, without a commit.
    explicit GitFixture(const fs::path& root, bool bare = false);

    // Commits all files below the root; gives the commit.
    std::string commit_all();
    void detach_head();
    // A worktree of a new branch of this name.
    void add_worktree(const std::string& name, const fs::path& at);
    void configure(const std::string& key, const std::string& value);

    git_repository* get() const { return repository_.get(); }

  private:
    provenance::Git<git_repository> repository_;
};

}  // namespace lathe::test
