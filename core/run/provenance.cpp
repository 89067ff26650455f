// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/provenance.h"

#include <sys/utsname.h>
#include <system_error>

#include "core/base/files.h"
#include "core/provenance/repository.h"

namespace lathe::run {

std::string git_commit(const fs::path& folder) {
    const auto head = provenance::read_repository_head(folder);
    return head && *head ? (*head)->commit : std::string();
}

config::Value provenance(const fs::path& experiment_folder) {
    config::Value facts{config::Dict{}};
    utsname system{};
    if (::uname(&system) == 0) {
        facts.set("host", std::string(system.nodename));
        facts.set("os", std::string(system.sysname) + " " + system.release + " " + system.machine);
    }
    std::error_code code;
    const fs::path here = experiment_folder.empty() ? fs::current_path(code) : experiment_folder;
    if (code) return facts;
    facts.set("folder", here.string());
    if (auto commit = git_commit(here); !commit.empty()) facts.set("git_commit", std::move(commit));
    return facts;
}

}  // namespace lathe::run
