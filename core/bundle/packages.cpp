// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/packages.h"

#include <algorithm>
#include <array>

#include "core/bundle/packaging_files.h"

namespace lathe::bundle {

namespace {

// Of the window, of the tests, and of whoever works on Lathe.
bool is_needed_headless(std::string_view package) {
    constexpr std::array without{"qt6-", "libqt6",        "libqcustomplot", "libgl1-mesa", "libgl-dev", "fonts-",
                                 "xkb-", "librapidcheck", "libbenchmark",   "dataset-",    "ccache",    "git"};
    return std::ranges::none_of(without, [&](std::string_view start) { return package.starts_with(start); });
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        if (end > 0) words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

}  // namespace

std::vector<std::string> headless_packages(PackageUse use, std::string_view release) {
    std::string_view list = use == PackageUse::build ? debian_build_packages : debian_runtime_packages;
    std::vector<std::string> packages;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find('\n'), list.size());
        const auto names = words_of(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
        if (names.empty() || names.front().starts_with('#')) continue;
        // Of several names the first is that of Debian 13, the last that of Debian 12.
        const std::string_view name = release == "bookworm" ? names.back() : names.front();
        if (is_needed_headless(name)) packages.emplace_back(name);
    }
    return packages;
}

}  // namespace lathe::bundle
