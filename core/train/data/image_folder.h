// SPDX-License-Identifier: GPL-3.0-or-later
// Picture files, sorted into a folder for each class.
#pragma once

#include "core/train/data/data_options.h"
#include "core/train/data/dataset.h"
#include "core/train/data/preparation.h"

namespace lathe::train {

// root/train/CLASS/.../FILE, with val and test beside train where there are any; or root/CLASS/.../FILE. The folders
// may be called training, valid or validation, and testing, too. Classes are numbered by name; a folder without a
// picture is none. Throws TrainError: no classes, a class that is only in val or test, pictures that cannot be read.
DataSets load_image_folder(const ImageFolderOptions& options, std::uint64_t seed, const Preparation& preparation = {});

}  // namespace lathe::train
