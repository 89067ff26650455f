// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/output_place.h"

#include <unistd.h>

#include "core/train/error.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse_place(const fs::path& path, std::string what, std::string hint) {
    throw TrainError(Error{std::move(what), std::move(hint), {}, {}, path.string()});
}

}  // namespace

void require_place_for(const fs::path& output) {
    const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) refuse_place(output, "there is no folder " + folder.string(), "make it");
    if (fs::is_directory(output, ignored)) refuse_place(output, "is a folder", "give the name of a file");
    if (::access(folder.c_str(), W_OK) != 0)
        refuse_place(output, "nothing may be written in " + folder.string(), "choose another folder");
}

}  // namespace lathe::train
