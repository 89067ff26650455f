// Everything that can be configured for training: the Trainer's options and those of each network, data set, optimizer
// and scheduler. Built from declarations that stand beside the structs they fill. No torch here.
#pragma once

#include "core/config/schema.h"

namespace lathe::train {

// Built once; any thread.
const config::Catalog& catalog();

}  // namespace lathe::train
