// SPDX-License-Identifier: GPL-3.0-or-later
// A network with the weights of a checkpoint, and what its training learned of its data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/train/data/dataset.h"
#include "core/train/models/network.h"
#include "core/train/module.h"
#include "core/train/use/use.h"

namespace lathe::train {

struct TrainedModel {
    config::Value config;  // resolved, of the training
    config::Value fitted;  // DataSets::fitted of the training; null: its data had none
    InputSpec input;
    std::vector<std::string> class_names;  // of a classification: always as many as there are classes
    std::shared_ptr<Module> module;        // on the device, in evaluation mode
    std::shared_ptr<Network> network;      // of the module
    torch::Device device = torch::kCPU;
    UsedModel used;

    // The type of the numbers that the model computes with, as train.precision had it.
    torch::ScalarType dtype() const;
};

// The file of the checkpoint that is meant. TrainError: there is none.
std::filesystem::path find_checkpoint(const ModelChoice& choice);
// Makes the model of a trial with the weights of a checkpoint. Throws TrainError: the file cannot be read, or does not
// fit the network. The data of the training is read only where the checkpoint does not say what was learned of it.
TrainedModel load_model(const ModelChoice& choice);
// A model and the data of its training, as it was divided.
struct ModelAndData {
    TrainedModel model;
    DataSets data;
};
// The same with the data of its training; the loss weighs classes as it did in the training. TrainError, too: the data
// is not what the model was trained on.
ModelAndData load_model_and_data(const ModelChoice& choice);
// A part of the data: train, val or test; the training part without its random changes. TrainError: there is no such
// part.
std::shared_ptr<const Dataset> part_of(const DataSets& data, const std::string& name);

}  // namespace lathe::train
