// SPDX-License-Identifier: GPL-3.0-or-later
// The record of where numbers come from: environment, code and data of a run.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/value.h"
#include "core/provenance/manifest.h"
#include "core/provenance/repository.h"

namespace lathe::provenance {

// Where the numbers of a run come from.
struct Provenance {
    config::Value environment;                  // capture_environment()
    std::vector<RepositoryState> repositories;  // the experiment's first, then those of plug-ins and own code
    std::map<std::string, Manifest> inputs;     // of what the options of the config name: "data.file"

    // Writes STUDY/provenance/NAME.json, and the patch of the n-th repository (from 1; none when it is empty) as
    // NAME-n.patch beside it. Each file appears whole, the record last. NAME is one part of a path. Any thread, one at
    // a time for a name.
    Result<void> save(const fs::path& study, const std::string& name) const;
    // Reads what save() wrote, the patches as well. Of one that is lost its repository tells; all else is there.
    static Result<Provenance> load(const fs::path& study, const std::string& name);

    friend bool operator==(const Provenance&, const Provenance&) = default;
};

// The name of the newest record of a study, by their names, which are times, but for `but`: where the clock was set
// back a new one is not the last. "": there is none.
std::string last_record(const fs::path& study, const std::string& but = {});

// The files that save() wrote under that name and that are there, the patches included. Empty: there is no record.
std::vector<fs::path> files_of_record(const fs::path& study, const std::string& name);

// The record as a dict: {environment, repositories: [{root, commit, branch, dirty, patch, ...}], inputs: {OPTION:
// manifest}}.
config::Value to_value(const Provenance& provenance);
// The inverse of to_value(). The error: it is not what to_value() gives.
Result<Provenance> provenance_from_value(const config::Value& value);

// The states of the repositories that hold `paths`, each repository once, in order; paths outside of any are passed
// over. Of one that is damaged there is what could be read, and the problem: it costs the record of no other.
std::vector<RepositoryState> read_repositories(const std::vector<fs::path>& paths, const RepositoryLimits& limits = {});

}  // namespace lathe::provenance
