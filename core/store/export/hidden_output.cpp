// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export/hidden_output.h"

#include <utility>

#include "core/base/files.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

// As an absolute path without a slash at its end: "runs/" is runs.
fs::path plain_path(const fs::path& given) {
    std::error_code code;
    const fs::path path = fs::absolute(given, code).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

}  // namespace

Result<HiddenOutput> HiddenOutput::open(const fs::path& given, bool folder) {
    HiddenOutput output;
    output.path_ = plain_path(given);
    std::error_code code;
    const bool there = fs::exists(fs::symlink_status(output.path_, code));
    const bool takes_place = folder && fs::is_directory(output.path_, code) && fs::is_empty(output.path_, code);
    if (there && !takes_place) {
        Error error{"is there already", folder ? "name a folder that is not there yet, or an empty one"
                                               : "name a file that is not there yet"};
        error.file = output.path_.string();
        return fail(std::move(error));
    }
    output.hidden_ = name_beside(output.path_);
    if (!folder) return output;
    fs::create_directory(output.hidden_, code);
    if (code) {
        Error error{"cannot be made: " + code.message(), "name a folder in one that is there and can be written"};
        error.file = output.path_.string();
        return fail(std::move(error));
    }
    return output;
}

HiddenOutput::HiddenOutput(HiddenOutput&& other) noexcept
    : path_(std::move(other.path_)), hidden_(std::exchange(other.hidden_, {})) {}

HiddenOutput::~HiddenOutput() {
    std::error_code code;
    if (!hidden_.empty()) fs::remove_all(hidden_, code);
}

Result<void> HiddenOutput::finish() {
    auto renamed = rename_durably(hidden_, path_);
    if (renamed) hidden_.clear();
    return renamed;
}

Result<void> put_file(const fs::path& file, std::string_view bytes) {
    if (auto made = make_folders(file.parent_path()); !made) return made;
    auto opened = AppendFile::open(file, 0);
    if (!opened) return fail(opened.error());
    return opened->append(bytes);
}

}  // namespace lathe::store
