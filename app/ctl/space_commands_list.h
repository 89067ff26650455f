// SPDX-License-Identifier: GPL-3.0-or-later
// `lathectl tuners` and `lathectl assessors`.
#pragma once

namespace CLI {
class App;
}

namespace lathe::ctl {

void add_algorithm_lists(CLI::App& app);

}  // namespace lathe::ctl
