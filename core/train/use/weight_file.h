// SPDX-License-Identifier: GPL-3.0-or-later
// A file of weights, of whatever kind: a checkpoint of Lathe, safetensors, or a state_dict of Python.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/train/module.h"
#include "core/train/state.h"
#include "core/train/use/network_weights.h"
#include "core/train/use/use.h"

namespace lathe::train {

struct WeightFile {
    std::string format;
    NamedTensors tensors;  // of a checkpoint its weights alone
};
// Reads a file of weights, whose format is known by its bytes, not by its name. The error names the file.
Result<WeightFile> read_weight_file(const std::filesystem::path& file);

// The file's weights under the names that they have in the module. Names are the same once a prefix is taken away that
// wrappers put there ("module.", "model."), and the module calls its network "network.". `module`: nullptr: the names
// stay.
NamedTensors named_as_in(const Module* module, const WeightFile& file);

// How the weights of a file (named as in the module) fit the module: its own in its order, then those that it lacks.
std::vector<WeightRow> compare_weights(const Module& module, const NamedTensors& tensors);
// The weights of a file alone, as rows that are compared with nothing.
std::vector<WeightRow> list_weights(const NamedTensors& tensors);

// Copies the weights that fit into the module, and tells of the others in a sentence ("" : all fit). TrainError: none
// fits.
std::string load_what_fits(Module& module, const NamedTensors& tensors);

}  // namespace lathe::train
