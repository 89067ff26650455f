// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at a plug-in, or a TorchScript file, without an experiment: what it brings, and whether that trains. No torch
// here; the commands call it through the engine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/schema.h"
#include "core/train/plugin/plugin_declaration.h"

namespace lathe::train {

// A network of the file, made with the defaults of its options.
struct PluginNetworkCheck {
    std::string name;
    std::string doc;
    std::vector<config::Option> options;
    std::vector<std::string> fits;  // the samples that it takes: "grey pictures of 1x28x28"
    std::int64_t parameters = 0;    // numbers that are trained, with the first samples that it takes
    std::vector<std::string> notes;
    Errors errors;  // why it cannot be made, or learns from none of the samples
};

// All that was found of a file.
struct PluginCheck {
    std::vector<PluginNetworkCheck> networks;
    std::vector<PluginDeclaration> others;  // what it brings beside networks; lathectl config validate tries those
    Errors errors;  // of the file itself: it is not trusted, is no plug-in, was built against another LibTorch

    // Whether the file loads, and each of its networks learns. What it brings beside networks is not tried.
    bool is_good() const {
        return errors.empty() &&
               std::ranges::all_of(networks, [](const auto& network) { return network.errors.empty(); });
    }
};

// Loads the file, which must be trusted, and lets each network learn from one batch of each of some usual kinds of
// samples, on the CPU. Throws nothing; what a network throws is its error. No trial may run in this process meanwhile.
PluginCheck check_plugin(const std::string& path);

// Loads the file, which must be trusted, and says what it brings. Throws nothing.
Result<std::vector<PluginDeclaration>> plugin_declarations(const std::string& path);

}  // namespace lathe::train
