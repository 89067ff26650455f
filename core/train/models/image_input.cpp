// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/image_input.h"

#include <fmt/format.h>

#include "core/train/error.h"

namespace lathe::train {

void require_pictures(const std::string& network, const InputSpec& input, std::int64_t smallest) {
    if (input.kind == SampleKind::table)
        throw TrainError(network + " is a network for pictures, and the data are rows of a table",
                         "set network.name=mlp", "network.name");
    if (input.kind == SampleKind::text)
        throw TrainError(network + " is a network for pictures, and the data are a text",
                         "set network.name=gru or network.name=transformer", "network.name");
    if (input.height < smallest || input.width < smallest)
        throw TrainError(fmt::format("{} needs pictures of at least {}x{} pixels, these are {}x{}", network, smallest,
                                     smallest, input.height, input.width),
                         "choose another network, such as mlp", "network.name");
}

}  // namespace lathe::train
