// SPDX-License-Identifier: GPL-3.0-or-later
// CIFAR-10 and CIFAR-100, binary version: records of one (two) label bytes and 3x32x32 pixels
// (https://www.cs.toronto.edu/~kriz/cifar.html). Files are read once per process and shared by all trials.
#pragma once

#include "core/train/data/data_options.h"
#include "core/train/data/dataset.h"
#include "core/train/data/preparation.h"

namespace lathe::train {

// Reads CIFAR-10. The files are in data.root, or below it in the folder that their archive unpacks to. Class names come
// from the archive, too, where they are there. `seed` chooses the validation split. Throws TrainError: files that are
// missing, empty or cut, labels out of range; PreparationStopped.
DataSets load_cifar10(const CifarOptions& options, std::uint64_t seed, const Preparation& preparation);
// Reads CIFAR-100 in the same way, with its 100 fine or 20 coarse labels as data.labels says.
DataSets load_cifar100(const Cifar100Options& options, std::uint64_t seed, const Preparation& preparation);

}  // namespace lathe::train
