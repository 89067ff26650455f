// SPDX-License-Identifier: GPL-3.0-or-later
// A search space from a file that is an experiment or a space by itself.
#pragma once

#include <string>

#include "core/config/schema.h"
#include "core/space/space.h"

namespace lathe::ctl {

// A file with a top-level `lathe:` key is an experiment, checked as a whole (unset ??? allowed); any other is a space:
// NNI's search.json, or the same as YAML.
tl::expected<space::Space, Errors> load_space_file(const std::string& file, const config::Catalog& catalog);

}  // namespace lathe::ctl
