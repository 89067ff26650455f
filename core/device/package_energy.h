// SPDX-License-Identifier: GPL-3.0-or-later
// Energy that the machine's processors have used, where it tells: RAPL's counters of whole packages under
// /sys/class/powercap (Linux, "Power Capping Framework"). Many systems show them to root alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace lathe::device {

// One thread at a time. A counter starts again from 0 at its end; that is seen where it is read before it has come
// round twice (about a quarter of an hour at full load).
class PackageEnergy {
  public:
    // `powercap`: another folder, for tests.
    explicit PackageEnergy(std::filesystem::path powercap = "/sys/class/powercap");

    // Joules since this was made, all packages together; nullopt: the machine does not tell.
    std::optional<double> joules();

  private:
    struct Package {
        std::uint64_t last = 0;   // microjoules
        std::uint64_t range = 0;  // at which it starts again; 0: unknown
    };
    std::map<std::filesystem::path, Package> packages_;
    double sum_ = 0;
};

}  // namespace lathe::device
