// SPDX-License-Identifier: GPL-3.0-or-later
// The contents of a checkpoint: numbers and names as JSON, tensors by name (on the CPU once read).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/train/error.h"
#include "core/train/tensor.h"

namespace lathe::train {

// Of the files that are written; older ones are read too.
//   1: one optimizer ("optimizer", "scheduler")
//   2: any number ("optimizer.0", "schedulers")
inline constexpr int checkpoint_format = 2;

// Names of tensors begin with the part of the training that they belong to: "model.", "optimizer.", "logbook.".
struct State {
    Json json = Json::object();
    std::map<std::string, torch::Tensor> tensors;

    // The tensor of this name; valid while the state has it. TrainError: there is none.
    const torch::Tensor& tensor(const std::string& name) const {
        const auto found = tensors.find(name);
        if (found == tensors.end()) throw TrainError("the checkpoint has no tensor \"" + name + "\"");
        return found->second;
    }
};

// The bytes of a checkpoint file: a TorchScript archive (torch.jit.load(FILE).tensors in Python) whose zip comment
// holds a CRC-32C of everything before it, so that a torn or damaged file is told from a good one.
std::string encode(const State& state);
// Whether these bytes end as a checkpoint does, be it damaged or not.
bool is_checkpoint(std::string_view bytes);
// Reads what encode() gave. The error says what is wrong, without the file's name.
Result<State> decode(std::string_view bytes);

}  // namespace lathe::train
