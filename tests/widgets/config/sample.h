// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment with comments and the catalog that it is valid for.
#pragma once

#include <QString>

#include "core/config/schema.h"

namespace lathe::gui {

const config::Catalog& sampleCatalog();

inline const QString sampleText = QStringLiteral(R"(# an experiment for tests
lathe: 1
name: sample

config:
  train: {batch_size: 64, epochs: "${limits.epochs}"}   # how long
  limits:
    epochs: 3
  network:
    name: lenet
    version: "1_0"    # or 1_1
  opt: {name: Adam, lr: 1e-3}
  layers: [8, 16, 32]
  data:
    root: /tmp
  seed: 42

space:
  opt.lr: {_type: loguniform, _value: [1e-4, 1e-2]}  # two decades

search:
  objective: {metric: val_loss, mode: minimize}
  tuner: {name: Random, args: {seed: 0}}
  max_trials: 6
)");

}  // namespace lathe::gui
