// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/talk_folder.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "core/base/numbers.h"

namespace lathe::run::slurm {

namespace fs = std::filesystem;

TalkFolder::TalkFolder(const fs::path& trial_folder, int attempt)
    : path_(trial_folder / "worker" / std::to_string(attempt)) {}

int TalkFolder::attempt() const {
    return parse_number<int>(path_.filename().string()).value_or(0);
}

int newest_attempt(const fs::path& trial_folder) {
    int newest = 0;
    std::error_code code;
    for (fs::directory_iterator it(trial_folder / "worker", code), last; !code && it != last; it.increment(code))
        newest = std::max(newest, TalkFolder(it->path()).attempt());
    return newest;
}

}  // namespace lathe::run::slurm
