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

}  // namespace lathe::run
