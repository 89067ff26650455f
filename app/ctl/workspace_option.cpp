// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/workspace_option.h"

#include <CLI/CLI.hpp>

namespace lathe::ctl {

CLI::Option* add_workspace(CLI::App& command, std::string& folder, const char* what) {
    return command.add_option("--workspace", folder, what)->type_name("DIR")->check([](const std::string& given) {
        return given.empty() ? "expected a folder, found ''" : std::string();
    });
}

}  // namespace lathe::ctl
