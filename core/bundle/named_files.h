// SPDX-License-Identifier: GPL-3.0-or-later
// The files and folders that an experiment names, and their places in a bundle: each once, whoever names it.
// One thread at a time.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/bundle/bundle_plan.h"
#include "core/bundle/plan_options.h"

namespace lathe::bundle {

class NamedFiles {
  public:
    // Adds to `plan`, which outlives this. Relative paths mean `folder`.
    NamedFiles(BundlePlan& plan, std::filesystem::path folder, PlanOptions options);

    // Takes the file or folder that the option `key` of the config names, `original`, into the bundle. What is below
    // `data` is data: it goes to data/ when it was asked for, and else is only noted. Any other file goes to files/;
    // plug-ins with their sources, TorchScript with the file that declares its options. What cannot be taken in becomes
    // a warning.
    Result<void> take(const std::string& key, const std::string& original);

  private:
    Result<std::optional<std::string>> place_of(const std::string& key, const std::string& original,
                                                const std::filesystem::path& path);
    Result<std::string> add_program(const std::filesystem::path& path, bool is_code);
    Result<std::optional<std::string>> add_data(const std::string& original, const std::filesystem::path& path);
    Result<void> add_sources(const std::filesystem::path& folder, const std::string& stem);
    std::string free_stem(const std::string& wanted);
    void warn(std::string text) { plan_.warnings.push_back(std::move(text)); }

    BundlePlan& plan_;
    std::filesystem::path folder_;
    PlanOptions options_;
    std::map<std::filesystem::path, std::optional<std::string>> places_;  // of what was taken, by its real path
    std::set<std::string> stems_;                                         // taken names without their extensions
};

}  // namespace lathe::bundle
