// SPDX-License-Identifier: GPL-3.0-or-later
// What plug-ins declare, by file, without loading them into this process. A program of its own looks at a file once;
// the answer is kept in ~/.cache/lathe/plugins (under XDG_CACHE_HOME when it is set) under the file's checksum, so that
// a plug-in that was built again is looked at again. No torch; any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/base/error.h"
#include "core/train/plugin/plugin_declaration.h"

namespace lathe::train {

// Asks for each file once while it lives; safe to call from several threads.
class PluginDeclarations {
  public:
    // Loads the file somewhere else, where it may crash, and says what it declares. Takes seconds; ends soon after a
    // stop.
    using Inspect =
        std::function<Result<std::vector<PluginDeclaration>>(const std::filesystem::path&, const std::stop_token&)>;
    // Nothing is looked at yet. `inspect` may be called on several threads at once.
    explicit PluginDeclarations(Inspect inspect);
    ~PluginDeclarations();  // stops a look that is going on

    // From now on nobody waits for a look: of() fails until the answer is there, and `learned` is called then, on
    // another thread.
    void look_in_background(std::function<void()> learned);

    // What a plug-in declares that the person trusts. The error says that it is not there, not trusted, or no plug-in
    // for this Lathe.
    Result<std::vector<PluginDeclaration>> of(const std::filesystem::path& file);

  private:
    using Found = Result<std::vector<PluginDeclaration>>;
    Found look(const std::filesystem::path& file, const std::string& checksum, const std::stop_token& stop) const;
    void start_looking(const std::filesystem::path& file, const std::string& checksum);

    const Inspect inspect_;
    std::mutex mutex_;
    std::function<void()> learned_;       // empty: callers wait
    std::map<std::string, Found> known_;  // by checksum
    std::map<std::string, std::jthread> looking_;
};

// The folder in which the answers are kept.
std::filesystem::path plugin_cache_folder();

}  // namespace lathe::train
