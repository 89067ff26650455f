// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/device/visible.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <string_view>

#include "core/base/numbers.h"

namespace lathe::device {

namespace {

std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// -1: names nothing
int position(std::string_view entry, const std::vector<std::string>& uuids) {
    const int n = static_cast<int>(uuids.size());
    if (const auto index = parse_number<int>(entry)) return *index >= 0 && *index < n ? *index : -1;
    int found = -1;
    for (int i = 0; i < n && !entry.empty(); ++i) {
        if (!uuids[static_cast<std::size_t>(i)].starts_with(entry)) continue;
        if (found >= 0) return -1;
        found = i;
    }
    return found;
}

}  // namespace

std::vector<int> visible_gpus(const std::optional<std::string>& variable, const std::vector<std::string>& uuids) {
    std::vector<int> visible;
    if (!variable) {
        visible.resize(uuids.size());
        std::iota(visible.begin(), visible.end(), 0);
        return visible;
    }
    std::string_view rest = *variable;
    while (true) {
        const auto comma = rest.find(',');
        const int gpu = position(trim(rest.substr(0, comma)), uuids);
        if (gpu < 0) return visible;
        if (std::find(visible.begin(), visible.end(), gpu) != visible.end()) return {};
        visible.push_back(gpu);
        if (comma == std::string_view::npos) return visible;
        rest.remove_prefix(comma + 1);
    }
}

std::string visible_to(const std::vector<DeviceId>& lease, const std::optional<std::string>& variable) {
    std::vector<std::string_view> entries;
    std::string_view rest = variable ? std::string_view(*variable) : std::string_view();
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        entries.push_back(trim(rest.substr(0, comma)));
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    std::string visible;
    for (const DeviceId id : lease) {
        if (id.is_cpu()) continue;
        const auto index = static_cast<std::size_t>(id.gpu);
        if (!visible.empty()) visible += ',';
        visible += index < entries.size() ? std::string(entries[index]) : std::to_string(id.gpu);
    }
    return visible;
}

std::optional<std::string> visible_variable() {
    const char* text = std::getenv("CUDA_VISIBLE_DEVICES");
    return text != nullptr ? std::optional<std::string>(text) : std::nullopt;
}

}  // namespace lathe::device
