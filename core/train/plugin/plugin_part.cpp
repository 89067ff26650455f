// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/plugin_part.h"

#include <algorithm>

namespace lathe::train {

namespace {

struct Place {
    std::string_view name;
    std::string_view selector;
    std::string_view section;
};

Place place_of(PluginPart part) {
    switch (part) {
        case PluginPart::network: return {"network", "network.name", "network"};
        case PluginPart::module: return {"module", "module.name", "module"};
        case PluginPart::data: return {"data", "data.name", "data"};
        case PluginPart::loss: return {"loss", "loss.name", "loss"};
        case PluginPart::optimizer: return {"optimizer", "opt.name", "opt"};
        case PluginPart::scheduler: return {"scheduler", "sched.name", "sched"};
        case PluginPart::transform: return {"transform", {}, "transforms"};
        case PluginPart::metric: return {"metric", {}, "metrics"};
        case PluginPart::callback: return {"callback", {}, "callbacks"};
    }
    return {};
}

}  // namespace

std::string_view name_of(PluginPart part) {
    return place_of(part).name;
}

std::optional<PluginPart> plugin_part_named(std::string_view name) {
    const auto found = std::ranges::find_if(plugin_parts, [&](PluginPart part) { return name_of(part) == name; });
    return found == plugin_parts.end() ? std::nullopt : std::optional(*found);
}

std::string_view selector_of(PluginPart part) {
    return place_of(part).selector;
}

std::string_view section_of(PluginPart part) {
    return place_of(part).section;
}

std::string group_of(PluginPart part, std::string_view name) {
    std::string group(section_of(part));
    if (selector_of(part).empty()) group.append(".").append(name);
    return group;
}

}  // namespace lathe::train
