// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/starting_weights.h"

#include <string>
#include <utility>

#include "core/train/error.h"
#include "core/train/models/model_options.h"
#include "core/train/state.h"
#include "core/train/use/weight_file.h"
#include "core/train/weights.h"

namespace lathe::train {

void take_starting_weights(Module& module, const config::Value& config) {
    const auto options = read<NetworkOptions>(config);
    if (!options.checkpoint) return;
    try {
        const WeightFile file = value_or_throw(read_weight_file(*options.checkpoint));
        const NamedTensors tensors = named_as_in(&module, file);
        if (options.checkpoint_fit == "some") {
            if (std::string note = load_what_fits(module, tensors); !note.empty()) module.add_note(std::move(note));
            return;
        }
        State state;
        for (const auto& [name, tensor] : tensors) state.tensors.emplace("model." + name, tensor);
        load_weights(module, state);
    } catch (const TrainError& failure) {
        Error error = failure.error();
        error.key = "network.checkpoint";
        if (error.file.empty()) error.file = *options.checkpoint;
        throw TrainError(std::move(error));
    }
}

}  // namespace lathe::train
