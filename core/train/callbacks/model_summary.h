// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the layers and their numbers of parameters to the log before training.
#pragma once

#include <string>

#include <torch/nn/module.h>

#include "core/train/hooks.h"

namespace lathe::train {

// A table of the module's layers: layer, kind, parameters; then the totals. Rows begin with "| ", by which a reader of
// logs can leave them out.
std::string summarize(const torch::nn::Module& module);

// Logs the table of the module when the training begins.
class ModelSummary : public Callback {
  public:
    void on_fit_start(Trainer& trainer) override;
};

}  // namespace lathe::train
