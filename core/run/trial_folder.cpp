// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/trial_folder.h"

#include "core/base/files.h"

namespace lathe::run {

Result<void> prepare_trial_folder(const fs::path& folder, const config::Value& resolved, const config::Value& params) {
    const std::string yaml = config::to_yaml(resolved);
    return make_folders(folder / "checkpoints")
        .and_then([&] { return write_file_atomically(folder / "config.yaml", yaml); })
        .and_then([&] { return write_file_atomically(folder / "hparams.yaml", yaml); })
        .and_then([&] {
            return write_file_atomically(folder / "params.json", dump_json(config::to_json(params), 2) + "\n");
        });
}

Result<void> copy_checkpoint(const fs::path& from, const fs::path& to) {
    const fs::path source = from / "checkpoints" / "last.pt";
    std::error_code code;
    if (!fs::exists(source, code)) return {};
    return copy_file_atomically(source, to / "checkpoints" / "start.pt");
}

}  // namespace lathe::run
