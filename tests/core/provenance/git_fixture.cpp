// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/provenance/git_fixture.h"

#include <fstream>
#include <stdexcept>

namespace lathe::test {

namespace {

void need(int code) {
    if (code != 0) throw std::runtime_error(git_error_last() ? git_error_last()->message : "libgit2");
}

}  // namespace

void write(const fs::path& file, std::string_view bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

GitFixture::GitFixture(const fs::path& root, bool bare) {
    provenance::start_git();
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_MKPATH;
    if (bare) options.flags |= GIT_REPOSITORY_INIT_BARE;
    options.initial_head = "main";
    git_repository* handle = nullptr;
    need(git_repository_init_ext(&handle, root.c_str(), &options));
    repository_.reset(handle);
}

std::string GitFixture::commit_all() {
    git_index* handle = nullptr;
    need(git_repository_index(&handle, get()));
    const provenance::Git<git_index> index(handle);
    if (git_repository_is_bare(get()) == 0) need(git_index_add_all(handle, nullptr, 0, nullptr, nullptr));
    git_oid tree_id;
    need(git_index_write_tree(&tree_id, handle));
    if (git_repository_is_bare(get()) == 0) need(git_index_write(handle));
    git_tree* tree = nullptr;
    need(git_tree_lookup(&tree, get(), &tree_id));
    const provenance::Git<git_object> owned_tree(reinterpret_cast<git_object*>(tree));
    git_signature* who = nullptr;
    need(git_signature_new(&who, "A", "a@b.c", 1'700'000'000, 0));
    git_oid parent;
    git_commit* parent_commit = nullptr;
    if (git_reference_name_to_id(&parent, get(), "HEAD") == 0) need(git_commit_lookup(&parent_commit, get(), &parent));
    const git_commit* parents[] = {parent_commit};
    git_oid commit;
    const int code = git_commit_create(&commit, get(), "HEAD", who, who, nullptr, "message", tree,
                                       parent_commit != nullptr ? 1 : 0, parents);
    git_signature_free(who);
    git_commit_free(parent_commit);
    need(code);
    return git_oid_tostr_s(&commit);
}

void GitFixture::detach_head() {
    need(git_repository_detach_head(get()));
}

void GitFixture::add_worktree(const std::string& name, const fs::path& at) {
    git_worktree* tree = nullptr;
    need(git_worktree_add(&tree, get(), name.c_str(), at.c_str(), nullptr));
    git_worktree_free(tree);
}

void GitFixture::configure(const std::string& key, const std::string& value) {
    git_config* handle = nullptr;
    need(git_repository_config(&handle, get()));
    const provenance::Git<git_config> config(handle);
    need(git_config_set_string(handle, key.c_str(), value.c_str()));
}

}  // namespace lathe::test
