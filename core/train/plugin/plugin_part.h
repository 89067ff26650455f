// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a training that a plug-in may bring, and where a config chooses them. No torch; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lathe::train {

// A kind of part.
enum class PluginPart : std::uint8_t { network, module, data, loss, optimizer, scheduler, transform, metric, callback };

// All of them, in the order of the enum.
inline constexpr std::array plugin_parts{PluginPart::network,   PluginPart::module,    PluginPart::data,
                                         PluginPart::loss,      PluginPart::optimizer, PluginPart::scheduler,
                                         PluginPart::transform, PluginPart::metric,    PluginPart::callback};

// The name of a part, such as "network", in messages and declarations.
std::string_view name_of(PluginPart part);
// The part that name_of() calls so; nullopt: none.
std::optional<PluginPart> plugin_part_named(std::string_view name);

// The option whose value is the name of the part that is used, "network.name"; empty where any number of them are used
// at once, each switched on by its own GROUP.NAME.enable.
std::string_view selector_of(PluginPart part);
// The group of the config in which the options of the part with this name stand: "network", "metrics.psnr".
std::string group_of(PluginPart part, std::string_view name);
// The group in which all parts of this kind stand: "network", "metrics".
std::string_view section_of(PluginPart part);

}  // namespace lathe::train
