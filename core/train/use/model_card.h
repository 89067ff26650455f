// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody needs to know to use an exported network: travels inside the file.
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/train/use/trained_model.h"

namespace lathe::train {

// What another program has to know to use the model: {network, input: [channels, height, width], output, classes, mean,
// stddev, columns, alphabet, target_mean, target_scale, ...}, of these what the kind of data has. Pixels are scaled to
// 0 .. 1, less mean, divided by stddev.
Json model_card(const TrainedModel& model);

}  // namespace lathe::train
