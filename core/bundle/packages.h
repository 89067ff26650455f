// SPDX-License-Identifier: GPL-3.0-or-later
// The packages of packaging/debian-packages, compiled in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lathe::bundle {

// What packages are needed for.
enum class PackageUse : std::uint8_t { build, runtime };

// What Lathe without its window and tests needs on a Debian release ("bookworm", "trixie"), in the order of the list.
std::vector<std::string> headless_packages(PackageUse use, std::string_view release);

}  // namespace lathe::bundle
