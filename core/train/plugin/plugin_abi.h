// SPDX-License-Identifier: GPL-3.0-or-later
// Which plug-ins this Lathe takes.
#pragma once

namespace lathe::train {

// Raised whenever what plug-ins are compiled with changes (Network, Module, Hooks, Dataset, PluginRegistry ...): one
// that was built against older headers would be called wrongly. 3: modules, data, losses, metrics, transforms,
// callbacks, optimizers and schedulers. 4: optimizations with the factors of params, data without its random changes.
inline constexpr int plugin_abi = 4;

}  // namespace lathe::train
