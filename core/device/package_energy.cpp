// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/device/package_energy.h"

#include <fstream>

#include "core/base/numbers.h"

namespace lathe::device {

namespace {

namespace fs = std::filesystem;

std::string first_line(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

std::optional<std::uint64_t> counter(const fs::path& file) {
    return parse_number<std::uint64_t>(first_line(file));
}

}  // namespace

// Zones of a package hold its parts (cores, memory), which count no second time; "psys" is the whole board, packages
// included.
PackageEnergy::PackageEnergy(fs::path powercap) {
    std::error_code code;
    for (fs::directory_iterator it(powercap, code), end; !code && it != end; it.increment(code)) {
        if (!first_line(it->path() / "name").starts_with("package-")) continue;
        const auto now = counter(it->path() / "energy_uj");
        if (now) packages_[it->path()] = {*now, counter(it->path() / "max_energy_range_uj").value_or(0)};
    }
}

std::optional<double> PackageEnergy::joules() {
    if (packages_.empty()) return std::nullopt;
    for (auto& [folder, package] : packages_) {
        const auto now = counter(folder / "energy_uj");
        if (!now) return std::nullopt;
        const bool came_round = *now < package.last;
        const std::uint64_t used =
            came_round ? *now + (package.range > package.last ? package.range - package.last : 0) : *now - package.last;
        package.last = *now;
        sum_ += static_cast<double>(used) * 1e-6;
    }
    return sum_;
}

}  // namespace lathe::device
