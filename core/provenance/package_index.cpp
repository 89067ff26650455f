// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/package_index.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <system_error>
#include <utility>

#include "core/provenance/system_file.h"

namespace lathe::provenance {

namespace {

// Debian's /lib, /bin and /sbin are links into /usr, but packages list what they put there under either name.
std::string_view without_usr(std::string_view path) {
    constexpr std::string_view usr = "/usr";
    for (const std::string_view merged : {"/usr/lib", "/usr/bin/", "/usr/sbin/"})
        if (path.starts_with(merged)) return path.substr(usr.size());
    return path;
}

using Versions = std::unordered_map<std::string, std::string>;

// Stanzas are set apart by empty lines. Packages are also known as "NAME:ARCHITECTURE".
Versions installed_versions(std::string_view status) {
    Versions versions;
    while (!status.empty()) {
        const auto end = status.find("\n\n");
        const auto stanza = status.substr(0, end);
        status.remove_prefix(end == status.npos ? status.size() : end + 2);
        const auto name = line_value(stanza, "Package", ':');
        const auto version = line_value(stanza, "Version", ':');
        if (name.empty() || version.empty()) continue;
        versions[name + ":" + line_value(stanza, "Architecture", ':')] = version;
        versions.emplace(name, version);
    }
    return versions;
}

// Each package that is installed, with the text of its list of files.
template <class Use>
void for_each_package(const fs::path& root, Use use) {
    const fs::path records = root / "var/lib/dpkg";
    const auto versions = installed_versions(read_system_file(records / "status"));
    std::error_code code;
    for (fs::directory_iterator entry(records / "info", code), end; !code && entry != end; entry.increment(code)) {
        const fs::path& file = entry->path();
        if (file.extension() != ".list") continue;
        auto name = file.stem().string();
        const auto version = versions.find(name);
        if (version == versions.end()) continue;  // removed, its configuration is left
        use(PackageIndex::Package{std::move(name), version->second}, read_system_file(file));
    }
}

}  // namespace

bool is_shared_object_name(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    for (auto at = name.find(".so"); at != name.npos; at = name.find(".so", at + 1))
        if (at + 3 == name.size() || name[at + 3] == '.') return true;
    return false;
}

PackageIndex::PackageIndex(const fs::path& root) {
    for_each_package(root, [this](Package package, const std::string& list) {
        packages_.push_back(std::move(package));
        read_list(list, static_cast<int>(packages_.size()) - 1);
    });
}

std::map<std::string, PackageIndex::Package> PackageIndex::owners_of(const fs::path& root,
                                                                     const std::set<std::string>& files) {
    std::map<std::string, Package> owners;
    std::unordered_map<std::string_view, const std::string*> wanted;  // by the path without "/usr"
    for (const std::string& file : files) wanted.emplace(without_usr(file), &file);
    if (wanted.empty()) return owners;
    for_each_package(root, [&](const Package& package, std::string_view list) {
        while (!list.empty()) {
            const auto end = std::min(list.find('\n'), list.size());
            if (const auto found = wanted.find(without_usr(list.substr(0, end))); found != wanted.end())
                owners.emplace(*found->second, package);
            list.remove_prefix(std::min(end + 1, list.size()));
        }
    });
    return owners;
}

std::shared_ptr<const PackageIndex> PackageIndex::of(const fs::path& root) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const PackageIndex>> indices;
    const std::lock_guard lock(mutex);
    auto& index = indices[root.string()];
    if (!index) index = std::make_shared<PackageIndex>(root);
    return index;
}

void PackageIndex::read_list(std::string_view rest, int package) {
    // Most lines are documentation: looking for ".so" first is ten times faster than taking lines apart.
    for (auto at = rest.find(".so"); at != rest.npos; at = rest.find(".so")) {
        const auto start = rest.rfind('\n', at) + 1;  // 0 when there is none
        const auto end = std::min(rest.find('\n', at), rest.size());
        const auto path = rest.substr(start, end - start);
        if (is_shared_object_name(path)) owners_.emplace(without_usr(path), package);
        rest.remove_prefix(end);
    }
}

const PackageIndex::Package* PackageIndex::owner(std::string_view path) const {
    const auto found = owners_.find(std::string(without_usr(path)));
    return found == owners_.end() ? nullptr : &packages_[static_cast<std::size_t>(found->second)];
}

}  // namespace lathe::provenance
