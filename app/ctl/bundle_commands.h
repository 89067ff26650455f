// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl export --to bundle|docker|conda|slurm: an experiment, a study or a trial, for another machine.
#pragma once

#include <filesystem>
#include <string>

#include "app/ctl/commands.h"

namespace lathe::ctl {

struct HeadlessExportOptions {
    std::string target;  // an experiment file, or a study or trial by its folder or its name in the workspace
    std::string format;
    std::string output;  // empty: standard output, but for bundles
    bool with_data = false;
};

bool is_headless_format(const std::string& format);
void export_headless(Program& program, const HeadlessExportOptions& options);

// lathectl trust BUNDLE [--remove]; the bundle is read and checked first.
void trust_bundle_file(Program& program, const std::filesystem::path& file, bool remove);

}  // namespace lathe::ctl
