// SPDX-License-Identifier: GPL-3.0-or-later
// What a plug-in says of one of the parts that it brings: enough to edit and check its options without loading it. No
// torch; any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/config/schema.h"
#include "core/train/plugin/plugin_part.h"

namespace lathe::train {

// One part of a plug-in.
struct PluginDeclaration {
    PluginPart part = PluginPart::network;
    std::string name;
    std::string doc;
    std::vector<config::Option> options;  // keys without the group that they stand in: "hidden"
};

// The same options as they stand in a config: "network.hidden". Parts that are switched on have "metrics.psnr.enable"
// as well.
std::vector<config::Option> options_in_config(const PluginDeclaration& declaration);

// Whether a part may have this name: letters, digits and _, beginning with a letter.
bool is_part_name(std::string_view name);

// What declarations_from_json() reads back.
Json to_json(const std::vector<PluginDeclaration>& declarations);
// The error says what is wrong with the text.
Result<std::vector<PluginDeclaration>> declarations_from_json(const Json& json);

}  // namespace lathe::train
