// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands of lathectl share: the options before the command, and how an error is said.
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/config/schema.h"

namespace lathe::ctl {

struct Program {
    const config::Catalog* catalog = nullptr;
    std::string workspace = "lathe-runs";  // --workspace
    int exit_code = 0;                     // 0 done, 1 the work failed, 2 bad input, 130 interrupted

    // "error: FILE:LINE:COL: KEY: what; hint" on stderr; sets the exit code.
    void error(const Error& error, int code = 2);
    void errors(const Errors& errors, int code = 2);
};

}  // namespace lathe::ctl
