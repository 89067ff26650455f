#include "core/device/visible.h"

#include <algorithm>
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

}  // namespace lathe::device
