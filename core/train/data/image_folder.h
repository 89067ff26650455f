// PNG and JPEG files, sorted into a folder for each class.
#pragma once

#include "core/train/data/data_options.h"
#include "core/train/data/dataset.h"

namespace lathe::train {

// root/train/CLASS/FILE, with root/val and root/test beside it where there are any; or root/CLASS/FILE. Classes are
// numbered by name. Throws TrainError: no classes, a class that is only in val or test, a file that cannot be read (in
// memory now, otherwise when its batch is made).
DataSets load_image_folder(const ImageFolderOptions& options, std::uint64_t seed);

}  // namespace lathe::train
