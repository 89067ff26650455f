// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/bundle_plan.h"

#include <sys/stat.h>
#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/base/system_error.h"

namespace lathe::bundle {

void BundlePlan::set_text(const std::string& path, std::string text, bool executable) {
    PlannedFile file{path, {}, std::move(text), 0, executable};
    file.size = file.text.size();
    const auto same = std::ranges::find(files, path, &PlannedFile::path);
    if (same != files.end()) *same = std::move(file);
    else files.push_back(std::move(file));
}

Result<void> BundlePlan::add_file(const std::string& path, const std::filesystem::path& source) {
    struct stat info {};
    if (::stat(source.c_str(), &info) != 0) return fail(system_error("cannot be read", source, errno));
    if (!S_ISREG(info.st_mode)) {
        Error error{"is not a regular file", "leave it out of the experiment"};
        error.file = source.string();
        return fail(std::move(error));
    }
    files.push_back({path, source, {}, static_cast<std::uint64_t>(info.st_size), (info.st_mode & 0100) != 0});
    return {};
}

void BundlePlan::add_code(const std::string& path) {
    if (std::ranges::find(code, path) == code.end()) code.push_back(path);
}

const PlannedFile* BundlePlan::find(std::string_view path) const {
    const auto found = std::ranges::find(files, path, &PlannedFile::path);
    return found != files.end() ? &*found : nullptr;
}

std::uint64_t BundlePlan::total_size() const {
    std::uint64_t total = 0;
    for (const PlannedFile& file : files) total += file.size;
    return total;
}

}  // namespace lathe::bundle
