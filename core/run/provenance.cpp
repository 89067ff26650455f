#include "core/run/provenance.h"

#include <sys/utsname.h>
#include <system_error>

#include "core/base/files.h"

namespace lathe::run {

namespace {

std::string first_line_of(const fs::path& path) {
    const auto text = read_file(path);
    return text ? text->substr(0, text->find('\n')) : std::string();
}

// .git is a folder, or in a worktree a file that names it: "gitdir: <path>".
fs::path git_folder(const fs::path& start) {
    std::error_code ignored;
    for (fs::path folder = fs::absolute(start, ignored);; folder = folder.parent_path()) {
        const fs::path git = folder / ".git";
        if (fs::is_directory(git, ignored)) return git;
        const std::string line = fs::is_regular_file(git, ignored) ? first_line_of(git) : std::string();
        if (line.starts_with("gitdir: ")) return folder / line.substr(8);  // absolute ones replace `folder`
        if (folder == folder.parent_path()) return {};
    }
}

std::string packed_ref(const fs::path& git, const std::string& ref) {
    const auto text = read_file(git / "packed-refs");
    if (!text) return {};
    // "<commit> <ref>" a line
    const auto at = text->find(" " + ref + "\n");
    if (at == std::string::npos) return {};
    const auto start = text->rfind('\n', at);
    return text->substr(start == std::string::npos ? 0 : start + 1, at - (start == std::string::npos ? 0 : start + 1));
}

}  // namespace

std::string git_commit(const fs::path& folder) {
    const fs::path git = git_folder(folder);
    if (git.empty()) return {};
    const std::string head = first_line_of(git / "HEAD");
    if (!head.starts_with("ref: ")) return head;
    const std::string ref = head.substr(5);
    const std::string common = first_line_of(git / "commondir");  // of a worktree: where the branches are
    const fs::path shared = common.empty() ? git : git / common;
    for (const auto& place : {git, shared})
        if (auto commit = first_line_of(place / ref); !commit.empty()) return commit;
    return packed_ref(shared, ref);
}

config::Value provenance() {
    config::Value facts{config::Dict{}};
    utsname system{};
    if (::uname(&system) == 0) {
        facts.set("host", std::string(system.nodename));
        facts.set("os", std::string(system.sysname) + " " + system.release + " " + system.machine);
    }
    std::error_code code;
    const fs::path here = fs::current_path(code);
    if (code) return facts;
    facts.set("folder", here.string());
    if (auto commit = git_commit(here); !commit.empty()) facts.set("git_commit", std::move(commit));
    return facts;
}

}  // namespace lathe::run
