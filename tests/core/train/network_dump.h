// SPDX-License-Identifier: GPL-3.0-or-later
// A network of Lathe's with its numbers in plain files, for comparing it with PyTorch's own definition. No torch and no
// Qt here.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/config/value.h"

namespace lathe::test {

struct SampleShape {
    std::int64_t channels = 3;
    std::int64_t size = 32;  // height and width; of a text its characters
    std::int64_t classes = 10;
    bool is_text = false;
};

// Makes the network of the config with weights of its own drawing and writes into `folder`, each as a row of floats:
// weights.bin (parameters, then buffers, in their order), x.bin, y_eval.bin and y_train.bin (what it answers in either
// mode to `batch` samples), grad.bin (of the sum of the squares of y_train, all parameters in order). Texts have x as
// floats too.
void dump_network(const config::Value& config, const SampleShape& sample, std::int64_t batch,
                  const std::filesystem::path& folder);

// Makes the text model of the config and writes weights.bin, and x.bin and y.bin of all validation samples. Returns
// what Lathe reports of the validation.
std::map<std::string, double> dump_text_model(const config::Value& config, const std::filesystem::path& folder);

}  // namespace lathe::test
