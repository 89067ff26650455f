// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory_limit.h"

#include <unistd.h>
#include <algorithm>
#include <fstream>
#include <optional>
#include <string>

#include "core/base/numbers.h"

namespace lathe {

namespace fs = std::filesystem;

namespace {

// nullopt: "max", or no such file.
std::optional<std::uint64_t> limit_in(const fs::path& file) {
    std::ifstream in(file);
    std::string word;
    in >> word;
    const auto number = parse_number<std::uint64_t>(word);
    return number ? std::optional(*number) : std::nullopt;
}

// Of the group at `path` below `hierarchy`, and of those above it.
std::uint64_t least_limit(const fs::path& hierarchy, fs::path path, const char* file) {
    std::uint64_t least = UINT64_MAX;
    while (true) {
        if (const auto limit = limit_in(hierarchy / path / file)) least = std::min(least, *limit);
        if (path.empty()) return least;
        path = path.parent_path();
    }
}

}  // namespace

std::uint64_t memory_limit(const fs::path& root) {
    std::uint64_t least =
        static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    // Lines as cgroups(7) has them: "0::/path" of version 2, "4:memory:/path" of version 1.
    std::ifstream groups(root / "proc/self/cgroup");
    for (std::string line; std::getline(groups, line);) {
        const auto second = line.find(':', line.find(':') + 1);
        if (second == std::string::npos) continue;
        const fs::path path = fs::path(line.substr(second + 1)).relative_path();
        const fs::path all = root / "sys/fs/cgroup";
        if (line.starts_with("0::")) least = std::min(least, least_limit(all, path, "memory.max"));
        else if (line.find(":memory:") != std::string::npos)
            least = std::min(least, least_limit(all / "memory", path, "memory.limit_in_bytes"));
    }
    return least;
}

}  // namespace lathe
