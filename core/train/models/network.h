// SPDX-License-Identifier: GPL-3.0-or-later
// A network: from a batch of samples to one answer each.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <torch/nn/module.h>

#include "core/config/value.h"
#include "core/train/data/dataset.h"

namespace lathe::train {

// The base of all networks. Parameters and submodules are registered under the names that checkpoints and exports have.
class Network : public torch::nn::Module {
  public:
    // x as in Batch -> [batch, classes]: logits, or the numbers of a regression; for text [batch, length, classes].
    virtual torch::Tensor forward(const torch::Tensor& x) = 0;
    // What a person should know of it before it is trained; a sentence each.
    virtual std::vector<std::string> notes() const { return {}; }
};

// The network of the config's `network` group, its weights drawn from the default generator. Throws TrainError when it
// does not fit the samples.
std::shared_ptr<Network> make_network(const config::Value& config, const InputSpec& input);
// The built-in values of network.name, with plugin and torchscript; without the names that plug-ins register.
std::vector<std::string> network_names();

}  // namespace lathe::train
