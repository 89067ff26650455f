// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/loaded_libraries.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>

#include "core/provenance/package_index.h"
#include "core/provenance/system_file.h"

namespace lathe::provenance {

namespace {

config::Value library_facts(const fs::path& root, const std::string& path, bool replaced) {
    config::Dict facts{{"path", path}};
    if (replaced) {
        facts.emplace_back("replaced", true);  // dpkg tells of the new file
    } else if (const auto* package = PackageIndex::of(root)->owner(path)) {
        facts.emplace_back("package", package->name);
        facts.emplace_back("version", package->version);
    } else {
        std::error_code code;
        const auto size = fs::file_size(root / path.substr(1), code);
        if (!code) facts.emplace_back("size", static_cast<std::int64_t>(size));
    }
    return facts;
}

}  // namespace

config::List loaded_libraries(const fs::path& root) {
    const std::string maps = read_system_file(root / "proc/self/maps");
    constexpr std::string_view deleted = " (deleted)";
    std::map<std::tuple<std::string, std::string>, bool> found;  // {name, path}: replaced
    std::string_view rest = maps;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        // "start-end perms offset dev inode   path": only paths hold a '/'.
        const auto at = line.find('/');
        if (at == line.npos) continue;
        line.remove_prefix(at);
        const bool replaced = line.ends_with(deleted);
        if (replaced) line.remove_suffix(deleted.size());
        if (!is_shared_object_name(line)) continue;
        found[{std::string(line.substr(line.rfind('/') + 1)), std::string(line)}] = replaced;
    }
    config::List libraries;
    for (const auto& [name, replaced] : found) libraries.push_back(library_facts(root, std::get<1>(name), replaced));
    return libraries;
}

}  // namespace lathe::provenance
