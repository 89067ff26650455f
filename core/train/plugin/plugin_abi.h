// Which plug-ins this Lathe takes.
#pragma once

namespace lathe::train {

// Raised whenever what plug-ins are compiled with changes (Network, InputSpec, PluginRegistry): one that was built
// against older headers would be called wrongly. 2: Network::notes(), and InputSpec's scale, class counts and
// categories.
inline constexpr int plugin_abi = 2;

}  // namespace lathe::train
