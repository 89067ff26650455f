// SPDX-License-Identifier: GPL-3.0-or-later
// What a record says it ran on, as far as a container or an environment can be made equal to it. Plain values; any
// thread.
#pragma once

#include <optional>
#include <string>

#include "core/config/value.h"
#include "core/store/study_record.h"

namespace lathe::bundle {

struct RecordedVersions {
    std::string debian = "trixie";  // bookworm or trixie
    std::string lathe;              // "": the version of this program
    std::string torch;              // LibTorch's, e.g. "2.6.0"; "": unknown
};

// The release of Debian that an environment of a record names, where Lathe is built for it (bookworm, trixie); else "".
std::string debian_release(const config::Value& environment);

// The versions of Lathe, Debian and LibTorch that the environment in a record of provenance names; what it does not say
// stays as above. Where it ran on another system than these releases of Debian, LibTorch's version is left out too, as
// no such package can be installed there.
RecordedVersions recorded_versions(const config::Value& environment);

// The environment in which a study, or that trial of it, ran last; nullopt: none is recorded.
std::optional<config::Value> recorded_environment(const store::StudyRecord& study, std::optional<int> trial);

}  // namespace lathe::bundle
