// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's files as experiments of Lathe: search.json, and the experiment files of version 1 and 2.
#pragma once

#include <string>
#include <vector>

#include "core/config/schema.h"

namespace lathe::search {

// What came of the import.
struct NniImport {
    std::string experiment;          // the text of an experiment file
    std::vector<std::string> notes;  // what could not be carried over, and what was assumed; each with its key
};

// Makes an experiment of NNI's `file`, in YAML or JSON. Every error at once: of the file, and of the search space that
// it names (a path beside the file). What Lathe has no counterpart for is a note, never an error, and never copied: it
// may hold passwords.
tl::expected<NniImport, Errors> import_nni(const std::string& file, const config::Catalog& catalog);

}  // namespace lathe::search
