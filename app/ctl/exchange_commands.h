// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl import, and what export and importance print.
#pragma once

#include <string>

#include "app/ctl/commands.h"

namespace lathe::ctl {

// A study's experiment as NNI's experiment file; what NNI has no place for goes to stderr.
Result<std::string> nni_text(const std::string& study_folder, const config::Catalog& catalog);

}  // namespace lathe::ctl
