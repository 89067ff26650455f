// SPDX-License-Identifier: GPL-3.0-or-later
// An edit of a file that other programs edit, too.
#pragma once

#include <functional>
#include <string>

#include "core/config/document.h"

namespace lathe::config {

// Reads `file`, has `edit` change it, and writes it where it still holds what was read. Where another program was
// faster, all of that is done again with what is there now: the edits of both stay. Nothing is written where `edit`
// fails; its error is returned as it is.
Result<void> edit_file(const std::string& file, const std::function<Result<void>(Document&)>& edit);

}  // namespace lathe::config
