// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/folder_files.h"

#include <algorithm>

#include "core/base/files.h"
#include "core/base/system_error.h"
#include "core/bundle/archive_reader.h"

namespace lathe::bundle {

Error too_many_files(const fs::path& folder) {
    Error error{"holds more than a million files, more than a bundle takes", "pack them into fewer"};
    error.file = folder.string();
    return error;
}

Result<FolderFiles> files_of_folder(const fs::path& folder, const std::function<bool(const std::string&)>& enter) {
    FolderFiles found;
    std::error_code code;
    auto it = fs::recursive_directory_iterator(folder, code);
    for (; !code && it != fs::recursive_directory_iterator(); it.increment(code)) {
        const std::string name = it->path().lexically_relative(folder).generic_string();
        std::error_code ignored;
        if (it->is_directory(ignored)) {
            if (it->is_symlink(ignored)) ++found.left_out;
            else if (enter && !enter(name)) it.disable_recursion_pending();
            continue;
        }
        // Of what is gone by now, neither.
        const bool is_file = it->is_regular_file(ignored);
        std::error_code gone;
        const std::uint64_t size = is_file ? it->file_size(gone) : 0;
        if (!is_file || gone) ++found.left_out;
        else found.files.push_back({name, size});
        if (found.files.size() >= ArchiveReader::most_entries) return fail(too_many_files(folder));
    }
    if (code) return fail(system_error("cannot be read", folder, code.value()));
    std::ranges::sort(found.files, {}, &FolderFile::name);
    return found;
}

}  // namespace lathe::bundle
