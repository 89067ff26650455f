// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "core/base/files.h"
#include "core/base/system_error.h"

namespace lathe {

TemporaryFolder::TemporaryFolder(fs::path path) : path_(std::move(path)) {}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<TemporaryFolder> TemporaryFolder::make_in(const fs::path& parent, const std::string& prefix) {
    std::string name = (parent / (prefix + "XXXXXX")).string();
    if (::mkdtemp(name.data()) != nullptr) return TemporaryFolder(name);
    const int why = errno;
    return fail(system_error("a folder cannot be made here", parent, why));
}

Result<TemporaryFolder> TemporaryFolder::make(const std::string& prefix) {
    std::error_code code;
    const fs::path parent = fs::temp_directory_path(code);
    if (code) return fail("there is no folder for temporary files: " + code.message(), "set TMPDIR to one");
    auto made = make_in(parent, prefix);
    if (!made) made.error().hint = "set TMPDIR to another folder";
    return made;
}

}  // namespace lathe
