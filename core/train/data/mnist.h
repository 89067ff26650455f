// SPDX-License-Identifier: GPL-3.0-or-later
// Data sets of the MNIST family. Files are read once per process and shared by all trials.
#pragma once

#include <filesystem>

#include "core/train/data/data_options.h"
#include "core/train/data/image_set.h"

namespace lathe::train {

// Reads MNIST or Fashion-MNIST. The four files are in `root`, or below it where torchvision puts them; compressed or
// not. `seed` chooses the validation split. Throws TrainError: missing or damaged files, counts that differ, labels out
// of range, a split that leaves nothing; PreparationStopped.
DataSets load_mnist(const std::filesystem::path& root, const ImageOptions& options, std::uint64_t seed,
                    const Preparation& preparation = {});
// Reads IDX files that the options name in the same way, with their classes, first label and order of rows and columns.
DataSets load_idx(const IdxOptions& options, std::uint64_t seed, const Preparation& preparation);

}  // namespace lathe::train
