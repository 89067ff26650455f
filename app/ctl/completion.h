// SPDX-License-Identifier: GPL-3.0-or-later
// What may come next on a command line of lathectl: for the completion of shells (packaging/completions).
#pragma once

#include <string>
#include <vector>

#include "core/config/schema.h"

namespace CLI {
class App;
}

namespace lathe::ctl {

// Among the candidates: names of files are possible as well.
inline constexpr const char* any_file = ":files";

// What the last of `words` may become: commands, options, their values, names of studies, keys of the experiment that
// stands before it ("opt.lr=") and their values ("opt.name=Adam"). `words` are those behind the program's name; the
// last one may be empty. Reads the experiment, and says nothing of what is wrong with it.
std::vector<std::string> completions(const CLI::App& app, const config::Catalog& catalog,
                                     const std::vector<std::string>& words);

}  // namespace lathe::ctl
