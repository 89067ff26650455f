// SPDX-License-Identifier: GPL-3.0-or-later
// A text as samples of characters, each with the character that follows.
#pragma once

#include "core/train/data/data_options.h"
#include "core/train/data/dataset.h"
#include "core/train/data/preparation.h"

namespace lathe::train {

// Reads a text file. The alphabet is that of the whole file; the first part is trained on, then come validation and
// test. Throws TrainError: bytes that are no UTF-8, a part too short for one sample; PreparationStopped while another
// reads it.
DataSets load_text(const TextOptions& options, const Preparation& preparation);

}  // namespace lathe::train
