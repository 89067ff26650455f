// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can be configured for training: the Trainer's options and those of each network, data set, optimizer
// and scheduler. Built from declarations that stand beside the structs they fill. No torch here.
#pragma once

#include "core/config/schema.h"

namespace lathe::train {

// All options of Lathe's own training: the catalog that experiments are read with. Built once; any thread.
const config::Catalog& catalog();

// Whether a trial of this config, resolved, runs code of others in its own process: a plug-in, or TorchScript.
bool runs_foreign_code(const config::Value& config);

}  // namespace lathe::train
