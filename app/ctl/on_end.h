// SPDX-License-Identifier: GPL-3.0-or-later
// --on-end COMMAND: what a person wants to be done when a study ends.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace CLI {
class App;
}

namespace lathe::ctl {

void add_on_end(CLI::App& command, std::string& on_end);

class OnEnd {
  public:
    // Words as a shell splits them, though no shell reads them; "" is no command.
    static Result<OnEnd> parse(const std::string& command);
    // Waits for its end; the error: it failed. It finds LATHE_STUDY (the folder), LATHE_STATE (FINISHED, FAILED or
    // INTERRUPTED), LATHE_NAME (of the experiment) and LATHE_BEST (the best objective, "" when there is none).
    Result<void> run(const std::filesystem::path& study_folder) const;

  private:
    std::vector<std::string> words_;
};

}  // namespace lathe::ctl
