// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/recorded_versions.h"

#include <algorithm>
#include <string_view>

#include "core/provenance/provenance.h"

namespace lathe::bundle {

namespace {

// Versions come from files of others, and go into scripts.
std::string version_in(const config::Value& environment, const char* path) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-";
    std::string text = environment.string_or(path, "");
    const bool is_plain = text.find_first_not_of(plain) == std::string::npos && !text.starts_with('-');
    return is_plain ? text : std::string();
}

}  // namespace

std::string debian_release(const config::Value& environment) {
    const std::string os = environment.string_or("os.name", "");
    for (const char* release : {"bookworm", "trixie"})
        if (os.starts_with("Debian") && os.find(release) != std::string::npos) return release;
    return {};
}

RecordedVersions recorded_versions(const config::Value& environment) {
    RecordedVersions versions;
    versions.lathe = version_in(environment, "lathe.version");
    const std::string release = debian_release(environment);
    if (release.empty()) return versions;
    versions.debian = release;
    versions.torch = version_in(environment, "torch.torch");
    return versions;
}

std::optional<config::Value> recorded_environment(const store::StudyRecord& study, std::optional<int> trial) {
    std::string last;  // the names of records are times
    for (const store::TrialRecord& one : study.trials)
        if (!trial || one.number == *trial) last = std::max(last, one.facts.string_or("provenance", ""));
    if (last.empty()) return std::nullopt;
    auto record = provenance::Provenance::load(study.folder, last);
    if (!record) return std::nullopt;
    return std::move(record->environment);
}

}  // namespace lathe::bundle
