// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/plugin_declarations.h"

#include <cstdlib>
#include <utility>

#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/train/plugin/plugin_abi.h"
#include "core/train/plugin/trust.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t largest_plugin = 1ull << 30;

// Another version of plug-ins may declare other things of the same file.
fs::path kept_in(const std::string& checksum) {
    return plugin_cache_folder() / (checksum + "-" + std::to_string(plugin_abi) + ".json");
}

std::optional<std::vector<PluginDeclaration>> read_kept(const std::string& checksum) {
    const auto text = read_file_if_there(kept_in(checksum));
    if (!text || !*text) return std::nullopt;
    const auto json = parse_json(**text);
    if (!json) return std::nullopt;
    auto declarations = declarations_from_json(*json);
    return declarations ? std::optional(std::move(*declarations)) : std::nullopt;
}

}  // namespace

fs::path plugin_cache_folder() {
    if (const char* folder = std::getenv("XDG_CACHE_HOME"); folder != nullptr && *folder != '\0')
        return fs::path(folder) / "lathe" / "plugins";
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/") / ".cache" / "lathe" / "plugins";
}

PluginDeclarations::PluginDeclarations(Inspect inspect) : inspect_(std::move(inspect)) {}

PluginDeclarations::~PluginDeclarations() = default;

void PluginDeclarations::look_in_background(std::function<void()> learned) {
    const std::lock_guard lock(mutex_);
    learned_ = std::move(learned);
}

PluginDeclarations::Found PluginDeclarations::of(const fs::path& file) {
    const auto trusted = require_trusted(file);
    if (!trusted) return fail(trusted.error());
    const auto bytes = read_file(*trusted, largest_plugin);
    if (!bytes) return fail(bytes.error());
    const std::string checksum = checksum_of(*bytes);
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = known_.find(checksum); found != known_.end()) return found->second;
        if (auto kept = read_kept(checksum)) return known_.emplace(checksum, std::move(*kept)).first->second;
        if (learned_) {
            start_looking(*trusted, checksum);
            return fail(trusted->string() + " is being looked at", "its options are known in a moment");
        }
    }
    Found found = look(*trusted, checksum, {});
    const std::lock_guard lock(mutex_);
    return known_.emplace(checksum, std::move(found)).first->second;
}

PluginDeclarations::Found PluginDeclarations::look(const fs::path& file, const std::string& checksum,
                                                   const std::stop_token& stop) const {
    Found found = inspect_(file, stop);
    // What cannot be kept is looked at again by the next program.
    if (found && make_folders(plugin_cache_folder()))
        static_cast<void>(write_file_atomically(kept_in(checksum), dump_json(to_json(*found), 1) + "\n"));
    return found;
}

void PluginDeclarations::start_looking(const fs::path& file, const std::string& checksum) {
    if (looking_.contains(checksum)) return;
    looking_[checksum] = std::jthread([this, file, checksum](const std::stop_token& stop) {
        Found found = look(file, checksum, stop);
        if (stop.stop_requested()) return;
        std::function<void()> learned;
        {
            const std::lock_guard lock(mutex_);
            known_.emplace(checksum, std::move(found));
            learned = learned_;
        }
        if (learned) learned();
    });
}

}  // namespace lathe::train
