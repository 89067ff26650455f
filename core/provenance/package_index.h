// SPDX-License-Identifier: GPL-3.0-or-later
// Which Debian package owns a shared object or another file, read from dpkg's own records; dpkg is not run. Immutable:
// any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/files.h"

namespace lathe::provenance {

// Whether a path is named as shared objects are: "libm.so.6", "module.so".
bool is_shared_object_name(std::string_view path);

class PackageIndex {
  public:
    // A package that dpkg has installed.
    struct Package {
        std::string name;  // "libc6:amd64", or "libc6-i386" where only one architecture can be installed
        std::string version;
    };

    // Reads /var/lib/dpkg below `root`: some 15 MB, in tens of milliseconds. Empty where there is none.
    explicit PackageIndex(const fs::path& root);

    // The index of the system at `root`, read once in this process.
    static std::shared_ptr<const PackageIndex> of(const fs::path& root);

    // The package that installed the shared object `path`; /lib and /usr/lib are the same. nullptr: none.
    const Package* owner(std::string_view path) const;

    // The packages of the system at `root` that installed these files, of whatever kind. Looks through all records, in
    // tens of milliseconds; what no package owns is not in the answer.
    static std::map<std::string, Package> owners_of(const fs::path& root, const std::set<std::string>& files);

  private:
    void read_list(std::string_view list, int package);

    std::vector<Package> packages_;
    std::unordered_map<std::string, int> owners_;  // path without "/usr": position in packages_
};

}  // namespace lathe::provenance
