// SPDX-License-Identifier: GPL-3.0-or-later
// The Python that a program's record tells of, as what installs it elsewhere. Plain values; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"

namespace lathe::bundle {

struct RecordedPython {
    std::string version;                       // "3.11.2"; "": unknown
    std::string release;                       // "bookworm" where it was a Debian that Lathe is built for; else ""
    std::vector<std::string> requirements;     // as pip reads them, "numpy==1.26.4"
    std::vector<std::string> notes;            // packages that pip cannot install as they were, a sentence each
    std::vector<std::string> debian_packages;  // of that release
    std::vector<std::string> conda_packages;   // "python=3.11.2", as conda reads them; empty: it was not conda's
    std::vector<std::string> conda_channels;
};

// Which Python and which packages to install, read from the environment in a record of provenance: the packages that
// the program uses where they are known, else all of them. nullopt: its program was not Python.
std::optional<RecordedPython> recorded_python(const config::Value& environment);

// The text of a requirements.txt, for `pip install -r`; what pip cannot install as it was is told in comments.
std::string requirements_text(const RecordedPython& python);

}  // namespace lathe::bundle
