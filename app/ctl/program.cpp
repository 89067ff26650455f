// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/program.h"

#include <iostream>

namespace lathe::ctl {

void Program::error(const Error& error, int code) {
    std::cerr << "error: " << error.str() << '\n';
    exit_code = code;
}

void Program::errors(const Errors& errors, int code) {
    for (const auto& one : errors) error(one, code);
}

}  // namespace lathe::ctl
