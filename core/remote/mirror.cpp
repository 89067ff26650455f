// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/mirror.h"

#include <cstdlib>

#include <fmt/format.h>

#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/remote/answers.h"
#include "core/remote/record_files.h"

namespace lathe::remote {

namespace {

constexpr std::size_t most_studies = 100'000;
constexpr int most_pages_of_studies = 1'000;  // of changes, in one update

fs::path cache_folder() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache != nullptr && *cache == '/') return cache;
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/tmp") / ".cache";
}

}  // namespace

fs::path mirror_folder(const Address& address) {
    return cache_folder() / "lathe" / "remote" /
           fmt::format("{}-{}", address.destination, checksum_of(address.str()).substr(0, 12));
}

Result<Mirror> Mirror::open(Host& host, const fs::path& folder) {
    if (auto made = make_folders(folder); !made) return fail(made.error());
    auto lock = FileLock::try_take(folder / ".mirror.lock");
    if (!lock) return fail(lock.error());
    if (!*lock)
        return fail(fmt::format("another window keeps {}", folder.string()), "look at that machine in one window");
    return Mirror(host, folder, std::move(**lock));
}

Result<std::vector<std::string>> Mirror::update() {
    std::vector<std::string> changed;
    std::map<std::string, bool> listed;
    bool is_whole = false;  // it was listed from the beginning
    for (int page = 0; page < most_pages_of_studies; ++page) {
        if (std::exchange(connection_, host_->connections()) != host_->connections()) since_ = 0;
        if (since_ == 0) {
            listed.clear();
            is_whole = true;
        }
        const auto answer = host_->request({{"do", "studies"}, {"since", since_}});
        if (!answer) return fail(answer.error());
        if (connection_ != host_->connections()) continue;
        const auto changes = changes_of(*answer);
        if (!changes) return fail(changes.error());
        for (const auto& [name, about] : changes->changed) {
            if (auto taken = take_study(name, about); !taken) return fail(taken.error());
            changed.push_back(name);
            listed[name] = true;
        }
        for (const std::string& name : changes->gone) {
            if (!is_study_name(name)) return senseless("a study without a name");
            remove_study(name);
            changed.push_back(name);
        }
        if (connection_ != host_->connections()) continue;
        since_ = changes->upto;
        if (changes->more) continue;
        if (is_whole) remove_unlisted(listed, changed);
        return changed;
    }
    return senseless("changes without an end");
}

Result<void> Mirror::take_study(const std::string& name, const Json& about) {
    if (!is_study_name(name)) return senseless("a study without a name");
    if (studies_.size() >= most_studies) return senseless("more studies than anybody has");
    MirroredStudy& study = studies_.try_emplace(name, name, folder_ / name).first->second;
    auto done = study.update(*host_);
    // Lost between two answers, or removed there meanwhile: the next update tells.
    if (!done && done.error().kind == connection_lost) return done;
    const auto holder = about.find("holder");
    study.set_holder(holder == about.end() ? std::nullopt : std::optional<Json>(*holder));
    return done;
}

void Mirror::remove_study(const std::string& name) {
    studies_.erase(name);
    std::error_code code;
    if (MirroredStudy::is_copy(folder_ / name)) fs::remove_all(folder_ / name, code);
}

// Copies of studies that went while nobody looked.
void Mirror::remove_unlisted(const std::map<std::string, bool>& listed, std::vector<std::string>& changed) {
    std::error_code code;
    std::vector<std::string> gone;
    for (fs::directory_iterator it(folder_, code); !code && it != fs::directory_iterator(); it.increment(code)) {
        std::error_code ignored;
        const std::string name = it->path().filename().string();
        if (is_study_name(name) && it->is_directory(ignored) && !listed.contains(name)) gone.push_back(name);
    }
    for (const std::string& name : gone) {
        remove_study(name);
        changed.push_back(name);
    }
}

}  // namespace lathe::remote
