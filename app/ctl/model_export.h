// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl export --to torchscript|state_dict|safetensors: a trained network for other programs.
#pragma once

#include <string>

#include "app/ctl/commands.h"

namespace lathe::ctl {

struct ModelExportOptions {
    std::string target;  // a trial, a study or a checkpoint
    std::string format;
    std::string checkpoint;
    std::string output;  // must be given
};

bool is_model_format(const std::string& format);
void export_model(Program& program, const ModelExportOptions& options);

}  // namespace lathe::ctl
